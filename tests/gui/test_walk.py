"""The whole window on a real workspace: from a question to the page, and from page to page."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.answer import Mode
from app.domain.document import Strength
from app.domain.where import EVERYWHERE, Only, Where
from app.gui.application import Application
from app.gui.main_window import MainWindow
from app.gui.parts.desk import CHAT, COMPARE, DIAGNOSTICS, LIBRARY, MODELS, SEARCH, SETTINGS, WEB, WORK
from app.workspace import Workspace
from tests.gui.conftest import OpenWindow

PAGES = (CHAT, SEARCH, LIBRARY, WEB, COMPARE, WORK, MODELS, DIAGNOSTICS, SETTINGS)
QUESTION = "平板车的推手离地应该多高？"


@pytest.fixture
def window(workspace: Workspace, open_window: OpenWindow) -> MainWindow:
    return open_window(workspace).window


def ask(qtbot: QtBot, window: MainWindow, question: str = QUESTION) -> None:
    window.chat.ask(question, Mode.VERBATIM)
    qtbot.waitUntil(lambda: not window.chat.asking.is_running)


def test_a_click_on_a_citation_lights_its_clause_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    turn = window.chat.list.last
    assert turn is not None
    assert turn.answer is not None
    cited = next(citation for citation in turn.answer.citations if citation.page)
    turn.view.anchorClicked.emit(QUrl(f"cite:{cited.key}"))
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    assert window.reader.place is not None
    assert window.reader.place.clause == cited.clause
    assert window.reader.shows_pages
    assert window.reader.page == cited.page


def test_evidence_opens_before_the_answer_is_there(qtbot: QtBot, window: MainWindow) -> None:
    window.chat.ask(QUESTION, Mode.VERBATIM)
    qtbot.waitUntil(lambda: bool(window.chat.states[-1].evidence))
    turn = window.chat.list.last
    assert turn is not None
    assert turn.evidence is not None
    turn.evidence.rows[0].opened.emit()
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    qtbot.waitUntil(lambda: not window.chat.asking.is_running)


def test_the_conversations_step_back_where_a_page_needs_the_room(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 768)
    ask(qtbot, window)
    assert window.conversations.isVisible()
    turn = window.chat.list.last
    assert turn is not None
    assert turn.answer is not None
    turn.open_citation(turn.answer.citations[0].key)
    assert not window.conversations.isVisible()
    window.reader.close_reader()
    assert window.conversations.isVisible()


def test_a_conversation_is_listed_found_and_opened_again(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    kept = window.chat.conversation.id
    window.chat.begin()
    qtbot.waitUntil(lambda: window.conversations.model.rowCount() > 0)
    assert kept is not None
    window.conversations.opened.emit(kept, -1)
    qtbot.waitUntil(lambda: len(window.chat.states) == 1)
    assert window.page == CHAT


def test_pages_hand_documents_to_each_other(qtbot: QtBot, window: MainWindow) -> None:
    newest = next(entry for entry in window.desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    oldest = next(entry for entry in window.desk.entries if entry.metadata.number == "Q/ZS 101-2021")
    window.desk.go(LIBRARY, newest.id)
    assert [entry.id for entry in window.library.view.selected()] == [newest.id]
    window.desk.go(LIBRARY, {"documents": (oldest.id,)})
    assert [entry.id for entry in window.library.model.entries] == [oldest.id]
    window.desk.go(COMPARE, (oldest.id, newest.id))
    qtbot.waitUntil(lambda: window.others.compare.texts.model.rowCount() > 0)
    window.desk.go(WEB, newest.id)
    qtbot.waitUntil(lambda: bool(window.others.web.graph.web.nodes))
    window.desk.go(WORK, newest.id)
    qtbot.waitUntil(lambda: window.others.work.checklist.result.model.rowCount() > 0)
    window.desk.go(WORK, (newest.id, "5.1"))
    qtbot.waitUntil(lambda: window.others.work.translation.clause.value == "5.1")
    window.desk.go(SEARCH, "推手")
    qtbot.waitUntil(lambda: window.others.search.parts.model.rowCount() > 0)
    assert window.page == SEARCH


def test_library_and_reader_lead_to_text_work(qtbot: QtBot, window: MainWindow) -> None:
    newest = next(entry for entry in window.desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    window.desk.go(LIBRARY, newest.id)
    window.library.actions_of_selection.checklist.trigger()
    assert window.page == WORK
    qtbot.waitUntil(lambda: window.others.work.checklist.finished is not None)
    view = window.others.work.checklist.result.view
    view.opened.emit(window.others.work.checklist.result.model.target_of(0, 0))
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    window.reader.menu.translate()
    place = window.reader.place
    assert place is not None
    assert place.clause is not None
    qtbot.waitUntil(lambda: window.others.work.translation.clause.value is not None)
    assert place.clause.startswith(str(window.others.work.translation.clause.value))


def test_a_removed_document_leaves_reader_and_list(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    entry = window.desk.entries[0]
    window.desk.go(LIBRARY, entry.id)
    window.library.actions_of_selection.remove.trigger()
    assert entry.id not in [shown.id for shown in window.library.model.entries]
    window.toasts.finish()
    qtbot.waitUntil(lambda: entry.id not in [kept.id for kept in workspace.documents()])


def test_no_keys_are_ambiguous(window: MainWindow) -> None:
    """Qt runs neither of two actions whose keys are the same and whose reaches meet."""
    reach: dict[str, list[tuple[QAction, QWidget]]] = {}
    for action in window.findChildren(QAction):
        owners = [owner for owner in action.associatedObjects() if isinstance(owner, QWidget)]
        for owner in owners:
            if not isinstance(owner, QMenu) and action.shortcut().toString():
                reach.setdefault(action.shortcut().toString(), []).append((action, owner))

    def meet(one: tuple[QAction, QWidget], other: tuple[QAction, QWidget]) -> bool:
        everywhere = Qt.ShortcutContext.WindowShortcut in (one[0].shortcutContext(), other[0].shortcutContext())
        nested = one[1] is other[1] or one[1].isAncestorOf(other[1]) or other[1].isAncestorOf(one[1])
        return one[0] is not other[0] and (everywhere or nested)

    clashes = [
        (keys, one[0].text(), other[0].text())
        for keys, held in reach.items()
        for one, other in combinations(held, 2)
        if meet(one, other)
    ]
    assert clashes == []


CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)


def nameless(window: MainWindow) -> list[str]:
    """The controls in sight that a screen reader cannot name. Qt's own inner parts are named by what they are in."""
    seen = [each for kind in CONTROLS for each in window.findChildren(kind) if each.isVisible()]
    return [
        f"{type(each).__name__} {each.objectName()} in {type(each.parent()).__name__} on {window.page}"
        for each in seen
        if not (each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()))
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parent(), QComboBox | QAbstractSpinBox | QHeaderView | QCalendarWidget)
        and not isinstance(each, QHeaderView)
    ]


def test_every_control_of_every_page_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 768)
    ask(qtbot, window)
    turn = window.chat.list.last
    assert turn is not None
    assert turn.answer is not None
    turn.open_citation(turn.answer.citations[0].key)
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    found = nameless(window)
    for name in PAGES:
        window.show_page(name)
        qtbot.wait(150)
        found += nameless(window)
    assert found == []


def test_closing_ends_everything(qtbot: QtBot, workspace: Workspace, open_window: OpenWindow) -> None:
    application: Application = open_window(workspace)
    application.window.chat.ask(QUESTION, Mode.VERBATIM)
    application.window.show_page(WEB)
    application.close()


def test_another_look_keeps_what_was_asked_found_and_compared(
    qtbot: QtBot, workspace: Workspace, open_window: OpenWindow
) -> None:
    application = open_window(workspace)
    window = application.window
    ask(qtbot, window)
    window.chat.question.edit.setPlainText("下一个问题")
    newest = next(entry for entry in window.desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    oldest = next(entry for entry in window.desk.entries if entry.metadata.number == "Q/ZS 101-2021")
    window.desk.go(COMPARE, (oldest.id, newest.id))
    window.desk.go(SEARCH, "推手")
    qtbot.waitUntil(lambda: window.others.search.parts.model.rowCount() > 0)
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.waitUntil(lambda: application.window is not window)
    renewed = application.window
    qtbot.waitUntil(lambda: renewed.is_complete and renewed.others.search.parts.model.rowCount() > 0)
    qtbot.waitUntil(lambda: renewed.others.compare.texts.model.rowCount() > 0)
    assert renewed.page == SEARCH
    assert [state.question for state in renewed.chat.states] == [QUESTION]
    assert renewed.chat.states[0].evidence
    assert renewed.chat.question.edit.toPlainText() == "下一个问题"


def test_another_look_chosen_on_the_settings_page_leaves_the_search_as_it_was(
    qtbot: QtBot, workspace: Workspace, open_window: OpenWindow
) -> None:
    application = open_window(workspace)
    window = application.window
    window.desk.go(SEARCH, "推手")
    search = window.others.search
    qtbot.waitUntil(lambda: search.parts.model.rowCount() > 0)
    search.parts.filters.show_where(Where(only=Only(strengths=(Strength.SHALL,))), include_superseded=False)
    search.search_again()
    qtbot.waitUntil(lambda: search.deeds.request is not None and search.deeds.request.where != EVERYWHERE)
    request, found = search.request(), [item.passage_id for item in search.parts.model.found]
    window.show_page(SETTINGS)
    application.use_settings(replace(workspace.settings, theme="dark"))
    qtbot.waitUntil(lambda: application.window is not window)
    renewed = application.window
    qtbot.waitUntil(lambda: renewed.is_complete)
    renewed.show_page(SEARCH)
    again = renewed.others.search
    qtbot.waitUntil(lambda: bool(again.parts.model.found))
    assert again.request() == request
    assert [item.passage_id for item in again.parts.model.found] == found


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    """As the keyboard does: to whatever has the focus."""
    target = QApplication.focusWidget() or window
    QTest.keySequence(target, QKeySequence(keys))


def test_the_walk_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.resize(1366, 768)
    press(qtbot, window, "Ctrl+L")
    assert QApplication.focusWidget() is window.chat.question.edit
    window.chat.question.modes[Mode.VERBATIM].setChecked(True)
    QApplication.clipboard().setText(QUESTION)
    press(qtbot, window, "Ctrl+V")
    press(qtbot, window, "Return")
    qtbot.waitUntil(lambda: bool(window.chat.states) and not window.chat.asking.is_running)
    turn = window.chat.list.last
    assert turn is not None
    for _ in range(60):  # Tab goes through everything; the answer's first citation is among it
        press(qtbot, window, "Tab")
        if turn.view.hasFocus() and turn.view.textCursor().hasSelection():
            break
    assert turn.view.textCursor().hasSelection()
    press(qtbot, window, "Return")
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    press(qtbot, window, "Ctrl+2")
    assert window.page == SEARCH
    press(qtbot, window, "Ctrl+3")
    assert window.page == LIBRARY
    press(qtbot, window, "Ctrl+F")
    assert QApplication.focusWidget() is window.library.filter.edit
    press(qtbot, window, "Down")
    assert window.library.view.selected()
    press(qtbot, window, "Return")
    qtbot.waitUntil(lambda: window.reader.place is not None)
    press(qtbot, window, "Ctrl+W")
    assert window.reader.isHidden()
    press(qtbot, window, "Ctrl+K")
    assert window.palette_box is not None
    press(qtbot, window, "Escape")
    qtbot.waitUntil(lambda: window.palette_box is None)
    for keys, name in (
        ("Ctrl+4", WEB),
        ("Ctrl+5", COMPARE),
        ("Ctrl+6", WORK),
        ("Ctrl+7", MODELS),
        ("Ctrl+,", SETTINGS),
        ("Ctrl+1", CHAT),
    ):
        press(qtbot, window, keys)
        assert window.page == name
