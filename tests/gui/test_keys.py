"""Every key and every command of the palette, tried from every page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.where import Where
from app.gui.main_window import MainWindow
from app.gui.parts.clause_place import open_document
from app.gui.parts.desk import CHAT, LIBRARY, SEARCH, WEB
from app.gui.shell.palette import commands_of, named_actions
from app.workspace import Workspace
from tests.gui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def main(qtbot: QtBot, open_window: OpenWindow, workspace: Workspace) -> MainWindow:
    """With a document in the reader, and every action doing nothing but be counted."""
    window = open_window(workspace).window
    window.resize(1600, 900)
    open_document(window.desk, window.desk.entries[0].id)
    qtbot.waitUntil(lambda: window.reader.opened is not None)
    window.show_page(WEB)
    qtbot.waitUntil(window.others.web.graph.isVisible)
    window.show_page(CHAT)
    window.activateWindow()
    return window


def owned(window: MainWindow) -> list[tuple[QAction, QWidget]]:
    return list(named_actions(window))


def shown_page(window: MainWindow) -> QWidget:
    return window.frame.page_widget


def done_by(action: QAction) -> list[int]:
    """Counts instead of doing: dialogs would stay open, and the window must not close."""
    done: list[int] = []
    action.triggered.disconnect()
    action.triggered.connect(lambda: done.append(1))
    return done


def test_what_the_palette_offers_is_done_on_its_own_page_whatever_page_is_shown(qtbot: QtBot, main: MainWindow) -> None:
    for action, owner in owned(main):
        action.setEnabled(True)
        done = done_by(action)
        for page in main.frame.page_names:
            if owner is main.reader and page != CHAT:
                continue  # where the reader steps aside
            main.show_page(page)
            action.setEnabled(True)
            command = next(
                each
                for each in commands_of(main, main.frame.reveal, main.frame.page_of)
                if each.name == action.text().replace("&", "") and each.where == main.frame.page_of(owner)
            )
            command.run()
            assert done, (action.text(), page)
            assert command.where in ("", "阅读器", main.frame.page_of(shown_page(main))), (action.text(), page)
            done.clear()


def test_no_two_commands_of_a_page_bear_the_same_name(main: MainWindow) -> None:
    names = [(action.text(), main.frame.page_of(owner)) for action, owner in owned(main)]
    assert sorted(set(names)) == sorted(names)


def test_keys_that_are_said_to_work_everywhere_do(main: MainWindow) -> None:
    everywhere = [
        action
        for action, owner in owned(main)
        if not main.frame.page_of(owner) or (owner is main.reader and _is_of_window(action))
    ]
    assert {"Ctrl+N", "Ctrl+K", "Ctrl+Shift+F", "Alt+Down"} <= {each.shortcut().toString() for each in everywhere}
    for action in everywhere:
        action.setEnabled(True)
        done = done_by(action)
        for page in main.frame.page_names:
            if action.parent() is main.reader and page != CHAT:
                continue  # where the reader steps aside
            main.show_page(page)
            main.setFocus()  # a field that is written in undoes its own writing
            action.setEnabled(True)
            for keys in action.shortcuts():
                done.clear()
                _press(main, keys.toString())
                assert done == [1], (action.text(), keys.toString(), page)


def test_keys_of_a_page_work_there_and_belong_to_one_action(main: MainWindow) -> None:
    for action, owner in owned(main):
        where = main.frame.page_of(owner)
        if not where or _is_of_window(action) or not action.shortcuts():
            continue
        action.setEnabled(True)
        main.frame.reveal(owner)
        views = (
            each for each in action.associatedObjects() if isinstance(each, QWidget) and not isinstance(each, QMenu)
        )
        focus = owner if owner in action.associatedObjects() else next(views)
        focus.show()
        target = focus if _is_of_widget(action) else _within(focus)
        target.setFocus()
        if QApplication.focusWidget() is not target or not target.isVisible():
            continue
        done = done_by(action)
        for keys in action.shortcuts():
            done.clear()
            action.setEnabled(True)
            QTest.keySequence(target, keys)
            assert done == [1], (action.text(), keys.toString(), where)


def test_ctrl_n_begins_a_conversation_from_any_page(main: MainWindow) -> None:
    main.show_page(LIBRARY)
    _press(main, "Ctrl+N")
    assert main.page == CHAT
    assert main.chat.question.edit.hasFocus()


def test_the_conversations_are_searched_from_any_page_also_when_they_have_stepped_back(main: MainWindow) -> None:
    main.resize(1200, 800)
    assert main.conversations.isHidden()
    main.show_page(LIBRARY)
    _press(main, "Ctrl+Shift+F")
    assert main.page == CHAT
    assert main.conversations.search.hasFocus()


def test_what_cannot_be_done_is_not_offered(main: MainWindow) -> None:
    def offered() -> set[str]:
        return {command.name for command in commands_of(main, main.frame.reveal, main.frame.page_of)}

    assert "关闭原件" in offered()
    assert "下一处引用或命中" not in offered(), "there is one place"
    main.reader.close_reader()
    gone = {"关闭原件", "放大", "打印…", "重命名对话", "停止回答", "修改上一个问题", "撤销移除或删除", "在阅读器中打开"}
    assert {name for name in offered() & gone if name != "放大"} == set()


def test_esc_closes_the_reader_from_wherever_one_writes_or_chooses(qtbot: QtBot, main: MainWindow) -> None:
    for page in main.frame.page_names:
        main.show_page(page)
        open_document(main.desk, main.desk.entries[0].id)
        qtbot.waitUntil(lambda: main.reader.opened is not None and main.reader.isVisible())
        main.show_page(page)
        for widget in _with_keys(main.frame.page_widget):
            open_document(main.desk, main.desk.entries[0].id)
            widget.setFocus()
            _press(main, "Esc")
            assert main.reader.isHidden(), (page, widget.accessibleName(), type(widget).__name__)


def test_esc_stops_an_answer_before_it_closes_the_reader(main: MainWindow) -> None:
    main.chat.question.set_running(True)
    main.chat._show_what_can_be_done()
    done = done_by(main.chat._stopping)
    main.chat.question.edit.setFocus()
    _press(main, "Esc")
    assert done == [1]
    assert main.reader.isVisible()


def test_the_reader_belongs_to_the_page_that_opened_it(main: MainWindow) -> None:
    main.show_page(SEARCH)
    assert main.reader.isHidden()
    main.show_page(CHAT)
    assert main.reader.isVisible()


def test_a_reader_that_has_stepped_aside_does_nothing(main: MainWindow) -> None:
    main.show_page(SEARCH)
    assert not [command.name for command in main._actions_by_name() if command.where == "阅读器"]
    _press(main, "Ctrl+W")
    main.show_page(CHAT)
    assert main.reader.isVisible()
    assert "就这一条提问" in {command.name for command in main._actions_by_name()}
    _press(main, "Ctrl+W")
    assert main.reader.isHidden()


def test_the_keys_fall_to_the_page_and_not_to_the_rail_when_what_had_them_goes(qtbot: QtBot, main: MainWindow) -> None:
    for page in main.frame.page_names:
        main.show_page(page)
        main.toasts.say("已经移除。", "撤销", lambda: None)
        pressed = next(each for each in main.findChildren(QPushButton, "toastButton") if each.isVisible())
        main.activateWindow()
        pressed.setFocus()
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not main.findChildren(QPushButton, "toastButton"))
        assert main.frame.page_widget.isAncestorOf(QApplication.focusWidget() or main), page


def test_the_rail_is_left_with_the_mouse(main: MainWindow) -> None:
    for page in main.frame.page_names:
        main.show_page(page)
        main.frame.rail.buttons[LIBRARY].setFocus(Qt.FocusReason.TabFocusReason)
        assert main.frame.rail.buttons[LIBRARY].hasFocus()
        QTest.mouseClick(main.status, Qt.MouseButton.LeftButton)
        assert main.frame.page_widget.isAncestorOf(QApplication.focusWidget() or main), page


def test_a_window_that_comes_back_has_the_keys_where_it_lost_them(main: MainWindow) -> None:
    button, question = main.frame.rail.buttons[CHAT], main.chat.question.edit
    question.setFocus()
    question.clearFocus()
    button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)  # as Qt does, the first in order
    assert question.hasFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert button.hasFocus()


def test_the_page_that_one_asks_about_comes_along(qtbot: QtBot, main: MainWindow) -> None:
    main.reader.close_reader()
    main.show_page(LIBRARY)
    open_document(main.desk, main.desk.entries[0].id)
    qtbot.waitUntil(lambda: main.reader.opened is not None)
    main.reader._lit = next(clause for clause in main.reader.opened.clauses if clause.number)  # type: ignore[union-attr]
    main.reader.menu.ask()
    assert main.page == CHAT
    assert main.reader.isVisible()
    main.show_page(LIBRARY)
    assert main.reader.isHidden()


def test_a_page_is_written_on_as_soon_as_it_is_shown(main: MainWindow) -> None:
    words = main.others.search.parts.bar.field
    words.setText("推手")
    main.frame.rail.buttons[SEARCH].setFocus(Qt.FocusReason.TabFocusReason)
    main.frame.rail.buttons[SEARCH].click()
    assert words.hasFocus()
    assert words.selectedText() == "推手"
    main.show_page(LIBRARY)
    main.library.focus_filter()
    field = QApplication.focusWidget()
    main.show_page(WEB)
    assert main.others.web.isAncestorOf(QApplication.focusWidget() or main)
    main.show_page(LIBRARY)
    assert QApplication.focusWidget() is field


def test_what_is_chosen_out_of_sight_is_not_acted_on(qtbot: QtBot, main: MainWindow) -> None:
    main.show_page(SEARCH)
    main.others.search.search("制动")
    qtbot.waitUntil(main.others.search.parts.list.choose_first)

    def offered() -> set[str]:
        return {command.name for command in main._actions_by_name()}

    assert "就此条提问" in offered()
    main.show_page(WEB)
    assert "就此条提问" not in offered()
    assert "到检索框" in offered()


def test_a_new_conversation_begins_with_an_empty_box_over_all_documents_as_of_today(main: MainWindow) -> None:
    question = main.chat.question
    question.context.use_where(Where(collection="default", as_of="2024-01-01"))
    question.context.use_where(Where(collection="default", as_of="2024-01-01", document=main.desk.entries[0].id))
    question.write("这一条的要求是什么？")
    _press(main, "Ctrl+N")
    assert question.edit.toPlainText() == ""
    assert question.context.where == Where(collection="default")
    question.edit.undo()
    assert question.edit.toPlainText() == "这一条的要求是什么？"


def test_who_asks_about_a_clause_keeps_the_day_and_the_collection(main: MainWindow) -> None:
    chosen = Where(collection="default", as_of="2024-01-01")
    main.chat.question.context.use_where(chosen)
    main.reader.menu.ask()
    assert main.chat.question.context.where == replace(chosen, document=main.desk.entries[0].id)
    _press(main, "Ctrl+N")
    assert main.chat.question.context.where == Where(collection="default")


def test_the_question_about_a_hit_names_its_paragraph(qtbot: QtBot, main: MainWindow) -> None:
    search = main.others.search
    main.show_page(SEARCH)
    search.search("制动")
    qtbot.waitUntil(search.parts.list.choose_first)
    found = search.parts.list.current()
    assert found is not None
    with qtbot.waitSignal(main.desk.question_asked) as asked:
        search.deeds.ask_about_current()
    assert asked.args[0] == f"{found.source.standard} {found.shown.number} "


def _with_keys(page: QWidget) -> list[QWidget]:
    """What on a page can be written in, chosen in or pressed."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def _is_of_window(action: QAction) -> bool:
    return action.shortcutContext() is Qt.ShortcutContext.WindowShortcut


def _is_of_widget(action: QAction) -> bool:
    return action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut


def _within(page: QWidget) -> QWidget:
    """A child that takes the keyboard and is no field that is written in."""
    if page.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return page
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return page


def _press(main: MainWindow, keys: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or main, keys)  # type: ignore[call-overload]
