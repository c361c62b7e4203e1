"""Chinese spelled by an input method: in the question box while an answer streams, and which plugin Qt is to take."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.answer import Mode
from app.gui.application import Application
from app.gui.chat.question_edit import QuestionEdit
from app.gui.shell.input_method import choose_input_method, input_method_of, plugins_in
from app.gui.shell.palette import Palette
from tests.gui.conftest import OpenWindow
from tests.gui.fakes import FakeSession

OURS = {"ibus", "compose", "qtvirtualkeyboard"}
LONG = "制动距离应符合设计文件的规定" * 8


def spell(widget: QWidget, letters: str) -> None:
    QCoreApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def choose(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


@pytest.fixture
def streaming(open_window: OpenWindow, session: FakeSession, qtbot: QtBot) -> Application:
    """A window whose answer has begun and goes on until it is stopped."""
    session.gate = threading.Event()
    application = open_window(session)
    chat = application.window.chat
    chat.ask("范围是什么？", Mode.PROFESSIONAL)
    qtbot.waitUntil(lambda: chat.list.last is not None and "制动距离" in chat.list.last.state.text)
    chat.question.edit.setFocus()
    return application


@pytest.fixture
def edit(streaming: Application) -> QuestionEdit:
    return streaming.window.chat.question.edit


def test_what_is_spelled_outlives_the_words_that_stream_in(streaming: Application, edit: QuestionEdit) -> None:
    spell(edit, "zhidong")
    streaming.window.chat.asking.text_streamed.emit("又来了几个词。" * 50)
    QCoreApplication.processEvents()
    assert edit.spelled == "zhidong"
    assert edit.toPlainText() == ""
    choose(edit, "制动")
    assert edit.spelled == ""
    assert edit.toPlainText() == "制动"


def test_the_end_of_an_answer_leaves_what_is_spelled(
    streaming: Application, session: FakeSession, edit: QuestionEdit, qtbot: QtBot
) -> None:
    spell(edit, "zhidong")
    assert session.gate is not None
    session.gate.set()
    qtbot.waitUntil(lambda: not streaming.window.chat.asking.is_running)
    assert edit.spelled == "zhidong"


def test_enter_while_spelling_does_not_send(
    streaming: Application, session: FakeSession, edit: QuestionEdit, qtbot: QtBot
) -> None:
    streaming.window.chat.stop()
    qtbot.waitUntil(lambda: not streaming.window.chat.asking.is_running)
    choose(edit, "制动")
    spell(edit, "juli")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert len(session.asked) == 1
    choose(edit, "距离")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.asked) == 2)
    assert session.asked[-1].question == "制动距离"
    streaming.window.chat.stop()


def test_escape_while_spelling_does_not_stop_the_answer(
    streaming: Application, edit: QuestionEdit, qtbot: QtBot
) -> None:
    asking = streaming.window.chat.asking
    spell(edit, "juli")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert asking.is_running
    spell(edit, "")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not asking.is_running)


def test_the_example_makes_room_for_what_is_spelled(edit: QuestionEdit) -> None:
    example = edit.placeholderText()
    assert example
    spell(edit, "zhi")
    assert edit.placeholderText() == ""
    spell(edit, "")
    assert edit.placeholderText() == example


def test_the_box_has_its_height_before_the_first_letter(edit: QuestionEdit) -> None:
    before = edit.height()
    spell(edit, "zhi")
    assert edit.height() == before
    choose(edit, "制")
    assert edit.height() == before


def test_the_candidates_follow_the_cursor_when_the_box_grows(
    streaming: Application, edit: QuestionEdit, qtbot: QtBot
) -> None:
    def is_beside_the_cursor() -> bool:
        told = QGuiApplication.inputMethod().cursorRectangle().toRect().center()
        seen = edit.viewport().mapTo(streaming.window, edit.cursorRect().center())
        return (told - seen).manhattanLength() <= 2

    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is edit)
    spell(edit, "zhi")
    assert is_beside_the_cursor()
    choose(edit, LONG)
    qtbot.waitUntil(is_beside_the_cursor)
    assert edit.mapTo(streaming.window, QPoint()).y() > 0
    spell(edit, LONG)
    qtbot.waitUntil(is_beside_the_cursor)
    spell(edit, "")
    qtbot.waitUntil(is_beside_the_cursor)


def test_the_palette_filters_by_what_was_chosen(window: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(window.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.window.findChild(Palette)
    assert isinstance(palette, Palette)
    everything = len(palette.model.shown)
    spell(palette.edit, "she zhi")
    assert len(palette.model.shown) == everything
    choose(palette.edit, "设置")
    assert 0 < len(palette.model.shown) < everything


def test_the_search_fields_take_input_methods(window: Application) -> None:
    fields = window.window.findChildren(QLineEdit)
    assert fields
    for field in fields:
        is_secret = field.echoMode() is not QLineEdit.EchoMode.Normal
        assert is_secret or field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), field.accessibleName()


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5", "XMODIFIERS": "@im=fcitx"}, "fcitx5;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULES": "fcitx", "QT_IM_MODULE": "ibus"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "ibus;xim"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"GTK_IM_MODULE": "fcitx"}, "ibus"),
        ({"GTK_IM_MODULE": "ibus"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx", "WAYLAND_DISPLAY": "wayland-0"}, "fcitx;ibus"),
    ],
)
def test_ibus_stands_behind_a_plugin_that_is_not_there(environment: dict[str, str], chosen: str) -> None:
    assert choose_input_method(environment, OURS) == {"QT_IM_MODULES": chosen}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "none", "GTK_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "qtvirtualkeyboard"},
        {"QT_IM_MODULES": "wayland;fcitx;ibus"},
        {"QT_IM_MODULES": "wayland;fcitx", "WAYLAND_DISPLAY": "wayland-0"},
        {"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"},
        {"XMODIFIERS": "@im=none"},
    ],
)
def test_a_choice_that_works_stands(environment: dict[str, str]) -> None:
    assert choose_input_method(environment, OURS) == {}


def test_a_plugin_of_fcitx_is_taken_where_there_is_one() -> None:
    assert choose_input_method({"QT_IM_MODULE": "fcitx"}, {*OURS, "fcitx5"}) == {}


def test_without_the_ibus_plugin_nothing_is_changed() -> None:
    assert choose_input_method({"QT_IM_MODULE": "fcitx"}, {"compose"}) == {}


def test_the_log_tells_what_was_named() -> None:
    told = input_method_of({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "fcitx;ibus", "HOME": "/home/a"})
    assert told == "QT_IM_MODULE=fcitx QT_IM_MODULES=fcitx;ibus"
    assert input_method_of({}) == "none named"


def test_plugins_are_known_by_their_files(tmp_path: Path) -> None:
    for name in ("libibusplatforminputcontextplugin.so", "libqtvirtualkeyboardplugin.so"):
        (tmp_path / name).touch()
    assert plugins_in(tmp_path) == {"ibus", "qtvirtualkeyboard"}
