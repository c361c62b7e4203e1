"""One model as a calm card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from app.foundation.messages import tr
from app.gui.models.names import facts_text, fetch_command, fits, memory_text, role_name, speed_texts, steps_text
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.theme import Theme
from app.workspace.model_shelf import ModelCard, Shelf


class CardView(QFrame):
    """Shows a model; what is pressed on it is told with the model's id."""

    measure_asked = Signal(str)
    verify_asked = Signal(str)
    remove_asked = Signal(str)
    licence_asked = Signal(str)
    """The name of the licence."""
    command_asked = Signal(str)
    """A command line to copy."""

    def __init__(self, card: ModelCard, shelf: Shelf, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.card = card
        entry = card.entry
        self.setAccessibleName(entry.title)
        title = text_label(entry.title, "strong", wraps=True)
        title.setToolTip(tip_text(entry.id))
        role = text_label(role_name(entry.role), "badge")
        role.setStyleSheet(f"color: {theme.colours.accent}; background: {theme.colours.accent_soft};")
        tone = "muted" if card.needed == 0 else "good" if fits(card, shelf) else "warning"
        self.memory = text_label(memory_text(card, shelf), tone, wraps=True)
        self.licence = button(tr("许可证：{licence}", licence=entry.licence), "link")
        self.licence.clicked.connect(lambda: self.licence_asked.emit(entry.licence))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(5)
        head = row(title, role)
        head.setStretch(0, 1)
        layout.addLayout(head)
        if steps_text(card):
            layout.addWidget(text_label(steps_text(card), "", wraps=True))
        layout.addLayout(row(text_label(facts_text(card), "muted"), self.licence, None))
        layout.addWidget(self.memory)
        for told in speed_texts(card):
            layout.addWidget(text_label(told, "muted", wraps=True))
        self.buttons = self._controls()
        layout.addLayout(row(*self.buttons, None))

    def show_memory(self, shelf: Shelf) -> None:
        """What is free now: it alone differs from look to look."""
        self.memory.setText(memory_text(self.card, shelf))

    def allow(self, is_free: bool) -> None:
        """Whether another deed may begin."""
        for control in self.buttons:
            control.setEnabled(is_free)

    def _controls(self) -> list[QPushButton]:
        card, model_id, title = self.card, self.card.entry.id, self.card.entry.title
        if card.path is None:
            command = fetch_command(card.entry)
            copy = button(tr("复制下载命令"), "")
            copy.setToolTip(tr("在能上网的机器上运行：{command}", command=command))
            copy.setAccessibleName(tr("复制 {title} 的下载命令", title=title))
            copy.clicked.connect(lambda: self.command_asked.emit(command))
            return [copy]
        made = []
        if card.may_chat:
            measure = button(tr("测速"), "")
            measure.setToolTip(tr("载入模型，写一小段话，约需半分钟"))
            measure.setAccessibleName(tr("测 {title} 的速度", title=title))
            measure.clicked.connect(lambda: self.measure_asked.emit(model_id))
            made.append(measure)
        verify = button(tr("校验"), "")
        verify.setToolTip(tr("通读全部文件，与目录中的 SHA-256 对照"))
        verify.setAccessibleName(tr("校验 {title}", title=title))
        verify.clicked.connect(lambda: self.verify_asked.emit(model_id))
        made.append(verify)
        if card.is_own:
            remove = button(tr("删除…"), "danger")
            remove.setAccessibleName(tr("删除 {title}", title=title))
            remove.clicked.connect(lambda: self.remove_asked.emit(model_id))
            made.append(remove)
        return made
