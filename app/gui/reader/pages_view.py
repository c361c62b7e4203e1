"""All pages of a document below one another; only those in sight are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent

from app.domain.document import Box, Clause
from app.domain.printed_text import PrintedText
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.reader.page_layout import PagePoint
from app.gui.reader.page_marks import PageMarks
from app.gui.reader.page_painter import PagePainter
from app.gui.reader.page_pictures import PagePictures
from app.gui.reader.page_scroll import PageScroll
from app.gui.reader.page_selection import PageSelection

MOST_PIXELS = 24_000_000
"""Of one page's picture; beyond it the page is drawn smaller and stretched."""
SETTLE_MS = 120
AHEAD, BEHIND = 2, 1
"""Pages drawn beyond those in sight."""


class PagesView(PageScroll):
    selection_changed = Signal()
    nothing_selectable = Signal()
    """A person wants to select on a page that has no text."""
    menu_asked = Signal(QPoint)
    """A menu is wanted at this place of the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAccessibleName(tr("原页"))
        self.viewport().setObjectName("canvas")
        self.viewport().setMouseTracking(True)
        self.pictures = PagePictures(desk, self)
        self.marks = PageMarks()
        self.selection = PageSelection(PrintedText(()))
        self._printed = PrintedText(())
        self._painter = PagePainter(desk.theme)
        self._menu_point: PagePoint | None = None
        self._is_textless = False
        """Whether the mouse was pressed on a page without text."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_pictures)
        self.laid_out.connect(self._settle.start)
        self.pictures.arrived.connect(self._update_page)
        self.verticalScrollBar().valueChanged.connect(self._note_move)

    # What is shown

    def show_pages(self, document_id: str, sizes: tuple[tuple[float, float], ...], printed: PrintedText) -> None:
        self.pictures.use_document(document_id)
        self._printed = printed
        self.selection = PageSelection(printed)
        self.marks = PageMarks()
        self.lay_out(sizes)
        self._ask_for_pictures()
        self.viewport().update()

    def shows_light(self) -> bool:
        """Whether a lit place is in sight."""
        seen = QRectF(self.viewport().rect()).translated(self._offset)
        return any(
            self._rectangle_of(box).intersects(seen)
            for page in self._in_sight()
            for box in self.marks.lit.get(page, ())
        )

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

    # Pictures

    def _scale_of(self, page: int) -> float:
        wide, high = self.layout_.sizes[page - 1]
        most = (MOST_PIXELS / (wide * high)) ** 0.5
        return float(round(min(self.layout_.factor * self.devicePixelRatioF(), most), 4))

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

    def showEvent(self, event: object) -> None:
        self._settle.start()

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

    def _show_selection(self) -> None:
        self.marks.select(self.selection.boxes)
        self.viewport().update()
        self.selection_changed.emit()
