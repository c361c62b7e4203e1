"""Narrowing the list: words typed, and what may be chosen of statuses, kinds and collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.domain.document import DocumentKind, DocumentStatus
from app.domain.names import kind_name, status_name
from app.foundation.messages import enumerated, tr
from app.gui.parts.labels import menu_text, one_line
from app.gui.parts.search_field import search_field
from app.gui.parts.widgets import button
from app.gui.style.icons import icon
from app.gui.style.theme import Theme
from app.library.collection_names import collection_name
from app.library.finding import Wanted

if TYPE_CHECKING:
    from app.library.entries import Entry

LONGEST = 10
"""Characters of what is chosen that a chip shows; its menu ticks all."""
PAUSE_MS = 80
"""After a key: typed words filter once, when the typing rests."""


class Chip(QToolButton):
    """A choice of several values in a menu, with how many documents have each; none chosen means any."""

    changed = Signal()

    def __init__(self, title: str, name: Callable[[str], str], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(icon("chevron-down", theme))
        self._title = title
        self._name = name
        self.values: frozenset[str] = frozenset()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._tell()

    def offer(self, counts: Counter[str], order: Sequence[str] = ()) -> None:
        """The values that there are. A chosen one that is gone is given up."""
        self._menu.clear()
        known = [value for value in order if counts[value]] or sorted(counts)
        for value in known:
            action = QAction(
                menu_text(tr("{name}（{count}）", name=self._name(value), count=counts[value])), self._menu
            )
            action.setCheckable(True)
            action.setChecked(value in self.values)
            action.toggled.connect(lambda on, value=value: self._turn(value, is_on=on))
            self._menu.addAction(action)
        self.setEnabled(bool(known))
        if not self.values <= set(known):
            self.choose(self.values & set(known))

    def choose(self, values: frozenset[str]) -> None:
        if values != self.values:
            self.values = values
            self._tell()
            self.changed.emit()

    def _turn(self, value: str, *, is_on: bool) -> None:
        self.choose(self.values | {value} if is_on else self.values - {value})

    def _tell(self) -> None:
        chosen = one_line(enumerated(map(self._name, sorted(self.values))), LONGEST)
        text = tr("{title}：{chosen}", title=self._title, chosen=chosen) if chosen else self._title
        self.setText(text)
        self.setAccessibleName(tr("按{title}筛选", title=self._title) + (f" {chosen}" if chosen else ""))
        self.setToolTip(tr("按{title}筛选", title=self._title))
        self.setProperty("chosen", bool(chosen))
        self.style().polish(self)


class FilterBar(QWidget):
    """``wanted`` holds what is asked for; Down leaves the field for the list, Esc empties it."""

    changed = Signal()
    left_down = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._ids: frozenset[str] = frozenset()
        """Documents that another page has chosen; none means any."""
        self.edit = search_field(tr("筛选文件"), theme, tr("按编号、名称、文件名或发布单位筛选"))
        self.edit.setToolTip(tr("筛选文件（Ctrl+F）"))
        self.edit.installEventFilter(self)
        self.statuses = Chip(tr("状态"), lambda value: status_name(DocumentStatus(value)), theme)
        self.kinds = Chip(tr("种类"), lambda value: kind_name(DocumentKind(value)), theme)
        self.collections = Chip(tr("文库"), collection_name, theme)
        self.reset = button(tr("清除筛选"), "link", self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.edit.textChanged.connect(lambda _: self._timer.start())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(self.edit, 1)
        for chip in (self.statuses, self.kinds, self.collections):
            chip.changed.connect(self._tell)
            layout.addWidget(chip)
        layout.addWidget(self.reset)
        self.reset.hide()

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            self.edit.text().strip(),
            frozenset(map(DocumentStatus, self.statuses.values)),
            frozenset(map(DocumentKind, self.kinds.values)),
            self.collections.values,
            self._ids,
        )

    def choose(self, document_ids: Collection[str]) -> None:
        """Show these documents alone, whatever was asked for before."""
        self.clear()
        self._ids = frozenset(document_ids)
        self._tell()

    def offer(self, entries: Sequence[Entry]) -> None:
        """The values that these documents have."""
        self.statuses.offer(Counter(entry.metadata.status.value for entry in entries), [*map(str, DocumentStatus)])
        self.kinds.offer(Counter(entry.metadata.kind.value for entry in entries), [*map(str, DocumentKind)])
        self.collections.offer(Counter(entry.collection for entry in entries))

    def clear(self) -> None:
        self.edit.clear()
        self._ids = frozenset()
        for chip in (self.statuses, self.kinds, self.collections):
            chip.choose(frozenset())
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or watched is not self.edit:
            return False
        clears = event.key() == Qt.Key.Key_Escape and bool(self.edit.text())
        if event.type() is QEvent.Type.ShortcutOverride and clears:  # or the window would take it for itself
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if clears:
            self.edit.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        return clears or event.key() == Qt.Key.Key_Down

    def _tell(self) -> None:
        self._timer.stop()
        self.reset.setVisible(not self.wanted.is_anything)
        self.changed.emit()
