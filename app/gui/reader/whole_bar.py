"""A scroll bar over all of a text of which only a part is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollBar, QWidget

STEPS = 100
"""Of one clause: a long one is gone through in as many."""


class WholeBar(QScrollBar):
    """Counts clauses, since of what is not written no height is known."""

    wanted = Signal(int, float)
    """A person goes to a clause, by its place in the document, and to the share of it from 0 to 1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSingleStep(STEPS)
        self.valueChanged.connect(lambda value: self.wanted.emit(value // STEPS, value % STEPS / STEPS))

    def show_place(self, at: int, share: float, in_view: int, clauses: int) -> None:
        """Where one reads, among how many, of which ``in_view`` are on the screen. A hand on the bar is not moved."""
        if self.isSliderDown():
            return
        self.blockSignals(True)
        self.setRange(0, max(0, clauses * STEPS - 1))
        self.setPageStep(max(1, in_view) * STEPS)
        self.setValue(self.maximum() if at >= clauses else at * STEPS + round(share * (STEPS - 1)))
        self.blockSignals(False)
        self.setVisible(clauses > in_view)
