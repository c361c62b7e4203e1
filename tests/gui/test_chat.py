"""Asking, reading, stopping."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.answer import Answer, ClarifyingQuestion, Fact, Mode
from app.foundation.errors import EnvironmentFault
from app.gui.application import Application
from app.gui.chat.turn import Turn
from app.gui.parts.widgets import Notice
from app.security.labels import AI_LABEL
from tests.gui.conftest import OpenWindow
from tests.gui.fakes import UNPAGED, FakeSession, professional_answer

QUESTION = "制动距离有什么要求？"


def ask(qtbot: QtBot, window: Application, question: str = QUESTION) -> Turn:
    """Type the question, press Enter, wait for the end."""
    turn = begin(qtbot, window, question)
    qtbot.waitUntil(lambda: not window.window.chat.asking.is_running)
    return turn


def begin(qtbot: QtBot, window: Application, question: str = QUESTION) -> Turn:
    chat = window.window.chat
    chat.question.edit.setPlainText(question)
    qtbot.keyClick(chat.question.edit, Qt.Key.Key_Return)
    turn = chat.list.last
    assert turn is not None
    return turn


def notices(turn: Turn) -> list[str]:
    return [notice.text.text() for notice in turn.findChildren(Notice)]


def test_enter_sends_the_question_in_the_chosen_mode(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    window.window.chat.question.modes[Mode.VERBATIM].setChecked(True)
    ask(qtbot, window)
    assert [(request.question, request.mode) for request in session.asked] == [(QUESTION, Mode.VERBATIM)]
    assert window.window.chat.question.edit.toPlainText() == ""


def test_shift_enter_breaks_the_line(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    edit = window.window.chat.question.edit
    edit.setPlainText("第一行")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "2")
    assert edit.toPlainText() == "第一行\n2"
    assert session.asked == []


def test_an_empty_question_is_not_sent(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    window.window.chat.question.edit.setPlainText("  \n ")
    qtbot.keyClick(window.window.chat.question.edit, Qt.Key.Key_Return)
    assert not window.window.chat.states
    assert session.asked == []


def test_evidence_stands_before_the_model_has_ended_and_its_words_stream_in(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.gate = threading.Event()
    turn = begin(qtbot, window)
    qtbot.waitUntil(lambda: turn.view.toPlainText() == "空载和满载时，制动距离")
    qtbot.waitUntil(lambda: turn.evidence is not None and turn.evidence.rows[0].isVisible())
    assert turn.evidence is not None
    assert [row.isVisible() for row in turn.evidence.rows] == [True, True, True, False]
    assert turn.answer is None
    assert turn.foot.ai_label.isVisible()
    assert turn.foot.ai_label.text() == AI_LABEL
    session.gate.set()
    qtbot.waitUntil(lambda: turn.answer is not None)
    assert not any(row.isVisible() for row in turn.evidence.rows)


def test_the_checked_answer_takes_the_place_of_what_streamed(qtbot: QtBot, window: Application) -> None:
    turn = ask(qtbot, window)
    text = turn.view.toPlainText()
    assert "空载和满载时，制动距离都不应大于 4.5 m。" in text
    assert "驻车制动还应能在 8% 的坡道上停住。" in text
    assert "〔未核实〕" in text
    assert notices(turn) == ["Q/ABC 002-2020 已被 Q/ABC 001-2026 代替，其条款仅供参考。"]
    assert turn.foot.ai_label.isVisible()


def test_stop_ends_the_answer_and_keeps_its_words(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.gate = threading.Event()
    turn = begin(qtbot, window)
    qtbot.waitUntil(lambda: bool(turn.view.toPlainText()))
    assert window.window.chat.question.action.text() == "停止"
    window.window.chat.question.action.click()
    qtbot.waitUntil(lambda: not window.window.chat.asking.is_running)
    assert notices(turn) == ["已停止。上面的文字没有写完，也没有核对。"]
    assert turn.view.toPlainText() == "空载和满载时，制动距离"
    assert turn.foot.ai_label.isVisible()
    assert window.window.chat.question.action.text() == "提问"


def test_escape_stops_too(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.gate = threading.Event()
    begin(qtbot, window)
    qtbot.waitUntil(lambda: bool(session.asked))
    qtbot.keyClick(window.window.chat.question.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.window.chat.asking.is_running)


def test_one_question_at_a_time(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.gate = threading.Event()
    begin(qtbot, window)
    begin(qtbot, window, "又一个问题？")
    assert len(window.window.chat.states) == 1
    assert window.window.chat.question.edit.toPlainText() == "又一个问题？"
    session.gate.set()
    qtbot.waitUntil(lambda: not window.window.chat.asking.is_running)


def test_a_link_that_is_no_citation_opens_nothing(qtbot: QtBot, window: Application) -> None:
    turn = ask(qtbot, window)
    turn.view.anchorClicked.emit(QUrl("https:1"))
    assert window.window.reader.isHidden()


def test_the_clauses_nearest_to_a_refused_question_can_be_opened(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.answer = lambda question: Answer(
        question, Mode.PROFESSIONAL, "文库中的文件没有说明这个问题：没有提到颜色。\n最接近的条款：5.1。", refused=True
    )
    turn = ask(qtbot, window)
    notice = next(each for each in turn.findChildren(Notice) if each.property("tone") == "refusal")
    near = notice.findChildren(QPushButton)
    assert near[0].text().startswith("Q/ABC 001-2026 5.2")
    assert "最接近的条款：5.1" not in notice.hint.text(), "they are not named twice"
    with qtbot.waitSignal(turn.place_opened) as opened:
        near[1].click()
    places, index = opened.args
    assert index == 1
    assert places[1].document_id == UNPAGED


def test_a_refusal_looks_like_one(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    session.words = ()
    session.answer = lambda question: Answer(
        question, Mode.PROFESSIONAL, "文库中的文件没有说明这个问题：没有提到颜色。\n最接近的条款：5.2。", refused=True
    )
    turn = ask(qtbot, window, "应刷成什么颜色？")
    assert notices(turn) == ["文库中的文件没有说明这个问题：没有提到颜色。"]
    assert turn.view.isHidden()
    assert turn.foot.ai_label.isHidden()


def test_an_error_tells_cause_and_next_step_and_can_be_tried_again(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.error = EnvironmentFault("没有找到对话模型。", "请运行 models fetch。")
    turn = ask(qtbot, window)
    notice = turn.findChild(Notice)
    assert notice is not None
    assert (notice.text.text(), notice.hint.text()) == ("没有找到对话模型。", "请运行 models fetch。")
    session.error = None
    turn.again_asked.emit()
    qtbot.waitUntil(lambda: window.window.chat.states[-1].answer is not None)
    assert len(session.asked) == 2


def test_verbatim_carries_no_label_because_no_model_wrote(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.answer = lambda question: replace(professional_answer(question), mode=Mode.VERBATIM, model=None)
    window.window.chat.question.modes[Mode.VERBATIM].setChecked(True)
    assert ask(qtbot, window).foot.ai_label.isHidden()


def test_what_is_copied_carries_the_label(qtbot: QtBot, window: Application) -> None:
    turn = ask(qtbot, window)
    turn.foot.copy.click()
    assert QApplication.clipboard().text().endswith(AI_LABEL)


def test_without_a_chat_model_only_quoting_is_offered(open_window: OpenWindow) -> None:
    question = open_window(FakeSession(chat_model_installed=False)).window.chat.question
    assert question.mode is Mode.VERBATIM
    assert not question.modes[Mode.PROFESSIONAL].isEnabled()
    assert "没有安装对话模型" in question.hint.text()


def test_the_questions_of_one_window_make_one_conversation(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    session.answer = lambda question: replace(professional_answer(question), conversation="c1")
    ask(qtbot, window)
    ask(qtbot, window, "又一个问题？")
    assert [request.conversation for request in session.asked] == [None, "c1"]


def test_a_retry_and_a_clarifying_option_leave_the_question_that_is_being_written(
    qtbot: QtBot, window: Application, session: FakeSession
) -> None:
    edit = window.window.chat.question.edit
    turn = ask(qtbot, window)
    edit.setPlainText("正在写的下一个问题")
    turn.again_asked.emit()
    qtbot.waitUntil(lambda: len(session.asked) == 2 and not window.window.chat.asking.is_running)
    turn.fact_chosen.emit("load", "满载")
    qtbot.waitUntil(lambda: len(session.asked) == 3 and not window.window.chat.asking.is_running)
    assert edit.toPlainText() == "正在写的下一个问题"


def test_a_clarifying_question_is_answered_by_a_press(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    asked = ClarifyingQuestion("load", "搬运车是空载还是满载？", ("空载", "满载"))
    session.answer = lambda question: replace(professional_answer(question), clarifying_question=asked)
    turn = ask(qtbot, window)
    turn.fact_chosen.emit("load", "满载")
    qtbot.waitUntil(lambda: len(session.asked) == 2)
    assert session.asked[1].facts == (Fact("load", "满载"),)
    qtbot.waitUntil(lambda: not window.window.chat.asking.is_running)
