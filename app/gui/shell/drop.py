"""Dropping files anywhere on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.sealed_names import is_sealed
from app.gui.parts.widgets import text_label
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme

ICON_SIZE = 48


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders of a drag; nothing for text or web addresses, nor for one that names no place: as a
    path it would be whatever folder the program was started in."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]


class DropOverlay(QWidget):
    """Covers the window while files hang over it, and says what letting go will do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"DropOverlay {{ background: #d0{theme.colours.window[1:]}; }}")
        card = QFrame()
        card.setObjectName("dropCard")
        picture = QLabel()
        picture.setPixmap(pixmap("file-down", ICON_SIZE, theme.colours.accent))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line = text_label("", "title")
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.below = text_label("", "muted")
        self.below.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(card)
        inside.setSpacing(theme.sizes.pad)
        inside.addStretch(1)
        for label in (picture, self.line, self.below):
            inside.addWidget(label)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.addWidget(card)
        self.hide()

    def cover(self, paths: Sequence[Path], *, is_ready: bool) -> None:
        """Show over the whole parent, while these files or folders are being held."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        if all(map(is_sealed, paths)):
            ready = tr("松开，看看里面有什么")
            self.below.setText(tr("先看是谁签名的、有什么，再由您决定要不要导入或升级。"))
        else:
            ready = tr("松开，添加 {count} 项", count=len(paths))
            self.below.setText(tr("文件夹会连同下级一起添加，原文件不动。"))
        self.line.setText(ready if is_ready else tr("工作区还没有打开，请稍候"))
        self.raise_()
        self.show()
