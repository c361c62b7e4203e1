"""A titled card of the settings page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from app.gui.parts.widgets import text_label


class Card(QFrame):
    """Rows below each other, a thin line between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 4, 0, 4)
        self.rows.setSpacing(0)

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)


class Section(QWidget):
    """A heading and a card below it. ``title`` is also what the list of sections shows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.card = Card()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(text_label(title, "sectionTitle"))
        layout.addWidget(self.card)

    def add(self, widget: QWidget) -> None:
        self.card.add(widget)

    def add_layout(self, layout: QLayout) -> None:
        """With the card's own margins."""
        layout.setContentsMargins(16, 8, 16, 8)
        self.card.rows.addLayout(layout)
