"""Where the keyboard stands, and what comes into sight with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.domain.answer import Mode
from app.gui.chat.answer_view import AnswerView
from app.gui.chat.chat_page import ChatPage
from app.gui.chat.turn_state import TurnState
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.shell.first_run import FirstRun
from app.gui.shell.toasts import Toasts
from app.gui.style.theme import Theme, dark_theme, light_theme
from tests.gui.contrast import contrast
from tests.gui.fakes import PAGED, evidence_of, professional_answer

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


def test_every_stop_of_tab_can_be_seen_and_none_is_twice(qtbot: QtBot, chat: ChatPage) -> None:
    chat.list.show_states(chat.states[:1])
    qtbot.wait(200)
    first = chat.list.widgets[0].asked.edit
    first.setFocus()
    stops: list[tuple[str, int, str]] = []
    for _ in range(40):
        focused = chat.window().focusWidget()
        assert focused.isVisible()
        assert min(focused.width(), focused.height()) > 8, focused
        is_answer = isinstance(focused, AnswerView)
        chip = focused.textCursor() if is_answer else None
        assert chip is None or chip.hasSelection(), "the text of an answer is no stop, only its chips are"
        stops.append((type(focused).__name__, id(focused), str(chip.selectionStart()) if chip else ""))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if chat.window().focusWidget() is first:
            break
    assert chat.window().focusWidget() is first
    names = [name for name, _, _ in stops]
    assert "TurnList" not in names
    assert names.count("AnswerView") >= 4
    assert "QuestionEdit" in names
    assert len(set(stops)) == len(stops)


def test_tab_goes_through_a_turn_as_one_reads_it(qtbot: QtBot, chat: ChatPage) -> None:
    state = TurnState(AskRequest("制动距离？"), professional_answer("制动距离？"), 0)
    state.evidence = (evidence_of(PAGED, 1, 2), evidence_of(PAGED, 2, 2))
    chat.list.show_states([state])
    qtbot.wait(200)
    turn = chat.list.widgets[0]
    assert turn.evidence is not None
    turn.evidence.toggle.click()
    turn.asked.again.setFocus()
    reached = []
    for _ in range(4):
        qtbot.keyClick(chat.window().focusWidget(), Qt.Key.Key_Tab)
        reached.append(chat.window().focusWidget())
    assert reached == [turn.evidence.toggle, *turn.evidence.rows, turn.view]


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_the_chip_that_has_the_keyboard_wears_a_ring_that_stands_out(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    before, view = QPushButton("before", page), AnswerView(Mode.VERBATIM, theme, page)
    view.setStyleSheet(f"background: {theme.colours.surface}")
    view.setGeometry(0, 40, 600, 300)
    view.show_answer(professional_answer("制动距离？"))
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    plain = view.grab().toImage()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert page.focusWidget() is view
    assert standing_out(plain, view.grab().toImage()) > 40
    before.setFocus()
    assert standing_out(plain, view.grab().toImage()) == 0


def standing_out(before: QImage, after: QImage) -> int:
    """Pixels that stand out from what was there before (WCAG 2.2, 2.4.13)."""
    places = [(x, y) for x in range(before.width()) for y in range(before.height())]
    changed = [place for place in places if before.pixel(*place) != after.pixel(*place)]
    return sum(contrast(before.pixelColor(*place).name(), after.pixelColor(*place).name()) >= 3 for place in changed)


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
