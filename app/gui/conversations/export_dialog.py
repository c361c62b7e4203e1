"""What a conversation is exported as, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.assistant.export.paper import Page
from app.assistant.export.references import CitationForm
from app.assistant.export.style import ExportStyle
from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.gui.parts.mark_choice import mark_choice
from app.gui.parts.save_dialog import documents_folder, file_name, free_name
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.theme import Theme

ENDINGS = (".docx", ".pdf", ".md")
ROOM_FOR_PATH = 100
"""Logical pixels more than other dialogs."""


class ExportDialog(QDialog):
    """``style_chosen`` and ``path`` are what was chosen, once it is accepted."""

    def __init__(
        self, title: str, turn: int | None, form: CitationForm, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """``form`` is the one that is used where nobody chooses."""
        super().__init__(parent)
        self.setWindowTitle(tr("导出对话") if turn is None else tr("导出回答"))
        self.setMinimumWidth(theme.sizes.dialog + ROOM_FOR_PATH)
        self._turn = turn
        self.format = _choice(
            tr("格式"), {".docx": tr("Word 文档（.docx）"), ".pdf": tr("PDF（.pdf）"), ".md": tr("Markdown（.md）")}
        )
        self.page = _choice(
            tr("版面"), {Page.PLAIN.value: tr("普通版面"), Page.OFFICIAL.value: tr("公文版面（GB/T 9704-2012）")}
        )
        self.citations = _choice(
            tr("参考文献"),
            {CitationForm.GB2025.value: tr("GB/T 7714-2025"), CitationForm.GB2015.value: tr("GB/T 7714-2015")},
        )
        self.citations.show_value(form.value)
        self.security = mark_choice()
        name = file_name(title, tr("对话"))
        self.file = QLineEdit(str(free_name(documents_folder() / f"{name}.docx")))
        self.file.setAccessibleName(tr("文件"))
        self.file.setCursorPosition(0)
        self.problem = text_label(name="problem", wraps=True)
        self.problem.hide()
        self.start = button(tr("导出"), "primary", self._start)
        self.start.setDefault(True)
        self.browse = button(tr("浏览…"), "", self._browse)
        self.format.currentIndexChanged.connect(self._change_format)
        self._lay_out(theme)

    @property
    def path(self) -> Path:
        typed = Path(self.file.text().strip())
        try:
            return typed.expanduser()
        except RuntimeError:  # "~名字" is nobody's folder
            return typed

    @property
    def style_chosen(self) -> ExportStyle:
        mark = self.security.value() or None
        return ExportStyle(Page(self.page.value()), CitationForm(self.citations.value()), self._turn, mark)

    def _lay_out(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.sizes.pad)
        form.setVerticalSpacing(theme.sizes.gap)
        for label, field in (
            (tr("格式"), self.format),
            (tr("版面"), self.page),
            (tr("参考文献"), self.citations),
            (tr("密级"), self.security),
        ):
            named = QLabel(label)
            named.setBuddy(field)
            form.addRow(named, field)
        form.addRow(QLabel(tr("文件")), row(self.file, self.browse))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.sizes.wide, theme.sizes.wide, theme.sizes.wide, theme.sizes.wide)
        layout.setSpacing(theme.sizes.pad)
        layout.addLayout(form)
        hint = tr("有模型参与的内容会带“人工智能生成”标识，并写入文件属性；来源有密级的，标在开头，只能改高。")
        layout.addWidget(text_label(hint, "muted", wraps=True))
        layout.addWidget(self.problem)
        layout.addLayout(row(None, button(tr("取消"), "", self.reject), self.start))

    def _change_format(self) -> None:
        """Markdown has no page; the name follows the format."""
        suffix = self.format.value()
        self.page.setEnabled(suffix != ".md")
        if self.file.text().strip():
            self.file.setText(str(free_name(with_format(self.path, suffix))))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            str(self.path),
            f"{self.format.currentText()} (*{self.format.value()})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.file.setText(name if Path(name).suffix.lower() in ENDINGS else name + self.format.value())

    def _start(self) -> None:
        """A name that cannot be written is told here, where it can be mended."""
        from app.assistant.export.files import require_new_paper
        from app.foundation.errors import UserError

        try:
            require_new_paper(self.path)
        except UserError as error:
            self.problem.setText(f"{error.message} {error.hint}")
            self.problem.show()
            return
        self.accept()


def with_format(path: Path, ending: str) -> Path:
    """Only the ending of another format is replaced: "v1.2" becomes "v1.2.pdf"."""
    if not path.name:
        return path
    return path.with_suffix(ending) if path.suffix.lower() in ENDINGS else path.with_name(path.name + ending)


def _choice(name: str, options: Mapping[str, str]) -> Combo:
    """``options`` are names by value."""
    made = Combo(name)
    made.offer(options)
    return made
