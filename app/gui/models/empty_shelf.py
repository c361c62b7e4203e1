"""What the page shows on a machine without any model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, text_label

STARTER_COMMAND = "zhunsheng models fetch --starter"


def empty_shelf(file: Callable[[], None], folder: Callable[[], None], copy: Callable[[str], None]) -> QFrame:
    """``copy`` puts a command line into the clipboard."""
    card = QFrame()
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(20, 18, 20, 18)
    layout.setSpacing(10)
    layout.addWidget(text_label(tr("这台机器上还没有模型"), "sectionTitle"))
    layout.addWidget(
        text_label(
            tr(
                "没有模型也能用：原文模式照样检索，并给出条款的原文和出处。装入模型后，才能用自己的话作答、按意思检索。"
            ),
            wraps=True,
        )
    )
    layout.addWidget(
        text_label(tr("把模型文件（.gguf）拖到这里，或者选择U盘上放着模型的文件夹。全程不联网。"), "muted", wraps=True)
    )
    layout.addLayout(
        row(
            button(tr("选择模型文件…"), "primary", file),
            button(tr("选择文件夹或U盘…"), "", folder),
            button(tr("复制下载命令"), "link", lambda: copy(STARTER_COMMAND)),
            None,
        )
    )
    return card
