"""The viewer's buttons: citations, pages, size."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.foundation.messages import tr
from app.gui.parts.labels import page_name
from app.gui.parts.widgets import text_label, tool
from app.gui.style.theme import Theme


class ViewerBar(QFrame):
    """Tells what was pressed; knows nothing of documents."""

    citation_stepped = Signal(int)
    page_stepped = Signal(int)
    zoomed = Signal(int)
    fit_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("viewerBar")
        self.previous_citation = tool(
            "arrow-up", tr("上一处引用（Alt+↑）"), theme, lambda: self.citation_stepped.emit(-1)
        )
        self.next_citation = tool("arrow-down", tr("下一处引用（Alt+↓）"), theme, lambda: self.citation_stepped.emit(1))
        self.citation_count = text_label("", "muted")
        self.previous_page = tool("chevron-left", tr("上一页（PgUp）"), theme, lambda: self.page_stepped.emit(-1))
        self.next_page = tool("chevron-right", tr("下一页（PgDn）"), theme, lambda: self.page_stepped.emit(1))
        self.page_count = text_label("", "muted")
        self.zoom_out = tool("zoom-out", tr("缩小"), theme, lambda: self.zoomed.emit(-1))
        self.zoom_in = tool("zoom-in", tr("放大"), theme, lambda: self.zoomed.emit(1))
        self.fit = tool("move-horizontal", tr("适合宽度"), theme, self.fit_asked.emit)
        self.close_button = tool("x", tr("关闭"), theme, self.close_asked.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(2)
        groups = (
            (self.previous_citation, self.citation_count, self.next_citation),
            (self.previous_page, self.page_count, self.next_page),
            (self.zoom_out, self.zoom_in, self.fit),
        )
        for group in groups:
            for widget in group:
                layout.addWidget(widget)
            layout.addStretch(1)
        layout.addWidget(self.close_button)

    def show_citation(self, index: int, count: int) -> None:
        """``index`` from 0. With one place only there is nothing to step through."""
        for widget in (self.previous_citation, self.next_citation, self.citation_count):
            widget.setVisible(count > 1)
        self.previous_citation.setEnabled(index > 0)
        self.next_citation.setEnabled(index < count - 1)
        self.citation_count.setText(tr("引用 {index} / {count}", index=index + 1, count=count))

    def show_page(self, page: int, pages: int | None, *, is_portion: bool = False) -> None:
        """``page`` from 1. A portion is a stretch of clauses in a document without pages."""
        self.previous_page.setEnabled(page > 1)
        self.next_page.setEnabled(pages is None or page < pages)
        if is_portion:
            self.page_count.setText(tr("第 {page} / {pages} 段", page=page, pages=pages))
        elif pages:
            self.page_count.setText(tr("第 {page} / {pages} 页", page=page, pages=pages))
        else:
            self.page_count.setText(page_name(page))
        self.fit.setVisible(not is_portion)
