"""Everything that is known of the selected document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.details_head import DetailsHead
from app.gui.library.edition_list import EditionList
from app.gui.library.entry_text import local_day
from app.gui.library.field_list import FieldList
from app.gui.library.issue_list import IssueList
from app.gui.parts.desk import WEB, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import button, row, text_label
from app.library.collection_names import collection_name

if TYPE_CHECKING:
    from app.library.corrections import Correction
    from app.library.entries import Entry, ReferenceCounts

NARROWEST = 280
SETTLE_MS = 120
"""After the selection has moved: who walks through the list with the arrow keys asks nothing of the library."""


class DetailsPanel(QScrollArea):
    """Shows one document; of several only how many."""

    recognition_asked = Signal()
    """The document is to be read again with text recognition."""
    shown_asked = Signal(str)
    """The id of another document to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAccessibleName(tr("文件的详细信息"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._desk = desk
        self._asked = 0
        self.entry: Entry | None = None
        self.head = DetailsHead(desk.theme)
        self.issues = IssueList(desk.theme)
        self.fields = FieldList(desk)
        self.editions_title = text_label(tr("同一标准的各版本"), "strong")
        self.editions = EditionList(desk)
        self.references = text_label("", "", wraps=True)
        self.web = button(tr("查看引用关系"), "", self._go_to_web)
        self.file = text_label("", "small", wraps=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        self._known = self._lay_out()
        self.issues.recognition_asked.connect(self.recognition_asked)
        self.editions.shown_asked.connect(self.shown_asked)
        self.show_entries(())

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what it holds: it does not scroll sideways."""
        needed = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(self._desk.theme.sizes.grown(NARROWEST), needed), super().minimumSizeHint().height())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """What is selected."""
        entry = entries[0] if len(entries) == 1 else None
        if entry is not None and entry == self.entry:
            return
        is_same = entry is not None and self.entry is not None and entry.id == self.entry.id
        self.entry = entry
        self._asked += 1
        self._known.setVisible(entry is not None)
        if entry is None:
            self._timer.stop()
            self.head.show_count(len(entries))
            return
        self.head.show_entry(entry)
        self.issues.show_entry(entry)
        self.fields.show_entry(entry)
        self.file.setText(_file_text(entry))
        if not is_same:
            self.editions.hide()
            self.editions_title.hide()
            self.references.setText(tr("正在统计引用…"))
            self.verticalScrollBar().setValue(0)
        self.updateGeometry()
        self._timer.start()

    def _ask(self) -> None:
        """What the library knows beyond the list: corrections, other editions, references."""
        entry, asked = self.entry, self._asked
        if entry is None:
            return
        document_id = entry.id

        def show(found: tuple[list[Correction], list[Entry], ReferenceCounts]) -> None:
            if asked == self._asked:
                history, editions, counts = found
                self.fields.show_history(history)
                self.editions.show_editions(editions, document_id)
                self.editions_title.setVisible(not self.editions.isHidden())
                self.references.setText(_counts_text(counts))
                self.updateGeometry()

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self.references.setText(" ".join(error_texts(error)))

        self._desk.run(
            "details",
            lambda session, _: (
                session.corrections.history(document_id),
                session.editions_together(document_id),
                session.reference_counts(document_id),
            ),
            show,
            fail,
        )

    def _go_to_web(self) -> None:
        if self.entry is not None:
            self._desk.go(WEB, self.entry.id)

    def _lay_out(self) -> QWidget:
        """Gives the part that is shown for one document only."""
        sizes = self._desk.theme.sizes
        part = QWidget()
        known = QVBoxLayout(part)
        known.setContentsMargins(0, 0, 0, 0)
        known.setSpacing(sizes.gap)
        known.addWidget(self.issues)
        known.addWidget(self.fields)
        known.addWidget(self.editions_title)
        known.addWidget(self.editions)
        known.addWidget(text_label(tr("引用"), "strong"))
        known.addWidget(self.references)
        known.addLayout(row(self.web, None))
        known.addWidget(text_label(tr("文件"), "strong"))
        known.addWidget(self.file)
        body = QWidget()
        body.setObjectName("surfaceBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 14, 18, 16)
        layout.setSpacing(sizes.pad)
        layout.addWidget(self.head)
        layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(body)
        return part


def _counts_text(counts: ReferenceCounts) -> str:
    named = tr("引用了 {count} 项标准和法规", count=counts.named)
    missing = tr("（{count} 项文库中没有）", count=counts.missing) if counts.missing else ""
    return f"{named}{missing}\n{tr('被文库中 {count} 份文件引用', count=counts.naming)}"


def _file_text(entry: Entry) -> str:
    parts = (
        tr("{pages} 页", pages=entry.pages) if entry.pages else "",
        tr("{clauses} 条", clauses=entry.clauses),
        collection_name(entry.collection),
        tr("{day} 添加", day=local_day(entry.added)) if entry.added else "",
    )
    return "\n".join((entry.path, " · ".join(filter(None, parts))))
