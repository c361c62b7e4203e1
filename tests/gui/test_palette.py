"""Everything by a few letters."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.gui.application import Application
from app.gui.parts.desk import LIBRARY, SEARCH
from app.gui.shell.palette import Command, commands_of, matching
from tests.gui.fakes import PAGED, FakeSession


def commands(*names: str) -> list[Command]:
    return [Command(name, "", lambda: None) for name in names]


def test_every_word_must_be_in_the_name_and_beginnings_go_first() -> None:
    found = matching(commands("关闭原件", "添加文件…", "文件夹：添加", "退出"), "文件 添加")
    assert [command.name for command in found] == ["添加文件…", "文件夹：添加"]
    assert [command.name for command in matching(commands("打开文件", "文件夹"), "文件")] == ["文件夹", "打开文件"]


def test_the_window_names_its_actions_with_their_keys(window: Application) -> None:
    named = {command.name: command.aside for command in commands_of(window.window, lambda _: None)}
    assert named["命令面板"] == "Ctrl+K"
    assert named["添加文件…"] == "Ctrl+O"


def test_enter_runs_what_is_chosen(qtbot: QtBot, window: Application) -> None:
    window.window.open_palette()
    palette = window.window.palette_box
    assert palette is not None
    palette.edit.setText("转到：文件库")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.window.page == LIBRARY
    qtbot.waitUntil(lambda: window.window.palette_box is None)


def test_a_document_is_opened_by_its_number(qtbot: QtBot, window: Application, session: FakeSession) -> None:
    window.window.open_palette()
    palette = window.window.palette_box
    assert palette is not None
    qtbot.keyClicks(palette.edit, "001-2026")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (PAGED, 1) in session.pages_drawn)


def test_it_closes_where_the_focus_came_from_something_that_is_gone(qtbot: QtBot, window: Application) -> None:
    edit = QLineEdit(window.window)
    edit.show()
    window.window.activateWindow()
    edit.setFocus()
    window.window.open_palette()
    palette = window.window.palette_box
    assert palette is not None
    delete(edit)
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.window.palette_box is None)


def test_escape_closes_it_and_gives_the_keyboard_back(qtbot: QtBot, window: Application) -> None:
    window.window.chat.question.edit.setFocus()
    window.window.open_palette()
    palette = window.window.palette_box
    assert palette is not None
    qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.window.palette_box is None)
    assert window.window.focusWidget() is window.window.chat.question.edit


def test_settings_and_their_choices_are_found_in_both_languages(window: Application) -> None:
    def first(written: str) -> str:
        return matching(window.window._commands(), written)[0].name

    for written in ("dark", "深色"):
        assert first(written) == "主题：深色"
    assert first("language english") == "语言：English"
    for written, found in (
        ("font size", "文字大小"),
        ("字号", "文字大小"),
        ("夜间", "主题"),
        ("appearance", "主题"),
        ("英文", "语言"),
    ):
        assert first(written).startswith(found)
    assert first("文字大小") == first("text size") == "文字大小"
    assert "添加文件…" in [each.name for each in matching(window.window._commands(), "add files")]


def test_a_choice_of_the_palette_is_made(qtbot: QtBot, window: Application) -> None:
    command = matching(window.window._commands(), "dark")[0]
    with qtbot.waitSignal(window.window.appearance_changed) as changed:
        command.run()
    assert changed.args[0].theme == "dark"


def test_who_goes_to_the_search_types_at_once_over_what_stood_there(qtbot: QtBot, window: Application) -> None:
    main = window.window
    field = main.others.search.parts.bar.field
    [to_search] = [action for action in main.actions() if action.shortcut().toString() == "Ctrl+2"]

    def through_the_palette() -> None:
        main.open_palette()
        assert main.palette_box is not None
        main.palette_box.edit.setText("转到：检索")
        qtbot.keyClick(main.palette_box.edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: main.palette_box is None)

    for way in (lambda: main.frame.rail.buttons[SEARCH].click(), to_search.trigger, through_the_palette):
        main.show_page(LIBRARY)
        field.setText("制动")
        way()
        assert main.page == SEARCH
        assert main.focusWidget() is field
        qtbot.keyClicks(main.focusWidget(), "lamp")
        assert field.text() == "lamp"
