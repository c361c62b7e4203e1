"""The chat page on the real workspace: the samples, the real assistant, and a model that says what it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound, PromptRead
from app.domain.answer import Answer, Fact, Mode
from app.domain.where import Where
from app.foundation.jobs import CancelToken
from app.gui.chat.chat_page import ChatPage
from app.gui.chat.turn import Turn
from app.gui.parts.desk import Desk
from app.library.feedback import Verdict
from app.workspace import Workspace
from tests.fakes import FakeEngine
from tests.gui.fakes import professional_answer

QUESTION = "平板车的推手离地应该多高？"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ChatPage:
    made = ChatPage(desk, QWidget())
    made.resize(900, 700)
    made.set_ready(chat_model_installed=True)
    qtbot.addWidget(made)
    made.show()
    return made


def ask(qtbot: QtBot, page: ChatPage, question: str = QUESTION, mode: Mode = Mode.VERBATIM) -> Turn:
    page.ask(question, mode)
    qtbot.waitUntil(lambda: not page.asking.is_running)
    turn = page.list.last
    assert turn is not None
    assert turn.answer is not None, turn.state.error
    return turn


def test_an_answer_quotes_the_clause_and_is_kept(qtbot: QtBot, page: ChatPage, workspace: Workspace) -> None:
    turn = ask(qtbot, page)
    assert turn.answer is not None
    assert any("推手" in citation.quote for citation in turn.answer.citations)
    assert page.conversation.id is not None
    assert [kept.question for kept in workspace.conversations.turns(page.conversation.id)] == [QUESTION]


def test_a_kept_conversation_opens_with_its_turns_and_goes_on(
    qtbot: QtBot, page: ChatPage, workspace: Workspace
) -> None:
    ask(qtbot, page)
    kept = page.conversation.id
    page.begin()
    assert page.states == []
    assert kept is not None
    page.open_conversation(kept)
    qtbot.waitUntil(lambda: len(page.states) == 1)
    ask(qtbot, page, "定期检查多久做一次？")
    assert len(workspace.conversations.turns(kept)) == 2


def test_what_is_asked_before_a_conversation_is_read_belongs_to_it(
    qtbot: QtBot, page: ChatPage, workspace: Workspace
) -> None:
    ask(qtbot, page)
    kept = page.conversation.id
    assert kept is not None
    page.begin()
    page.open_conversation(kept)
    page.ask("定期检查多久做一次？", Mode.VERBATIM)
    qtbot.waitUntil(lambda: len(workspace.conversations.turns(kept)) == 2)
    qtbot.waitUntil(lambda: not page.asking.is_running)
    assert [state.question for state in page.states] == [turn.question for turn in workspace.conversations.turns(kept)]


def test_what_waits_for_a_conversation_goes_into_no_other(qtbot: QtBot, page: ChatPage, workspace: Workspace) -> None:
    ask(qtbot, page)
    kept = page.conversation.id
    assert kept is not None
    other = workspace.conversations.create("另一个").id
    page.open_conversation(other)
    page.ask("定期检查多久做一次？", Mode.VERBATIM)
    page.ask("又一个问题？", Mode.VERBATIM)
    page.open_conversation(kept)
    assert page.question.edit.toPlainText() == "定期检查多久做一次？"
    assert not page.conversation.is_loading
    page.question.write("")
    page.open_conversation(other)
    page.ask("定期检查多久做一次？", Mode.VERBATIM)
    page.stop()
    assert page.question.edit.toPlainText() == "定期检查多久做一次？"
    qtbot.waitUntil(lambda: page.conversation.id == other)
    assert not page.asking.is_running
    assert len(workspace.conversations.turns(kept)) == 1


def test_what_is_asked_in_a_conversation_that_cannot_be_read_goes_back_into_the_box(
    qtbot: QtBot, page: ChatPage
) -> None:
    page.open_conversation("0" * 16)
    page.ask("定期检查多久做一次？", Mode.VERBATIM)
    qtbot.waitUntil(lambda: page.question.edit.toPlainText() == "定期检查多久做一次？")
    assert page.states == []


def test_a_verdict_is_kept_with_its_note(qtbot: QtBot, page: ChatPage, workspace: Workspace) -> None:
    turn = ask(qtbot, page)
    turn.foot.wrong.click()
    turn.foot.note.setText("页码不对")
    turn.foot.note.returnPressed.emit()
    qtbot.waitUntil(lambda: any(item.note for item in workspace.feedback(page.conversation.id)))
    kept = workspace.feedback(page.conversation.id)
    assert [(item.verdict, item.note, item.turn) for item in kept] == [(Verdict.WRONG, "页码不对", 0)]


def test_what_is_copied_names_its_sources(qtbot: QtBot, page: ChatPage) -> None:
    turn = ask(qtbot, page)
    turn.foot.copy.click()
    assert "Q/ZS 101" in QApplication.clipboard().text()
    assert "第" in QApplication.clipboard().text()


def test_facts_are_shown_changed_and_taken_back(qtbot: QtBot, page: ChatPage, workspace: Workspace) -> None:
    ask(qtbot, page)
    page.conversation.confirm(Fact("额定载荷", "300 kg"))
    qtbot.waitUntil(lambda: len(page.facts.chips) == 1)
    chip = page.facts.chips[0]
    chip.show_button.click()
    chip.edit.setText("500 kg")
    chip.edit.returnPressed.emit()
    conversation = page.conversation.id
    assert conversation is not None
    qtbot.waitUntil(lambda: workspace.conversations.facts(conversation) == (Fact("额定载荷", "500 kg"),))
    qtbot.waitUntil(lambda: page.facts.chips[0].fact.value == "500 kg")
    page.facts.chips[0].remove.click()
    qtbot.waitUntil(lambda: workspace.conversations.facts(conversation) == ())
    qtbot.waitUntil(lambda: page.facts.isHidden())


def test_the_question_is_asked_of_what_the_bar_shows(qtbot: QtBot, page: ChatPage, desk: Desk) -> None:
    newest = next(entry for entry in desk.entries if entry.metadata.number == "Q/ZS 102-2024")
    page.question.context.use_where(Where(document=newest.id, as_of="2026-01-01"))
    turn = ask(qtbot, page, "怎样试验推手？")
    assert turn.state.request.where == Where(document=newest.id, as_of="2026-01-01")
    assert turn.answer is not None
    assert {citation.document_id for citation in turn.answer.citations} <= {newest.id}
    assert page.question.context.place.text() == "Q/ZS 102-2024"
    assert page.question.context.day.text() == "2026-01-01"


def test_a_new_conversation_begins_today_and_one_that_was_kept_has_its_own_day(qtbot: QtBot, page: ChatPage) -> None:
    context = page.question.context
    context.use_where(Where(as_of="2026-01-01"))
    ask(qtbot, page)
    dated = page.conversation.id
    page.begin()
    assert context.day.text() == "今天"
    ask(qtbot, page)
    undated = page.conversation.id
    assert dated is not None
    assert undated is not None
    for conversation, day in ((dated, "2026-01-01"), (undated, "今天")):
        page.open_conversation(conversation)
        qtbot.waitUntil(lambda conversation=conversation: page.conversation.id == conversation)
        assert context.day.text() == day
    page.open_conversation(dated)
    qtbot.waitUntil(lambda: page.conversation.id == dated)
    assert any("截至 2026-01-01" in label.text() for label in page.list.widgets[0].asked.findChildren(QLabel))


def test_the_day_of_today_that_is_chosen_by_hand_goes_on_being_today(page: ChatPage) -> None:
    page.question.context._use_day(datetime.now().astimezone().date() - timedelta(days=1))
    assert page.question.context.where.as_of is not None
    page.question.context._use_day(datetime.now().astimezone().date())
    assert page.question.context.where.as_of is None


def test_while_the_model_reads_the_line_tells_how_far_and_how_long(
    qtbot: QtBot, page: ChatPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = tuple(workspace.search(QUESTION))
    gate = threading.Event()

    def ask_slowly(request: AskRequest, on_event: Callable[[AnswerEvent], None], cancel: CancelToken) -> Answer:
        on_event(EvidenceFound(evidence))
        on_event(PromptRead(384, 1536))
        gate.wait(20)
        on_event(PromptRead(1536, 1536))
        return professional_answer(request.question)

    monkeypatch.setattr(workspace, "ask", ask_slowly)
    page.ask(QUESTION, Mode.PROFESSIONAL)
    line = page.list.widgets[0].status
    qtbot.waitUntil(lambda: "25%" in line.text())
    page.states[0].began -= 72
    qtbot.waitUntil(lambda: "1 分 1" in line.text())  # it ticks by itself
    gate.set()
    qtbot.waitUntil(lambda: not page.asking.is_running)
    assert "读完" in line.text()
    assert line.isHidden()
    assert not line.is_ticking


def test_what_was_found_and_offered_is_there_again_after_a_restart(
    qtbot: QtBot, page: ChatPage, workspace: Workspace, desk: Desk
) -> None:
    newest = next(entry for entry in desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    page.question.context.use_where(Where(document=newest.id))
    turn = ask(qtbot, page)
    assert turn.evidence is not None
    asked = (turn.evidence.toggle.text(), turn.evidence.places, turn.state.offers, page.conversation.id)
    assert asked[2]
    again = ChatPage(desk, QWidget())
    qtbot.addWidget(again)
    again.open_conversation(page.conversation.id or "")
    qtbot.waitUntil(lambda: len(again.states) == 1)
    shown = again.list.widgets[0]
    assert shown.evidence is not None
    assert (shown.evidence.toggle.text(), shown.evidence.places, shown.state.offers, again.conversation.id) == asked
    assert not shown.offers.isHidden()
    workspace.remove(newest.id)
    again.begin()
    again.open_conversation(page.conversation.id or "")
    qtbot.waitUntil(lambda: len(again.states) == 1)
    assert again.list.widgets[0].evidence is None


def test_a_document_that_is_gone_does_not_narrow_the_next_question(page: ChatPage, desk: Desk) -> None:
    page.question.context.use_where(Where(document=desk.entries[0].id))
    desk.show_entries(desk.entries[1:])
    assert page.question.context.where == Where()


def test_another_page_hands_a_question_over(qtbot: QtBot, page: ChatPage, desk: Desk) -> None:
    desk.question_asked.emit("Q/ZS 101-2025 中 5.2 是怎么规定的？", Where(document=desk.entries[0].id), False)
    assert page.question.edit.toPlainText().startswith("Q/ZS 101-2025")
    assert page.states == []


def test_offers_below_an_answer_are_questions(qtbot: QtBot, page: ChatPage, desk: Desk) -> None:
    newest = next(entry for entry in desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    page.question.context.use_where(Where(document=newest.id))
    turn = ask(qtbot, page)
    offered = turn.state.offers
    assert offered
    turn.offer_taken.emit(offered[0])
    qtbot.waitUntil(lambda: len(page.states) == 2 and not page.asking.is_running)
    assert page.states[1].question == offered[0]
    assert page.states[0].offers == ()


def test_an_edited_question_is_asked_anew(qtbot: QtBot, page: ChatPage) -> None:
    turn = ask(qtbot, page)
    turn.asked.edit.click()
    assert page.question.edit.toPlainText() == QUESTION
    page.question.edit.undo()
    assert page.question.edit.toPlainText() == ""


def test_a_citation_is_previewed(qtbot: QtBot, page: ChatPage) -> None:
    turn = ask(qtbot, page)
    assert turn.answer is not None
    page.activateWindow()
    turn.citation_hovered.emit(turn.answer.citations[0], QPoint(10, 10))
    qtbot.waitUntil(page.preview.isVisible)
    QApplication.sendEvent(turn.view, QEvent(QEvent.Type.Leave))
    assert not page.preview.isVisible()


@pytest.mark.parametrize(
    ("path", "clause", "shown"),
    [
        ("某法 > 第十二条", "第十二条第二款", "某法 > 第十二条第二款"),
        ("某标准 > 5.2 制动", "5.2b)", "某标准 > 5.2 制动 > 5.2b)"),
        ("某标准 > 5.2 制动", "5.2", "某标准 > 5.2 制动"),
        ("某标准 > 5.2.1", "5.2.1", "某标准 > 5.2.1"),
        ("某标准 > 前言", None, "某标准 > 前言"),
    ],
)
def test_a_preview_names_the_part_that_is_cited(page: ChatPage, path: str, clause: str | None, shown: str) -> None:
    cited = replace(professional_answer(QUESTION).citations[0], title_path=path, clause=clause, page=None)
    card = page.preview._card(cited)
    assert shown in [label.text() for label in card.findChildren(QLabel)]


def test_a_click_takes_the_preview_away(qtbot: QtBot, page: ChatPage) -> None:
    turn = ask(qtbot, page)
    assert turn.answer is not None
    turn.citation_hovered.emit(turn.answer.citations[0], QPoint(10, 10))
    turn.view.anchorClicked.emit(QUrl(f"cite:{turn.answer.citations[0].key}"))
    qtbot.wait(400)
    assert not page.preview.isVisible()


def test_the_models_words_carry_the_label_and_are_checked(qtbot: QtBot, page: ChatPage, scripted: FakeEngine) -> None:
    scripted.enqueue("随便说一句。")
    turn = ask(qtbot, page, "你好，介绍一下自己。", Mode.GENERAL)
    assert "随便说一句" in turn.view.toPlainText()
    assert turn.foot.ai_label.isVisible()


def test_stopping_and_beginning_anew_leaves_nothing_behind(qtbot: QtBot, page: ChatPage) -> None:
    page.ask(QUESTION, Mode.VERBATIM)
    page.begin()
    qtbot.waitUntil(lambda: not page.asking.is_running)
    assert page.states == []
    assert page.conversation.id is None
    ask(qtbot, page)
    assert len(page.states) == 1


def test_controls_have_names(qtbot: QtBot, page: ChatPage) -> None:
    turn = ask(qtbot, page)
    nameless = [each for each in turn.findChildren(QPushButton) if not (each.text() or each.accessibleName())]
    assert nameless == []


def test_the_scope_names_the_edition_of_a_law_however_long_its_title(
    monkeypatch: pytest.MonkeyPatch, page: ChatPage, desk: Desk
) -> None:
    held = desk.entries[0]
    metadata = replace(held.metadata, number=None, title="中华人民共和国手推车和平板车安全使用与维护法")
    law = replace(held, metadata=metadata, edition="2022年修订")
    monkeypatch.setattr(desk, "entry", lambda _: law)
    page.question.context.use_where(Where(document=law.id))
    place = page.question.context.place
    assert place.text().endswith("…（2022年修订）")
    assert law.source.standard in place.toolTip()
