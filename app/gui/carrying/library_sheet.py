"""What a library file holds and whose it is, before anything of it is taken in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.foundation.messages import enumerated, tr
from app.gui.parts.sealed_names import moment
from app.gui.parts.sizes import file_size
from app.gui.parts.switch import Switch
from app.gui.parts.widgets import Notice, button, fit_height, row, text_label
from app.gui.style.theme import Theme
from app.library.collection_names import collection_name
from app.workspace.carrying.about import LibraryFile, LibraryKind

ROOM = 120
"""Logical pixels more than other dialogs: a fingerprint stands on one line."""
MOST_NAMES = 6


class LibrarySheet(QDialog):
    """``agreed`` to take it in; by then a signature that nobody knew has been compared."""

    agreed = Signal()

    def __init__(self, name: str, found: LibraryFile, own_model: str, theme: Theme, parent: QWidget) -> None:
        """``own_model`` is what vectors are made with here; "" where there is no such model."""
        super().__init__(parent)
        is_backup = found.kind is LibraryKind.BACKUP
        self.setWindowTitle(tr("由备份恢复") if is_backup else tr("导入文库包"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.grown(theme.sizes.dialog + ROOM))
        self.found = found
        self.name = text_label(name, "title", wraps=True)
        self.facts: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.pad)
        grid.setVerticalSpacing(theme.sizes.tight)
        grid.setColumnStretch(1, 1)
        for line, (title, told) in enumerate(self._told(own_model)):
            self.facts[title] = text_label(told, wraps=True)
            grid.addWidget(text_label(title, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.facts[title], line, 1)
        self.signer = self._signer()
        self.fingerprint = text_label(found.signer.fingerprint, wraps=True)
        self.fingerprint.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.fingerprint.setAccessibleName(tr("签名指纹：{fingerprint}", fingerprint=found.signer.fingerprint))
        trusting = tr("指纹已经核对过，一致；以后也相信这个签名")
        self.compared = Switch(theme)
        self.compared.setAccessibleName(trusting)
        self.marks = Notice("", "", "warning")
        marks = found.about.security_marks
        self.marks.tell(tr("里面有标密的文件：{marks}。", marks=enumerated(marks)), tr("请先确认可以放在这台机器上。"))
        self.marks.setVisible(bool(marks))
        self.start = button(tr("恢复") if is_backup else tr("导入"), "primary", self._agree)
        self.start.setEnabled(found.is_trusted)
        self.start.setDefault(True)
        self.compared.toggled.connect(self.start.setEnabled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.wide, theme.sizes.wide, theme.sizes.wide, theme.sizes.pad)
        layout.setSpacing(theme.sizes.pad)
        layout.addWidget(self.name)
        layout.addLayout(grid)
        layout.addWidget(self.marks)
        layout.addWidget(self.signer)
        layout.addWidget(self.fingerprint)
        if not found.is_trusted:
            beside = row(self.compared, text_label(trusting, wraps=True))
            beside.setStretch(1, 1)
            layout.addLayout(beside)
        else:
            self.compared.setParent(self)
            self.compared.hide()
        layout.addWidget(text_label(self._promise(), "muted", wraps=True))
        layout.addStretch(1)
        self.cancel = button(tr("取消"), "", self.reject)
        layout.addLayout(row(None, self.cancel, self.start))
        fit_height(self)
        (self.start if found.is_trusted else self.compared).setFocus()

    def _told(self, own_model: str) -> list[tuple[str, str]]:
        found, about = self.found, self.found.about
        names = [collection_name(stored) for stored in about.collections]
        more = [tr("等 {count} 个", count=len(names))] if len(names) > MOST_NAMES else []
        made = " · ".join(part for part in (found.by or tr("没有署名"), moment(found.made), found.product) if part)
        return [
            (tr("谁做的"), made),
            (tr("内容"), tr("{documents} 份文件，{clauses} 条条款", documents=about.documents, clauses=about.clauses)),
            (tr("文库"), enumerated([*names[:MOST_NAMES], *more]) or tr("无")),
            (tr("这里已有"), self._held()),
            (tr("向量数据"), self._vectors(own_model)),
            (tr("大小"), file_size(found.size)),
        ]

    def _held(self) -> str:
        held, count = self.found.held, self.found.about.documents
        if held == 0:
            return tr("都是新的")
        return tr("全部已有") if held >= count else tr("{held} 份，另外 {new} 份是新的", held=held, new=count - held)

    def _vectors(self, own_model: str) -> str:
        about = self.found.about
        if not about.vectors:
            return tr("没有；导入后要计算")
        models = enumerated(name.partition("+")[0] for name in about.vector_models)
        if own_model and own_model not in about.vector_models:
            return tr("{count} 个（{models}），与这里的模型不同，导入后要另外计算", count=about.vectors, models=models)
        return tr("{count} 个（{models}），不用重新计算", count=about.vectors, models=models)

    def _signer(self) -> Notice:
        found = self.found
        if found.is_trusted:
            notice = Notice(tr("签名完好，是确认过的。"), "")
            notice.hint.hide()
        else:
            by = found.by or tr("给您文件的人")
            told = tr("请打电话或当面请 {by} 读出他那里的指纹，与下面逐组核对；不一致就不要导入。", by=by)
            notice = Notice(tr("还没有确认过这个签名"), told, "warning")
        return notice

    def _promise(self) -> str:
        if self.found.kind is LibraryKind.BACKUP:
            return tr("先整个核对，再逐份恢复。只补上缺的：现有的文件、对话和更正都不动；设置只恢复到空的工作区。")
        return tr("先整个核对，再逐份导入；中途停止，已导入的留下。现有的文件和更正都不动。")

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
