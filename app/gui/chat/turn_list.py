"""The turns of a conversation under one another. Only those near the screen are widgets, so that a thousand cost no
more than ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.gui.chat.answer_view import AnswerView
from app.gui.chat.turn import Turn
from app.gui.chat.turn_state import TurnState
from app.gui.style.theme import Theme

NEAR, FAR = 1.0, 4.0
"""Screens above and below what is seen: as far turns are made, and beyond which they are let go."""
USUAL_HEIGHT = 320
"""Logical pixels taken for a turn that was not shown yet."""
AROUND = 60
"""Logical pixels above and below what the keyboard has come to."""
SETTLE_MS = 150
"""The layout of a new turn takes a few rounds of the event loop; after that the scroll bar is the reader's."""


class TurnList(QScrollArea):
    """Places turns itself. What grows above the first turn in sight never moves it."""

    changed = Signal()
    """There are other turns."""

    def __init__(self, make: Callable[[TurnState], Turn], theme: Theme) -> None:
        super().__init__()
        self._make = make
        self._theme = theme
        self.states: list[TurnState] = []
        self._heights: list[int] = []
        self._turns: dict[int, Turn] = {}
        self._held: int | None = None
        """The turn that is kept at the top of the view while it settles."""
        self._body = QWidget()
        self._body.setObjectName("surfaceBody")
        self.setObjectName("surface")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes through what can be done in the turns
        self.setWidget(self._body)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._keep_near())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._reach)
        self._arranging = QTimer(self)
        self._arranging.setSingleShot(True)
        self._arranging.timeout.connect(self._arrange)

    @property
    def last(self) -> Turn | None:
        """The widget of the last turn, None when it is far from the screen or there is none."""
        return self._turns.get(len(self.states) - 1)

    @property
    def widgets(self) -> list[Turn]:
        """The turns that are widgets now, from the top."""
        return [self._turns[index] for index in sorted(self._turns)]

    def show_states(self, states: Sequence[TurnState], at: int | None = None) -> None:
        """Show a conversation, from its last turn or from the one of that index."""
        for index in list(self._turns):
            self._drop(index)
        self.states = list(states)
        self._heights = [USUAL_HEIGHT] * len(self.states)
        if self.states:
            self.go_to(len(self.states) - 1 if at is None else min(max(0, at), len(self.states) - 1))
        else:
            self._arrange()
        self.changed.emit()

    def append(self, state: TurnState) -> Turn:
        """Add a turn and bring its question to the top of the view."""
        self.states.append(state)
        self._heights.append(USUAL_HEIGHT)
        index = len(self.states) - 1
        turn = self._turn(index)
        self.go_to(index)
        self.changed.emit()
        return turn

    def go_to(self, index: int) -> None:
        """Put the question of a turn at the top. The answer grows below it and never runs away from its reader."""
        self._held = index
        self._turn(index)
        self._arrange()
        QTimer.singleShot(SETTLE_MS, self, self._let_go)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.states and self._held is None and event.oldSize().width() != event.size().width():
            self._heights = [self._heights[i] if i in self._turns else USUAL_HEIGHT for i in range(len(self.states))]
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_turn = isinstance(watched, Turn)
        if is_turn and event.type() is QEvent.Type.LayoutRequest and not self._arranging.isActive():
            self._arranging.start(0)
        return super().eventFilter(watched, event)

    def _reach(self, _: QWidget | None, focused: QWidget | None) -> None:
        """What takes the keyboard comes into sight, with a bit of what is around it."""
        if focused is None or isinstance(focused, AnswerView) or not shiboken6.isValid(self._body):
            return
        if self._body.isAncestorOf(focused) and not self._is_pressed():
            self.ensureWidgetVisible(focused, 0, AROUND)

    @staticmethod
    def _is_pressed() -> bool:
        """With the mouse one reaches only what is in sight."""
        return QApplication.mouseButtons() != Qt.MouseButton.NoButton

    def _show_chip(self, view: AnswerView, place: QRect) -> None:
        at = view.mapTo(self._body, place.center())
        self.ensureVisible(at.x(), at.y(), 0, AROUND)

    def _turn(self, index: int) -> Turn:
        if index not in self._turns:
            turn = self._make(self.states[index])
            turn.view.place_reached.connect(partial(self._show_chip, turn.view))
            turn.setParent(self._body)
            turn.installEventFilter(self)
            turn.resize(self._column()[1], self._heights[index])
            turn.show()
            self._turns[index] = turn
        return self._turns[index]

    def _drop(self, index: int) -> None:
        turn = self._turns.pop(index)
        turn.removeEventFilter(self)
        turn.hide()
        turn.deleteLater()

    def _arrange(self) -> None:
        """Measure the turns that are widgets and put each in its place."""
        top = self.verticalScrollBar().value()
        offsets = self._offsets()
        anchor = self._held if self._held is not None else max(0, bisect_right(offsets, top) - 1)
        gap = self._theme.sizes.gap
        inside = -gap if self._held is not None else top - (offsets[anchor] if anchor < len(offsets) else 0)
        x, width = self._column()
        for index, turn in self._turns.items():
            self._heights[index] = turn.height_for(width)
        offsets = self._offsets()
        self._body.resize(self.viewport().width(), self._total(offsets))
        for index, turn in self._turns.items():
            turn.setGeometry(x, offsets[index], width, self._heights[index])
        if anchor < len(offsets):
            self.verticalScrollBar().setValue(offsets[anchor] + inside)
        self._keep_near()

    def _keep_near(self) -> None:
        """Make the turns that come near the screen, let go of those that are far from it."""
        if not self.states:
            return
        offsets, high = self._offsets(), self.viewport().height()
        top = self.verticalScrollBar().value()
        near = self._between(offsets, top - NEAR * high, top + (1 + NEAR) * high)
        far = self._between(offsets, top - FAR * high, top + (1 + FAR) * high)
        new = [index for index in near if index not in self._turns]
        for index in new:
            self._turn(index)
        for index in [index for index in self._turns if index not in far and not self._must_stay(index)]:
            self._drop(index)
        if new:
            self._arrange()

    def _must_stay(self, index: int) -> bool:
        return self.states[index].is_running or index == self._held

    def _between(self, offsets: Sequence[int], first: float, last: float) -> range:
        """The turns of which any part lies between two heights."""
        begin = max(0, bisect_right(offsets, first) - 1)
        return range(begin, max(begin, bisect_right(offsets, last)))

    def _offsets(self) -> list[int]:
        """Where each turn begins."""
        gap = self._theme.sizes.gap
        steps = accumulate((height + gap for height in self._heights), initial=self._theme.sizes.wide)
        return list(steps)[: len(self._heights)]

    def _total(self, offsets: Sequence[int]) -> int:
        """Room below, so that the last question can stand at the top."""
        if not offsets:
            return 0
        end = offsets[-1] + self._heights[-1] + self._theme.sizes.wide
        return max(end, offsets[-1] - self._theme.sizes.gap + self.viewport().height())

    def _column(self) -> tuple[int, int]:
        """The left edge and the width of the text."""
        room = self.viewport().width() - 2 * self._theme.sizes.wide
        width = max(1, min(self._theme.sizes.reading_width, room))
        return (self.viewport().width() - width) // 2, width

    def _let_go(self) -> None:
        self._held = None
