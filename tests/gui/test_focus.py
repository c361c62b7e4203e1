"""Where the keyboard stands, and what comes into sight with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.gui.chat.answer_view import AnswerView
from app.gui.chat.chat_page import ChatPage
from app.gui.chat.turn_state import TurnState
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.shell.first_run import FirstRun
from app.gui.shell.toasts import Toasts
from app.gui.style.theme import Theme
from tests.gui.fakes import professional_answer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def chat(qtbot: QtBot, desk: Desk) -> ChatPage:
    page = ChatPage(desk, FirstRun(desk))
    qtbot.addWidget(page)
    page.resize(800, 420)
    page.show()
    page.activateWindow()
    states = [TurnState(AskRequest("制动距离？"), professional_answer("制动距离？"), at) for at in range(4)]
    page.list.show_states(states, 0)
    page.stack.setCurrentWidget(page.list)
    qtbot.wait(200)
    return page


def seen(chat: ChatPage, widget: QWidget, part: QRect) -> bool:
    body = chat.list.viewport()
    return body.rect().contains(part.translated(widget.mapTo(chat.list, part.topLeft()) - part.topLeft()).center())


def test_tab_brings_every_chip_and_button_of_the_turns_into_sight(qtbot: QtBot, chat: ChatPage) -> None:
    turn = chat.list.widgets[0]
    turn.asked.edit.setFocus()
    reached: list[str] = []
    for _ in range(24):
        qtbot.keyClick(chat.window().focusWidget(), Qt.Key.Key_Tab)
        focused = chat.window().focusWidget()
        if not chat.list.widget().isAncestorOf(focused):
            break
        part = focused.cursorRect() if isinstance(focused, AnswerView) else focused.rect()
        assert seen(chat, focused, part), (type(focused).__name__, part, chat.list.verticalScrollBar().value())
        reached.append(type(focused).__name__)
    assert reached.count("AnswerView") >= 4
    assert "QToolButton" in reached
    assert chat.list.verticalScrollBar().value() > 0


def test_undoing_gives_the_keyboard_back_to_where_it_was(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    place = QPushButton("list", window)
    QPushButton("other", window)
    window.show()
    window.activateWindow()
    toasts = Toasts(theme, window)
    place.setFocus()
    toasts.offer_undo("gone", lambda: None, lambda: None)
    assert toasts.offer is not None
    toasts.offer.button.setFocus()
    toasts.offer.button.click()
    assert window.focusWidget() is place


def test_centred_lines_stand_in_the_middle(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row, is_centred=True)
    one = QPushButton("one")
    flow.addWidget(one)
    row.resize(400, 60)
    row.show()
    assert abs(one.geometry().center().x() - 200) <= 1
