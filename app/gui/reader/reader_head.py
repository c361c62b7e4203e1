"""What is read: its name, whether it counts, what the citation quotes, and what replaced it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.domain.document import DocumentStatus
from app.foundation.messages import tr
from app.gui.parts.labels import one_line
from app.gui.parts.place import Place
from app.gui.parts.widgets import ElidedLabel, button, recognition_badge, row, status_badge, text_label, tool
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.entries import Entry

LONGEST_QUOTE = 120
"""Characters of the quote repeated above the page."""


class ReaderHead(QFrame):
    citation_stepped = Signal(int)
    document_asked = Signal(str)
    """The id of the newer edition to open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("readerHead")
        self._theme = theme
        self._successor = ""
        self.title = ElidedLabel("strong")
        self.badges: list[QLabel] = []
        """How the place's text was read, and whether the document is in force."""
        self.previous = tool("arrow-up", tr("上一个（Alt+↑）"), theme, lambda: self.citation_stepped.emit(-1))
        self.next = tool("arrow-down", tr("下一个（Alt+↓）"), theme, lambda: self.citation_stepped.emit(1))
        self.count = text_label("", "muted")
        self.warning = text_label("", "warning", wraps=True)
        self.newer = button("", "link", lambda: self.document_asked.emit(self._successor))
        self.quote = text_label("", wraps=True)
        self.quote_strip = QFrame()
        self.quote_strip.setObjectName("quoteStrip")
        self._lay_out()

    def show_place(self, place: Place, entry: Entry | None, index: int, count: int) -> None:
        """``index`` from 0 of ``count`` places."""
        key = f"[{place.key}] " if place.key else ""
        name = _name(place.standard, entry.source.titled if entry is not None else "")
        self.title.setText(key + " · ".join(part for part in (name, place.clause) if part))
        self._show_badges(place, entry)
        self._show_warning(entry)
        for widget in (self.previous, self.next, self.count):
            widget.setVisible(count > 1)
        self.previous.setEnabled(index > 0)
        self.next.setEnabled(index < count - 1)
        self.count.setText(_place_in_line(place, index + 1, count))
        self.quote.setText(one_line(place.quote, LONGEST_QUOTE))
        self.quote_strip.setVisible(bool(place.quote))

    def _show_badges(self, place: Place, entry: Entry | None) -> None:
        for badge in self.badges:
            badge.deleteLater()
        self.badges = [status_badge(entry.metadata.status if entry is not None else place.status, self._theme)]
        if place.confidence is not None:
            self.badges.insert(0, recognition_badge(place.confidence, self._theme))
        for at, badge in enumerate(self.badges):
            self._line.insertWidget(1 + at, badge)

    def _show_warning(self, entry: Entry | None) -> None:
        status = entry.metadata.status if entry is not None else DocumentStatus.UNKNOWN
        is_gone = status in (DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN)
        self._successor = entry.successors[-1] if entry is not None and entry.successors else ""
        names = tr("、").join(entry.replaced_by) if entry is not None else ""
        if status is DocumentStatus.WITHDRAWN:
            self.warning.setText(tr("这份文件已经废止，条款仅供参考。"))
        elif names:
            self.warning.setText(tr("这份文件已被 {names} 代替，条款仅供参考。", names=names))
        else:
            self.warning.setText(tr("这份文件已被代替，条款仅供参考。"))
        self.newer.setText(tr("打开新版"))
        self.newer.setVisible(is_gone and bool(self._successor))
        self.warning.setVisible(is_gone)

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.setContentsMargins(14, 7, 8, 5)
        self._line.setSpacing(self._theme.sizes.gap)
        self._line.addWidget(self.title, 1)
        for widget in (self.previous, self.count, self.next):
            self._line.addWidget(widget)
        warning = row(self.warning, self.newer)
        warning.setStretch(0, 1)  # a text that wraps takes less than there is otherwise
        warning.setContentsMargins(14, 0, 14, 4)
        strip = QVBoxLayout(self.quote_strip)
        strip.setContentsMargins(14, 6, 14, 6)
        strip.addWidget(self.quote)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._line)
        layout.addLayout(warning)
        layout.addWidget(self.quote_strip)


def _place_in_line(place: Place, index: int, count: int) -> str:
    """Which of the places it is, by what they are: cited, found, or whole documents. ``index`` counts from 1."""
    if place.is_found:
        return tr("命中 {index} / {count}", index=index, count=count)
    if place.key is None and place.clause_id is None:
        return tr("文件 {index} / {count}", index=index, count=count)
    return tr("引用 {index} / {count}", index=index, count=count)


def _name(standard: str, title: str) -> str:
    """Number and title; a law, whose title is all that it is called by, with its edition."""
    if title in standard:
        return standard
    return title if standard in title else f"{standard} {title}"
