"""The scrolling, zooming frame around a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea

from app.domain.document import Box
from app.gui.reader.page_canvas import MARGIN, PageCanvas
from app.gui.reader.page_loader import PagePicture
from app.gui.style.theme import Theme

ZOOM_STEP = 1.25
SMALLEST, LARGEST = 0.3, 5.0
"""Logical pixels for each point: from a thumbnail to a signature filling the screen."""
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)
"""Pages are drawn at these scales only, so that a drag of the splitter does not draw a page for each pixel."""
A4_WIDE = 595.0
SETTLE_MS = 150
ABOVE_LIT = 0.3
"""Share of the view above the lit place: the heading before a clause belongs to it."""


class PageView(QScrollArea):
    """Fits the width until the person zooms; fits again when asked."""

    sharper_wanted = Signal()
    """The page is shown larger than it was drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWidgetResizable(True)
        self.canvas = PageCanvas(theme)
        self.setWidget(self.canvas)
        self._shown = ("", 0)
        self._fits = True
        self._factor = 1.0
        self.drawn_scale = 0.0
        """Pixels of the picture shown for each point."""
        self._awaits_page = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_sharper)

    def expect(self, document_id: str, page: int) -> None:
        """A page is on its way: another one that is shown must not stand under the new heading."""
        self._awaits_page = True
        if (document_id, page) != self._shown:
            self._shown = (document_id, page)
            self.canvas.clear()

    def show_picture(self, picture: PagePicture, boxes: Sequence[Box]) -> None:
        """Show the page and bring the first lit place into sight."""
        self._awaits_page = False
        self._draw(picture, boxes)
        self._settle.start()
        QTimer.singleShot(0, self._go_to_lit)

    def sharpen(self, picture: PagePicture) -> None:
        """The same page drawn larger. The reader stays where they are."""
        self._draw(picture, self.canvas.boxes)

    def wanted_scale(self) -> float:
        """The scale at which a page should be drawn for the size that it is shown at."""
        factor = self._fitting_factor() if self._fits else self._factor
        pixels = factor * self.devicePixelRatioF()
        return next((scale for scale in SCALES if scale >= pixels), SCALES[-1])

    def zoom(self, steps: int) -> None:
        self._fits = False
        self._factor = min(LARGEST, max(SMALLEST, self._factor * ZOOM_STEP**steps))
        self._apply()
        self._settle.start()

    def fit(self) -> None:
        self._fits = True
        self._apply()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._apply()
            self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                self.zoom(1 if turned > 0 else -1)
        else:
            super().wheelEvent(event)

    def _draw(self, picture: PagePicture, boxes: Sequence[Box]) -> None:
        self.drawn_scale = picture.scale
        self.canvas.show_page(picture.image, picture.scale, boxes)
        self._apply()

    def _apply(self) -> None:
        if self._fits:
            self._factor = self._fitting_factor()
        self.canvas.set_factor(self._factor)

    def _fitting_factor(self) -> float:
        wide = self.canvas.points_wide if self.canvas.has_page else A4_WIDE
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * MARGIN - 2
        return min(LARGEST, max(SMALLEST, room / wide))

    def _ask_for_sharper(self) -> None:
        """Not while a page is on its way: that request would be dropped for this one."""
        if self.canvas.has_page and not self._awaits_page and self.wanted_scale() > self.drawn_scale:
            self.sharper_wanted.emit()

    def _go_to_lit(self) -> None:
        lit = self.canvas.lit_rectangles()
        if not lit:
            self.verticalScrollBar().setValue(0)
            return
        top = min(rectangle.top() for rectangle in lit)
        self.verticalScrollBar().setValue(round(top - self.viewport().height() * ABOVE_LIT))
