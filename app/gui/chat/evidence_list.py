"""What search found, before any model has spoken: one row a passage, each opens its page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.evidence import Evidence, Focus
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.labels import one_line, tip_text
from app.gui.parts.place import Place, place_of_evidence
from app.gui.parts.table_html import table_html
from app.gui.parts.widgets import button, recognition_badge, row, status_badge, text_label
from app.gui.style.theme import Theme
from app.retrieval.table_rows import telling_excerpt, without_tables

SHOWN_WHILE_READING = 3
"""Rows before "show all": enough to start reading while the model thinks, and the answer stays in sight."""
EXCERPT = 90
SHOWN_ROWS = 3
"""Of a table's body."""


class EvidenceRow(QFrame):
    """One passage: where it stands, whether that text is in force, its telling part; of a table the rows that tell."""

    opened = Signal()

    def __init__(self, evidence: Evidence, theme: Theme, question: str = "") -> None:
        super().__init__()
        self.setObjectName("evidenceRow")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tip_text(evidence.title_path))
        shown = evidence.shown
        where = " · ".join(part for part in (shown.number, page_name(shown.page, evidence.printed_page)) if part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(2)
        head = row(
            text_label(one_line(evidence.source.standard, 30), "strong"),
            text_label(where, "muted"),
            None,
            *([recognition_badge(evidence.confidence, theme)] if evidence.confidence is not None else []),
            status_badge(evidence.source.status, theme),
        )
        layout.addLayout(head)
        text = one_line(without_tables(shown) or evidence.title_path, EXCERPT)
        for label in (text_label(text, "muted", wraps=True), *_table_labels(shown, question, theme)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _table_labels(shown: Focus, question: str, theme: Theme) -> list[QLabel]:
    """The first table of what is shown, cut to what bears on the question."""
    for clause in shown.clauses:
        excerpt = telling_excerpt(clause, shown.text, question, SHOWN_ROWS)
        if excerpt is not None:
            label = QLabel(table_html(excerpt.table, theme, left_out=excerpt.left_out))
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            return [label]
    return []


class EvidenceList(QWidget):
    """Opens wide while the model thinks, folds into one line when the answer stands."""

    place_opened = Signal(object, int)
    """All places of the list, and which of them was clicked."""

    def __init__(self, evidence: Sequence[Evidence], theme: Theme, question: str = "") -> None:
        super().__init__()
        self.places: tuple[Place, ...] = tuple(place_of_evidence(item) for item in evidence)
        self.rows = [EvidenceRow(item, theme, question) for item in evidence]
        self._shown = SHOWN_WHILE_READING
        self.toggle = button("", "link", self._turn_over)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.tight)
        layout.addLayout(row(self.toggle, None))
        for index, item in enumerate(self.rows):
            item.opened.connect(lambda index=index: self.place_opened.emit(self.places, index))
            layout.addWidget(item)
        self._show(self._shown)

    def fold(self) -> None:
        self._show(0)

    def _turn_over(self) -> None:
        self._show(0 if self._shown >= len(self.rows) else len(self.rows))

    def _show(self, count: int) -> None:
        self._shown = count
        for index, item in enumerate(self.rows):
            item.setVisible(index < count)
        if count >= len(self.rows):
            self.toggle.setText(tr("收起检索到的条款"))
        elif count:
            self.toggle.setText(tr("检索到 {count} 处条款，显示全部", count=len(self.rows)))
        else:
            self.toggle.setText(tr("查看检索到的 {count} 处条款", count=len(self.rows)))
