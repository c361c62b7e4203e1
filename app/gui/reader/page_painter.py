"""Draws one page with what is marked on it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.domain.document import Box
from app.gui.reader.page_marks import PageMarks
from app.gui.style.theme import Theme

LIT_PADDING = 1.5
"""PDF points around a lit line, so that the light does not cut into the signs."""
SELECTION_ALPHA = 70
HIT_ALPHA = 90
PAPER = Qt.GlobalColor.white


class PagePainter:
    """Works on one viewport's painter. Rectangles in logical pixels, boxes in points."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def draw_page(self, painter: QPainter, area: QRectF, picture: tuple[QImage, bool]) -> None:
        image, is_exact = picture
        if is_exact:
            image.setDevicePixelRatio(painter.device().devicePixelRatioF())
            painter.drawImage(area.topLeft(), image)
        else:  # stretched until the right one is there: quickly, since it is soon gone
            painter.drawImage(area, image)
        self._frame(painter, area)

    def draw_placeholder(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.fillRect(area, PAPER)
        self._frame(painter, area)
        painter.setPen(Qt.GlobalColor.darkGray)
        painter.drawText(
            area.adjusted(24, 24, -24, -24), int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text
        )

    def draw_marks(self, painter: QPainter, area: QRectF, factor: float, page: int, marks: PageMarks) -> None:
        colours = self._theme.colours
        hit, selected = QColor(colours.lit_edge), QColor(colours.accent)
        hit.setAlpha(HIT_ALPHA)
        selected.setAlpha(SELECTION_ALPHA)
        self._fill(painter, area, factor, marks.lit.get(page, ()), QColor(colours.lit), QColor(colours.lit_edge))
        self._fill(painter, area, factor, marks.hits.get(page, ()), QColor(colours.lit), None)
        self._fill(painter, area, factor, marks.current.get(page, ()), hit, QColor(colours.lit_edge))
        self._fill(painter, area, factor, marks.selected.get(page, ()), selected, None)

    def _fill(
        self, painter: QPainter, area: QRectF, factor: float, boxes: Iterable[Box], ground: QColor, edge: QColor | None
    ) -> None:
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
        for box in boxes:
            painter.drawRoundedRect(placed(box, area, factor), 2, 2)

    def _frame(self, painter: QPainter, area: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.colours.border_strong), 1))
        painter.drawRect(area)


def placed(box: Box, area: QRectF, factor: float) -> QRectF:
    """A box of the page that lies at ``area``, with the padding of light."""
    return QRectF(
        area.x() + (box.x0 - LIT_PADDING) * factor,
        area.y() + (box.y0 - LIT_PADDING) * factor,
        (box.x1 - box.x0 + 2 * LIT_PADDING) * factor,
        (box.y1 - box.y0 + 2 * LIT_PADDING) * factor,
    )
