"""What is copied out of the window bears the security mark of its document, whichever way it goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.gui.chat.answer_view import AnswerView
from app.gui.chat.turn import Turn
from app.gui.chat.turn_state import TurnState
from app.gui.parts.copying import CopyManner
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.reader.reader import Reader
from app.gui.search.context_pane import ContextPane
from app.gui.search.result_list import copy_result
from app.gui.style.theme import Theme
from app.library.entries import Entry
from app.security.labels import AI_LABEL
from app.workspace import Workspace

CHECKOUT = Path(__file__).resolve().parents[2]
MARK = "秘密★5年"
LINE = f"密级：{MARK}"


@pytest.fixture
def marked(desk: Desk, workspace: Workspace) -> Entry:
    """A document without pages, which a person has given a mark."""
    entry = next(entry for entry in desk.entries if entry.file.endswith(".md"))
    workspace.corrections.correct(entry.id, "security_mark", MARK)
    desk.show_entries(workspace.documents())
    return workspace.document(entry.id)


def copied() -> str:
    return str(QGuiApplication.clipboard().text())


def select_all(view: QTextBrowser) -> None:
    cursor = view.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    view.setTextCursor(cursor)


def test_of_the_reader(qtbot: QtBot, desk: Desk, marked: Entry) -> None:
    reader = Reader(desk)
    qtbot.addWidget(reader)
    reader.resize(800, 700)
    reader.open((Place(marked.id, marked.source.standard, marked.metadata.status),), 0)
    qtbot.waitUntil(lambda: reader.opened is not None and bool(reader.text.toPlainText()))
    select_all(reader.text)  # type: ignore[arg-type]  # a QTextEdit has the same cursor
    for copy in (reader.menu.copy, reader.menu.copy_cited):
        copy()
        assert copied().startswith(LINE)
    by_hand = reader.text.createMimeDataFromSelection()
    assert by_hand.text().startswith(LINE)
    assert LINE in by_hand.html()


def test_of_the_search(qtbot: QtBot, desk: Desk, marked: Entry, workspace: Workspace) -> None:
    item = next(item for item in workspace.search("平板车") if item.source.document_id == marked.id)
    copy_result(desk, item)
    assert copied().startswith(LINE)
    context = ContextPane(desk)
    qtbot.addWidget(context)
    context.show_around(item, "平板车")
    qtbot.waitUntil(lambda: item.clauses[0].text[:4] in context.text.toPlainText())
    select_all(context.text)
    assert context.text.createMimeDataFromSelection().text().startswith(LINE)


def test_of_an_answer_by_hand(qtbot: QtBot, theme: Theme) -> None:
    view = AnswerView(Mode.PROFESSIONAL, theme)
    qtbot.addWidget(view)
    view.show_answer(Answer("问", Mode.PROFESSIONAL, "答", model="small"))
    view.mark = MARK
    select_all(view)
    text = view.createMimeDataFromSelection().text()
    assert text.startswith(LINE)
    assert text.endswith(AI_LABEL)
    view.manner = lambda: CopyManner(shows_label=False)
    assert AI_LABEL not in view.createMimeDataFromSelection().text()
    view.manner = lambda: CopyManner("forbidden")
    assert not view.createMimeDataFromSelection().formats()


def test_an_answer_shows_its_mark_on_the_screen(qtbot: QtBot, theme: Theme) -> None:
    state = TurnState(AskRequest("问", Mode.VERBATIM))
    turn = Turn(state, theme)
    qtbot.addWidget(turn)
    turn.show_answer(Answer("问", Mode.VERBATIM, "答", security_mark=MARK))
    assert turn.mark.text() == LINE
    assert not turn.mark.isHidden()


def test_a_process_that_has_copied_ends_well() -> None:
    program = """
from types import SimpleNamespace
from PySide6.QtWidgets import QApplication
from app.gui.parts.copying import put

application = QApplication([])
put(SimpleNamespace(session=None, run=lambda *_, **__: None), "text", None)
assert application.clipboard().text() == "text"
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "165"}
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment, timeout=120, check=False)
    assert done.returncode == 0
