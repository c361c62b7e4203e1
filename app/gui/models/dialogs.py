"""The two dialogs of the models page: a licence to read, and a removal to confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.confirm import confirmed
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import button, row
from app.gui.style.theme import Theme
from app.workspace.model_shelf import ModelCard, disk_size, licence_text

LICENCE_SIZE = (640, 480)


def show_licence(licence: str, theme: Theme, parent: QWidget) -> QDialog:
    """Its text, or where to find it."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("许可证：{licence}", licence=licence))
    text = QPlainTextEdit(licence_text(licence) or tr("准绳没有附带这个许可证的文字，请查看模型的来源。"))
    text.setReadOnly(True)
    text.setAccessibleName(tr("许可证的文字"))
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(theme.sizes.wide, theme.sizes.wide, theme.sizes.wide, theme.sizes.pad)
    layout.addWidget(text)
    layout.addLayout(row(None, button(tr("关闭"), "", dialog.accept)))
    dialog.resize(*LICENCE_SIZE)
    dialog.open()
    return dialog


def confirmed_removal(card: ModelCard, theme: Theme, parent: QWidget) -> bool:
    return confirmed(
        parent,
        theme,
        title=tr("删除模型"),
        text=tr("从磁盘上删除 {title}（{size}）？", title=card.entry.title, size=file_size(disk_size(card))),
        consequence=tr("删除后无法找回，要用时须重新下载或从别的机器拷来。文库和对话不受影响。"),
        deed=tr("彻底删除"),
    )
