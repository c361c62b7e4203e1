"""Pages below one another as one scrolls and zooms them; what is on them is not known here."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.domain.document import Box
from app.gui.reader.page_layout import GAP, PageLayout, PagePoint
from app.gui.reader.page_painter import placed

ZOOM_STEP = 1.2
SMALLEST, LARGEST = 0.2, 6.0
"""Logical pixels for each point."""
FULL_SIZE = 96 / 72
"""100 %: a point is 1/72 inch, a logical pixel 1/96."""
ABOVE = 0.3
"""Share of the view above a place that is gone to: the heading before a clause belongs to it."""
LINE_STEP = 48


class Fit(Enum):
    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class PageScroll(QAbstractScrollArea):
    moved = Signal()
    """Another place is in sight."""
    zoomed = Signal()
    laid_out = Signal()
    """The pages have another size, or another room."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(LINE_STEP)
        self.layout_ = PageLayout((), 1.0)
        self.fit = Fit.WIDTH

    def lay_out(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Pages of these sizes in points, from the first."""
        self.layout_ = PageLayout(sizes, self._factor_for(sizes))
        self._use_layout()
        self.verticalScrollBar().setValue(0)

    # Places

    @property
    def pages(self) -> int:
        return self.layout_.pages

    @property
    def page(self) -> int:
        """The page, from 1, that the person reads: at a third of the view. 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() * ABOVE
        return self.layout_.page_at(middle)

    @property
    def spot(self) -> PagePoint:
        """The point of the page at the top of the view."""
        found = self.layout_.point_at(QPointF(0, self.verticalScrollBar().value()), self._room)
        return found or PagePoint(1, 0.0, 0.0)

    @property
    def read_at(self) -> PagePoint:
        """The point that is read: where a place comes to rest that is gone to; at the beginning the first."""
        value = self.verticalScrollBar().value()
        down = min(value, round(self.viewport().height() * ABOVE)) + GAP
        return self.layout_.point_at(QPointF(0, value + down), self._room) or PagePoint(1, 0.0, 0.0)

    def go_to(self, page: int, y: float | None = None) -> None:
        """To the top of a page, or to a height in points, which then is the top of the view."""
        if 1 <= page <= self.pages:
            top = self.layout_.tops[page - 1]
            down = -GAP // 2 if y is None else y * self.layout_.factor
            self.verticalScrollBar().setValue(round(top + down))

    @property
    def _room(self) -> int:
        return self.viewport().width()

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self.layout_.pages_between(top, top + self.viewport().height())

    def _rectangle_of(self, box: Box) -> QRectF:
        return placed(box, self.layout_.rectangle(box.page, self._room), self.layout_.factor)

    def _point(self, at: QPointF) -> PagePoint | None:
        return self.layout_.point_at(at + self._offset, self._room)

    def show_boxes(self, boxes: tuple[Box, ...]) -> None:
        """Bring the first box into sight unless it is."""
        if not boxes or not 1 <= boxes[0].page <= self.pages:
            return
        area = self._rectangle_of(boxes[0])
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= area.top() <= area.bottom() <= bar.value() + high:
            bar.setValue(round(area.top() - high * ABOVE))
        across, wide = self.horizontalScrollBar(), self.viewport().width()
        if not across.value() <= area.left() <= across.value() + wide:
            across.setValue(round(area.left() - GAP))

    def _scroll_along(self, y: float) -> None:
        """While selecting beyond the edge of the view."""
        beyond = min(y, 0.0) + max(y - self.viewport().height(), 0.0)
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(max(-LINE_STEP, min(LINE_STEP, beyond))))

    # Size

    @property
    def percent(self) -> int:
        return round(self.layout_.factor / FULL_SIZE * 100)

    def zoom(self, steps: float, at: QPoint | None = None) -> None:
        """In steps, about a place of the view, its middle without one."""
        self.fit = Fit.NONE
        self._use_factor(self.layout_.factor * ZOOM_STEP**steps, at)

    def zoom_to(self, factor: float) -> None:
        self.fit = Fit.NONE
        self._use_factor(factor)

    def fit_to(self, fit: Fit) -> None:
        self.fit = fit
        self._use_factor(self._factor_for(self.layout_.sizes))

    def _factor_for(self, sizes: object) -> float:
        known = self.layout_.sizes if not isinstance(sizes, tuple) else sizes
        if self.fit is Fit.NONE or not known:
            return self.layout_.factor
        wide = max(size[0] for size in known)
        across = (self.width() - self.verticalScrollBar().sizeHint().width() - 2 * GAP) / wide
        if self.fit is Fit.PAGE:
            across = min(across, (self.viewport().height() - 2 * GAP) / max(size[1] for size in known))
        return min(LARGEST, max(SMALLEST, across))

    def _use_factor(self, factor: float, at: QPoint | None = None) -> None:
        """The point of the document at ``at`` stays where it is."""
        factor = min(LARGEST, max(SMALLEST, factor))
        if factor == self.layout_.factor or not self.pages:
            return
        held = at or QPoint(self.viewport().width() // 2, 0)
        point = self.layout_.point_at(QPointF(held) + self._offset, self._room)
        self.layout_ = PageLayout(self.layout_.sizes, factor)
        self._use_layout()
        if point is not None:
            area = self.layout_.rectangle(point.page, self._room)
            self.verticalScrollBar().setValue(round(area.top() + point.y * factor - held.y()))
            self.horizontalScrollBar().setValue(round(area.left() + point.x * factor - held.x()))
        self.viewport().update()
        self.laid_out.emit()
        self.zoomed.emit()

    def _use_layout(self) -> None:
        high, wide = self.viewport().height(), self.viewport().width()
        self.verticalScrollBar().setRange(0, max(0, self.layout_.height - high))
        self.verticalScrollBar().setPageStep(high)
        self.horizontalScrollBar().setRange(0, max(0, self.layout_.width - wide))
        self.horizontalScrollBar().setPageStep(wide)

    # Events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = self._factor_for(self.layout_.sizes)
        if factor != self.layout_.factor:
            self._use_factor(factor, QPoint(0, 0))
        else:
            self._use_layout()
            self.laid_out.emit()

    def sizeHint(self) -> QSize:
        return QSize(480, 640)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                self.zoom(turned / 120, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        high = self.viewport().height() - LINE_STEP
        steps = {
            Qt.Key.Key_PageDown: high,
            Qt.Key.Key_Space: high,
            Qt.Key.Key_PageUp: -high,
            Qt.Key.Key_Down: LINE_STEP,
            Qt.Key.Key_Up: -LINE_STEP,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) and key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)
