"""Looks, while the page is seen, at whether the library can be searched by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.gui.parts.desk import Desk
from app.gui.search.search_bar import SearchBar

if TYPE_CHECKING:
    from app.workspace.vectors import Hindrance

LOOK_AGAIN_MS = 5000
"""Between two looks at how much is ready."""


class MeaningWatch:
    """What hinders a search by meaning is told above the filters, and passes there without a word."""

    def __init__(self, desk: Desk, bar: SearchBar, page: QWidget) -> None:
        self._desk = desk
        self._bar = bar
        self._page = page
        self._again = QTimer(page)
        self._again.setSingleShot(True)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._again.timeout.connect(self.look)

    def look(self) -> None:
        if self._page.isVisible():
            self._desk.run(
                "meaning", lambda session, progress: session.meaning_hindrance(), self._hinder, lambda _: None
            )

    def _hinder(self, hindrance: Hindrance | None) -> None:
        self._bar.hinder(hindrance)
        if hindrance is not None and hindrance.is_passing:
            self._again.start()
