"""What stands in a library without documents: a place to drop files, and the ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button, centred, row, text_label
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme

ICON_SIZE = 44
WIDEST = 640


class EmptyLibrary(QWidget):
    add_files_asked = Signal()
    add_folder_asked = Signal()
    samples_asked = Signal()
    watch_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        card = QFrame()
        card.setObjectName("emptyCard")
        picture = QLabel()
        picture.setPixmap(pixmap("file-down", ICON_SIZE, theme.colours.accent))
        title = text_label(tr("把标准和法规拖到这里"), "title")
        line = text_label(tr("文件夹会连同下级一起添加，原文件不动，只在本机处理。"), "muted", wraps=True)
        kinds = text_label(tr("可读 PDF、OFD、Word、网页、表格、图片、Markdown 和纯文本。"), "muted", wraps=True)
        self.files = button(tr("添加文件…"), "primary", self.add_files_asked.emit)
        self.folder = button(tr("添加文件夹…"), "", self.add_folder_asked.emit)
        self.watch = button(tr("监视文件夹…"), "", self.watch_asked.emit)
        self.samples = button(tr("手边没有文件？用样例试试"), "link", self.samples_asked.emit)
        self.carried = button(tr("有别人给的文库包？导入它"), "link", self.import_asked.emit)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 36, 28, 32)
        inside.setSpacing(theme.sizes.pad)
        for label in (picture, title, line, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(label)
        inside.addSpacing(theme.sizes.gap)
        inside.addLayout(row(None, self.files, self.folder, self.watch, None))
        inside.addLayout(row(None, self.samples, self.carried, None))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(centred(card, WIDEST))
        layout.addStretch(3)
