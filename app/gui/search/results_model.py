"""What was found, as rows: by rank, or under headings by document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from app.domain.evidence import Evidence
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.place import Place, place_of_evidence
from app.gui.parts.widgets import TOP, Index
from app.gui.search.reasons import reason_of

EVIDENCE = Qt.ItemDataRole.UserRole
"""The Evidence of a row; None for a heading."""


class ResultsModel(QAbstractListModel):
    """``found`` stays in the order of the search; ``rows`` are as shown, a str is a heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.found: tuple[Evidence, ...] = ()
        self.rows: list[Evidence | str] = []
        self.is_grouped = False

    def show_found(self, query: str, found: Sequence[Evidence]) -> None:
        self.query = query
        self.found = tuple(found)
        self._arrange()

    def group(self, *, by_document: bool) -> None:
        self.is_grouped = by_document
        self._arrange()

    def evidence_at(self, index: Index) -> Evidence | None:
        row = self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None
        return row if isinstance(row, Evidence) else None

    def places(self) -> tuple[Place, ...]:
        """Of all results, in the order shown."""
        return tuple(place_of_evidence(row) for row in self.rows if isinstance(row, Evidence))

    def place_number(self, index: Index) -> int:
        """Which of ``places`` the row is."""
        return sum(isinstance(row, Evidence) for row in self.rows[: index.row()])

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == EVIDENCE:
            return row if isinstance(row, Evidence) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, str):
                return row
            shown = row.shown
            return " ".join(
                part
                for part in (
                    row.source.standard,
                    shown.number,
                    page_name(shown.page, row.printed_page),
                    reason_of(row, self.query),
                    shown.text,
                )
                if part
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.evidence_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _arrange(self) -> None:
        self.beginResetModel()
        if self.is_grouped:
            groups: dict[str, list[Evidence]] = {}
            for item in self.found:
                groups.setdefault(item.source.document_id, []).append(item)
            self.rows = []
            for items in groups.values():
                self.rows += [tr("{name}（{count} 处）", name=items[0].source.named, count=len(items)), *items]
        else:
            self.rows = list(self.found)
        self.endResetModel()
