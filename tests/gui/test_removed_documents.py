"""What was cited and is not in the library any more: told plainly, wherever it is opened, and never with an id."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.foundation.jobs import Progress
from app.gui.chat.answer_html import answer_html
from app.gui.chat.chat_page import ChatPage
from app.gui.chat.preview import CitationPreview
from app.gui.chat.turn_state import TurnState
from app.gui.parts.clause_place import open_clause, open_document
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.place import Place
from app.gui.reader.reader import Reader
from app.gui.shell.first_run import FirstRun
from app.gui.style.theme import Theme
from app.library.entries import NotHeld
from app.workspace import Workspace
from tests.gui.fakes import PAGED, UNPAGED, professional_answer
from tests.gui.real import SAMPLES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


def test_the_reader_tells_that_a_document_was_removed_and_opens_it_when_it_is_back(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    reader = Reader(desk)
    qtbot.addWidget(reader)
    entry = next(each for each in desk.entries if each.format == "docx")
    workspace.remove(entry.id)
    desk.show_entries(workspace.documents())
    reader.open((Place(entry.id, entry.source.standard, entry.metadata.status, quote="不应大于 4.5 m"),), 0)
    trouble = reader.trouble
    qtbot.waitUntil(lambda: trouble.problem.isVisibleTo(reader))
    told = trouble.problem.text.text() + trouble.problem.hint.text()
    assert "已从文库移除" in told
    assert "拖进窗口" in told
    assert entry.id not in told
    assert "documents" not in told
    assert not trouble.retry.isVisibleTo(reader)
    assert reader.head.quote.text() == "不应大于 4.5 m"
    workspace.add([SAMPLES / entry.file], Progress())
    desk.show_entries(workspace.documents())
    qtbot.waitUntil(lambda: reader.stack.currentWidget() is reader.text)


def test_every_page_that_opens_a_document_or_clause_that_is_gone_says_so(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    said: list[str] = []
    desk.said.connect(lambda text, *_: said.append(text))
    entry = desk.entries[0]
    clause = workspace.clauses(entry.id)[0]
    workspace.remove(entry.id)
    desk.show_entries(workspace.documents())
    open_document(desk, entry.id)
    assert "已从文库移除" in said[-1]
    open_clause(desk, entry.id, clause.id)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == said[0]
    assert entry.id not in "".join(error_texts(NotHeld(entry.id)))


def test_a_citation_of_a_removed_document_rests_and_keeps_its_words(
    qtbot: QtBot, desk: Desk, theme: Theme, workspace: Workspace
) -> None:
    page = ChatPage(desk, FirstRun(desk))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    answer = professional_answer("制动距离？")
    page.list.show_states([TurnState(AskRequest("制动距离？"), answer, 0)])
    page.stack.setCurrentWidget(page.list)
    turn = page.list.widgets[0]
    html = turn.view.toHtml()
    assert html.count("line-through") >= 2, "neither document is among the samples"
    entry = desk.entries[0]
    desk.show_entries([replace(entry, id=PAGED), replace(entry, id=UNPAGED)])
    assert "line-through" not in page.list.widgets[0].view.toHtml(), "they were added again"
    card = CitationPreview(theme, page)
    card.point_at(answer.citations[0], QPoint(), is_gone=True)
    shown = card._card(answer.citations[0])
    labels = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert answer.citations[0].quote in labels
    assert "已从文库移除" in labels
    card.point_at(None, QPoint())


def test_only_the_chips_of_what_is_gone_rest(theme: Theme) -> None:
    answer = professional_answer("制动距离？")
    html = answer_html(answer, theme, {UNPAGED})
    assert html.count("line-through") == 1
    assert html.count("已移除") == 1
