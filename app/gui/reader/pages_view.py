"""All pages of a document below one another; only those in sight are drawn."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.domain.document import Box, Clause
from app.domain.printed_text import PrintedText
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.reader.page_layout import GAP, PageLayout, PagePoint
from app.gui.reader.page_marks import PageMarks
from app.gui.reader.page_painter import PagePainter, placed
from app.gui.reader.page_pictures import PagePictures
from app.gui.reader.page_selection import PageSelection

ZOOM_STEP = 1.2
SMALLEST, LARGEST = 0.2, 6.0
"""Logical pixels for each point."""
FULL_SIZE = 96 / 72
"""100 %: a point is 1/72 inch, a logical pixel 1/96."""
MOST_PIXELS = 24_000_000
"""Of one page's picture; beyond it the page is drawn smaller and stretched."""
SETTLE_MS = 120
ABOVE = 0.3
"""Share of the view above a place that is gone to: the heading before a clause belongs to it."""
AHEAD, BEHIND = 2, 1
"""Pages drawn beyond those in sight."""
LINE_STEP = 48


class Fit(Enum):
    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class PagesView(QAbstractScrollArea):
    moved = Signal()
    """Another place is in sight."""
    zoomed = Signal()
    selection_changed = Signal()
    nothing_selectable = Signal()
    """A person wants to select on a page that has no text."""
    menu_asked = Signal(QPoint)
    """A menu is wanted at this place of the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("原页"))
        self.viewport().setObjectName("canvas")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(LINE_STEP)
        self.pictures = PagePictures(desk, self)
        self.marks = PageMarks()
        self.selection = PageSelection(PrintedText(()))
        self.layout_ = PageLayout((), 1.0)
        self.fit = Fit.WIDTH
        self._printed = PrintedText(())
        self._painter = PagePainter(desk.theme)
        self._draws_at = 0.0
        self._menu_point: PagePoint | None = None
        self._is_textless = False
        """Whether the mouse was pressed on a page without text."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_pictures)
        self.pictures.arrived.connect(self._update_page)
        self.verticalScrollBar().valueChanged.connect(self._note_move)

    # What is shown

    def show_pages(self, document_id: str, sizes: tuple[tuple[float, float], ...], printed: PrintedText) -> None:
        self.pictures.use_document(document_id)
        self._printed = printed
        self.selection = PageSelection(printed)
        self.marks = PageMarks()
        self.layout_ = PageLayout(sizes, self._factor_for(sizes))
        self._use_layout()
        self.verticalScrollBar().setValue(0)
        self._ask_for_pictures()
        self.viewport().update()

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

    def shows_light(self) -> bool:
        """Whether a lit place is in sight."""
        seen = QRectF(self.viewport().rect()).translated(self._offset)
        return any(
            self._rectangle_of(box).intersects(seen)
            for page in self._in_sight()
            for box in self.marks.lit.get(page, ())
        )

    @property
    def percent(self) -> int:
        return round(self.layout_.factor / FULL_SIZE * 100)

    def go_to(self, page: int, y: float | None = None) -> None:
        """To the top of a page, or to a height in points, which then is the top of the view."""
        if 1 <= page <= self.pages:
            top = self.layout_.tops[page - 1]
            down = -GAP // 2 if y is None else y * self.layout_.factor
            self.verticalScrollBar().setValue(round(top + down))

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

    def light(self, boxes: tuple[Box, ...]) -> None:
        self.marks.light(boxes)
        self.viewport().update()

    def mark_hits(self, hits: list[tuple[Box, ...]], current: int) -> None:
        self.marks.mark_hits(hits, current)
        self.viewport().update()

    # Selecting

    def selected_text(self) -> str:
        return self.selection.text

    def select_page(self) -> None:
        """All text of the page that is read."""
        if self._printed.page_range(self.page) is None:
            self.nothing_selectable.emit()
        self.selection.select_page(self.page)
        self._show_selection()

    def clear_selection(self) -> None:
        self.selection.clear()
        self._show_selection()

    def clause_meant(self) -> Clause | None:
        """The selected clause, or the one that the menu was asked for at."""
        if self.selection.clause is not None or self._menu_point is None:
            return self.selection.clause
        place = self._printed.place_near(self._menu_point.page, self._menu_point.x, self._menu_point.y)
        return None if place is None else self._printed.clauses[self._printed.lines[place.line].clause]

    # Size

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
        self._settle.start()
        self.viewport().update()
        self.zoomed.emit()

    def _use_layout(self) -> None:
        high, wide = self.viewport().height(), self.viewport().width()
        self.verticalScrollBar().setRange(0, max(0, self.layout_.height - high))
        self.verticalScrollBar().setPageStep(high)
        self.horizontalScrollBar().setRange(0, max(0, self.layout_.width - wide))
        self.horizontalScrollBar().setPageStep(wide)

    # Pictures

    @property
    def _room(self) -> int:
        return self.viewport().width()

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scale_of(self, page: int) -> float:
        wide, high = self.layout_.sizes[page - 1]
        most = (MOST_PIXELS / (wide * high)) ** 0.5
        return float(round(min(self.layout_.factor * self.devicePixelRatioF(), most), 4))

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self.layout_.pages_between(top, top + self.viewport().height())

    def _ask_for_pictures(self) -> None:
        seen = self._in_sight()
        if not seen or not self.isVisible():
            return
        around = range(max(1, seen.start - BEHIND), min(self.pages, seen.stop - 1 + AHEAD) + 1)
        now = self.page
        wanted = sorted(around, key=lambda page: (page not in seen, abs(page - now)))
        self.pictures.want([(page, self._scale_of(page)) for page in wanted])

    def _note_move(self) -> None:
        if not self._settle.isActive():
            self._ask_for_pictures()
        self.moved.emit()

    def _update_page(self, page: int) -> None:
        if page in self._in_sight():
            area = self.layout_.rectangle(page, self._room).translated(-self._offset)
            self.viewport().update(area.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _rectangle_of(self, box: Box) -> QRectF:
        return placed(box, self.layout_.rectangle(box.page, self._room), self.layout_.factor)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.fillRect(event.rect(), self.palette().window())
        for page in self._in_sight():
            area = self.layout_.rectangle(page, self._room).translated(-self._offset)
            if not area.intersects(QRectF(event.rect())):
                continue
            picture = self.pictures.picture(page, self._scale_of(page))
            if picture is not None:
                is_full = self._scale_of(page) == round(self.layout_.factor * self.devicePixelRatioF(), 4)
                self._painter.draw_page(painter, area, (picture[0], picture[1] and is_full))
            else:
                self._painter.draw_placeholder(painter, area, self._waiting_text(page))
            self._painter.draw_marks(painter, area, self.layout_.factor, page, self.marks)
        painter.end()

    def _waiting_text(self, page: int) -> str:
        problem = self.pictures.problems.get(page)
        if problem is None:
            return tr("正在读取这一页…")
        return tr("这一页画不出来：{cause}", cause="\n".join(filter(None, error_texts(problem))))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = self._factor_for(self.layout_.sizes)
        if factor != self.layout_.factor:
            self._use_factor(factor, QPoint(0, 0))
        else:
            self._use_layout()
            self._settle.start()

    def showEvent(self, event: object) -> None:
        self._settle.start()

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if event.button() is Qt.MouseButton.LeftButton and point is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.selection.extend(point)
            else:
                self.selection.begin(point)
            self._is_textless = self._printed.page_range(point.page) is None
            self._show_selection()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if point is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.selection.extend(point)
            if self._is_textless:
                self._is_textless = False  # told once for each try
                self.nothing_selectable.emit()
            self._show_selection()
            self._scroll_along(event.position().y())
        over_text = self._printed.line_at(point.page, point.x, point.y) is not None
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if point is not None:
            self.selection.select_word(point)
            self._show_selection()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu_point = self._point(QPointF(event.pos()))
        self.menu_asked.emit(event.globalPos())
        self._menu_point = None

    def _scroll_along(self, y: float) -> None:
        """While selecting beyond the edge of the view."""
        beyond = min(y, 0.0) + max(y - self.viewport().height(), 0.0)
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(max(-LINE_STEP, min(LINE_STEP, beyond))))

    def _point(self, at: QPointF) -> PagePoint | None:
        return self.layout_.point_at(at + self._offset, self._room)

    def _show_selection(self) -> None:
        self.marks.select(self.selection.boxes)
        self.viewport().update()
        self.selection_changed.emit()
