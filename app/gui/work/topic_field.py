"""The field for a topic, and what is wanting where neither it nor a document says what to work on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from app.foundation.messages import tr
from app.gui.parts.search_field import let_clear
from app.gui.work.finished import Wanting
from app.gui.work.pane import EVERYTHING

WIDE = 240
"""Logical pixels, at least."""
PAD = 36
"""Logical pixels of frame and margins beside the text."""


class TopicField(QLineEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("按主题（可不填），如：驻车制动"))
        self.setAccessibleName(tr("只看与这个主题有关的条款"))
        self.setToolTip(tr("只看与这个主题有关的条款"))
        let_clear(self)

    def sizeHint(self) -> QSize:
        """As wide as its hint is in the language and type in use."""
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(WIDE, hint + PAD), super().sizeHint().height())


def material_wanting(document: str | None, topic: str) -> Wanting | None:
    """A document or a topic is needed; None where there is either."""
    if document is None:
        return Wanting(tr("还没有选文件。"), tr("在上面选一份文件；要查整个文库，就选“整个文库”并写一个主题。"))
    if document == EVERYTHING and not topic:
        return Wanting(tr("查整个文库要有主题。"), tr("写一个主题，如“驻车制动”，或者在上面选一份文件。"))
    return None
