"""Which document is looked at, and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.names import status_name
from app.foundation.messages import enumerated, tr
from app.gui.library.entry_text import basis_name
from app.gui.parts.widgets import text_label
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.entries import Entry


class DetailsHead(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.number = text_label("", "small", wraps=True)
        self.title = text_label("", "detailsTitle", wraps=True)
        self.badge = text_label("", "badge")
        self.standing = text_label("", "small", wraps=True)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.sizes.gap)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.standing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.tight)
        layout.addWidget(self.number)
        layout.addWidget(self.title)
        layout.addLayout(line)

    def show_entry(self, entry: Entry) -> None:
        metadata = entry.metadata
        self.number.setText(metadata.number or "")
        self.number.setVisible(bool(metadata.number))
        self.title.setText(entry.source.titled or entry.file)
        colour, background = self._theme.status_colours(metadata.status)
        self.badge.setText(status_name(metadata.status))
        self.badge.setStyleSheet(f"color: {colour}; background: {background};")
        self.badge.show()
        self.standing.setText(_standing_text(entry))

    def show_count(self, count: int) -> None:
        """No document or several are selected."""
        self.number.hide()
        self.badge.hide()
        if count:
            self.title.setText(tr("已选 {count} 份文件", count=count))
            self.standing.setText(tr("可以一起重新读取、移到别的文库或移除。选中两份可以对比。"))
        else:
            self.title.setText(tr("没有选中文件"))
            self.standing.setText(tr("在列表里选一份，这里显示它的详细信息；双击、回车或 Ctrl+回车打开它。"))


def _standing_text(entry: Entry) -> str:
    parts = [basis_name(entry.metadata.status_basis)]
    if entry.status_since:
        parts.append(tr("自 {day} 起", day=entry.status_since))
    if entry.replaced_by:
        parts.append(tr("代替它的是 {names}", names=enumerated(entry.replaced_by)))
    if entry.partly_replaced_by:
        parts.append(tr("部分被 {names} 代替", names=enumerated(entry.partly_replaced_by)))
    return " · ".join(parts)
