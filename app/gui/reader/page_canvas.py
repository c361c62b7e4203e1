"""A page as a picture with the cited places lit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.domain.document import Box
from app.foundation.messages import tr
from app.gui.style.theme import Theme

MARGIN = 12
"""Logical pixels around the page."""
LIT_PADDING = 1.5
"""PDF points around a lit line, so that the light does not cut into the signs."""


class PageCanvas(QWidget):
    """Shows one page at any size. Boxes are in PDF points."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self._theme = theme
        self._image: QImage | None = None
        self._points_wide = 1.0
        self._points_high = 1.0
        self._factor = 1.0
        self.boxes: tuple[Box, ...] = ()

    def show_page(self, image: QImage, scale: float, boxes: Sequence[Box]) -> None:
        """``scale`` is how many pixels of the image make one point."""
        self._image = image
        self._points_wide = image.width() / scale
        self._points_high = image.height() / scale
        self.boxes = tuple(boxes)
        self._resize()

    def clear(self) -> None:
        self._image = None
        self.boxes = ()
        self.update()

    @property
    def points_wide(self) -> float:
        """The width of the page shown, 1.0 when there is none."""
        return self._points_wide

    @property
    def has_page(self) -> bool:
        return self._image is not None

    def set_factor(self, factor: float) -> None:
        """Logical pixels for each point."""
        self._factor = factor
        self._resize()

    def lit_rectangles(self) -> list[QRectF]:
        """Where light falls, in the widget's own pixels."""
        return [self._place(box) for box in self.boxes]

    def sizeHint(self) -> QSize:
        return QSize(
            round(self._points_wide * self._factor) + 2 * MARGIN, round(self._points_high * self._factor) + 2 * MARGIN
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            painter.setPen(QColor(self._theme.colours.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("正在读取这一页…"))
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._page_rectangle(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.border_strong), 1))
        painter.drawRect(self._page_rectangle())
        painter.setPen(QPen(QColor(self._theme.colours.lit_edge), 1))
        painter.setBrush(QColor(self._theme.colours.lit))
        for rectangle in self.lit_rectangles():
            painter.drawRoundedRect(rectangle, 2, 2)
        painter.end()

    def _page_rectangle(self) -> QRectF:
        wide, high = self._points_wide * self._factor, self._points_high * self._factor
        return QRectF(max(MARGIN, (self.width() - wide) / 2), MARGIN, wide, high)

    def _place(self, box: Box) -> QRectF:
        page = self._page_rectangle()
        x0, y0 = box.x0 - LIT_PADDING, box.y0 - LIT_PADDING
        wide, high = box.x1 - box.x0 + 2 * LIT_PADDING, box.y1 - box.y0 + 2 * LIT_PADDING
        return QRectF(
            page.x() + x0 * self._factor, page.y() + y0 * self._factor, wide * self._factor, high * self._factor
        )

    def _resize(self) -> None:
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()
