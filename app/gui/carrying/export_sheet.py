"""What of the library goes into a file, under which name, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.foundation.errors import UserError
from app.foundation.messages import enumerated, tr
from app.foundation.new_files import require_new
from app.gui.parts.choosers import Combo
from app.gui.parts.mark_choice import mark_choice
from app.gui.parts.save_dialog import ask_new_file, file_name, free_name, with_ending
from app.gui.parts.sealed_names import LIBRARY, library_kinds
from app.gui.parts.widgets import Notice, button, fit_height, row, text_label
from app.gui.style.theme import Theme
from app.library.collection_names import collection_name
from app.library.transfer.snapshot import Scope

if TYPE_CHECKING:
    from app.library.entries import Entry

ALL, CHOSEN, COLLECTION = "all", "chosen", "collection "
"""Values of the choice; the last is followed by the stored name of a collection."""
ROOM_FOR_PATH = 140
"""Logical pixels more than other dialogs."""


class ExportSheet(QDialog):
    """``scope``, ``by`` and ``path`` are what was chosen, once it has ``agreed``."""

    agreed = Signal()

    def __init__(
        self, entries: Sequence[Entry], chosen: frozenset[str], folder: Path, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        from app.workspace.carrying.packing import maker_name

        self.setWindowTitle(tr("导出文库包"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.grown(theme.sizes.dialog + ROOM_FOR_PATH))
        self._entries = entries
        self._chosen = chosen
        self.what = Combo(tr("导出哪些文件"))
        self.what.offer(self._choices())
        self.what.show_value(CHOSEN if chosen else ALL)
        self.maker = QLineEdit(maker_name())
        self.maker.setAccessibleName(tr("署名"))
        self.file = QLineEdit(str(free_name(folder / f"{self._suggested()}{LIBRARY}")))
        self.file.setAccessibleName(tr("存到"))
        self.file.setCursorPosition(0)
        self._is_own_name = False
        """Whether a person has chosen the file's name."""
        self.file.textEdited.connect(self._keep_name)
        self.browse = button(tr("浏览…"), "", self._browse)
        self.security = mark_choice()
        self.marks = Notice("", "", "warning")
        self.problem = text_label("", "fieldProblem", wraps=True)
        self.problem.hide()
        self.start = button(tr("导出"), "primary", self._start)
        self.start.setDefault(True)
        self.what.currentIndexChanged.connect(lambda _: self._change())
        self._lay_out(theme)
        self._tell_marks()
        self.what.setFocus()

    @property
    def scope(self) -> Scope:
        value = self.what.value()
        if value == CHOSEN:
            return Scope(documents=self._chosen)
        if value.startswith(COLLECTION):
            return Scope(frozenset({value.removeprefix(COLLECTION)}))
        return Scope()

    @property
    def by(self) -> str:
        return self.maker.text().strip()

    @property
    def mark(self) -> str | None:
        """The security mark that the person wants; None for that of the documents."""
        return self.security.value() or None

    @property
    def path(self) -> Path:
        """A name alone lies in no folder that a person would know, and is refused."""
        return with_ending(self.file.text().strip(), LIBRARY)

    def _choices(self) -> dict[str, str]:
        entries = self._entries
        choices = {ALL: tr("全部 {count} 份文件", count=len(entries))}
        if self._chosen:
            choices[CHOSEN] = tr("选中的 {count} 份文件", count=len(self._chosen))
        for stored in sorted({entry.collection for entry in entries}):
            count = sum(entry.collection == stored for entry in entries)
            name = collection_name(stored)
            choices[COLLECTION + stored] = tr("文库“{name}”的 {count} 份文件", name=name, count=count)
        return choices

    def _suggested(self) -> str:
        value = self.what.value()
        name = collection_name(value.removeprefix(COLLECTION)) if value.startswith(COLLECTION) else ""
        return file_name(name, tr("准绳文库"))

    def _change(self) -> None:
        """The suggested name follows what goes along."""
        if not self._is_own_name:
            self.file.setText(str(free_name(self.path.parent / f"{self._suggested()}{LIBRARY}")))
            self.file.setCursorPosition(0)
        self._tell_marks()

    def _keep_name(self) -> None:
        self._is_own_name = True

    def _tell_marks(self) -> None:
        """What is classified must not be carried about unnoticed."""
        scope = self.scope
        marked = [
            entry.metadata.security_mark
            for entry in self._entries
            if entry.metadata.security_mark and scope.holds(entry.id, entry.collection)
        ]
        told = tr(
            "其中 {count} 份标有密级：{marks}。", count=len(marked), marks=enumerated(sorted(set(filter(None, marked))))
        )
        self.marks.tell(told, tr("请按本单位的规定携带；文库包没有加密。"))
        self.marks.setVisible(bool(marked))
        fit_height(self)

    def _lay_out(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.sizes.pad)
        form.setVerticalSpacing(theme.sizes.gap)
        for label, field in ((tr("内容"), self.what), (tr("署名"), self.maker), (tr("密级"), self.security)):
            named = QLabel(label)
            named.setBuddy(field)
            form.addRow(named, field)
        form.addRow(QLabel(tr("存到")), row(self.file, self.browse))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.wide, theme.sizes.wide, theme.sizes.wide, theme.sizes.wide)
        layout.setSpacing(theme.sizes.pad)
        layout.addLayout(form)
        goes = tr("带走：文件的副本、条款、向量、对文件信息的更正、标准清单。对方导入后不用重新计算。")
        stays = tr("不带：对话、评价、检索记录、监视的文件夹、文件在本机的位置。")
        layout.addWidget(text_label(goes, "muted", wraps=True))
        layout.addWidget(text_label(stays, "muted", wraps=True))
        layout.addWidget(self.marks)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(row(None, button(tr("取消"), "", self.reject), self.start))

    def _browse(self) -> None:
        path = ask_new_file(self, self.windowTitle(), self.file.text(), library_kinds(), LIBRARY)
        if path is not None:
            self.file.setText(str(path))
            self._is_own_name = True

    def _start(self) -> None:
        """A name that cannot be written is told here, where it can be mended."""
        path = self.path
        try:
            if not path.is_absolute():
                raise UserError(tr("没有说存到哪个文件夹。"), tr("请点“浏览…”选一个地方。"))
            require_new(path)
        except UserError as error:
            self.problem.setText(f"{error.message} {error.hint}")
            self.problem.show()
            fit_height(self)
            self.file.setFocus()
            return
        self.accept()
        self.agreed.emit()
