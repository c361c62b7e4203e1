"""The rows of a comparison as a table model: what differs, the older text, the newer text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt

from app.assistant.text_work.comparison_table import Change, Row, Side
from app.assistant.text_work.side_by_side import SideBySide
from app.domain.word_changes import WordChange
from app.foundation.messages import tr
from app.gui.compare.row_texts import KEPT, Shown, is_change, kind_name, remarks, side_heading
from app.gui.parts.labels import tip_text
from app.gui.parts.lit_words import spans
from app.gui.parts.text_rows import Cell, Look, RowColumn, Span, TextRows
from app.gui.parts.widgets import TOP, Index

KIND, OLDER, NEWER = range(3)
KIND_WIDE = 116


class RowModel(TextRows):
    """What was taken out is struck through, what was put in underlined, both in colour. The heading of a side leads to
    its clause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.made: SideBySide | None = None
        self.topic = ""
        """What the rows are limited to, or ""."""
        self.shown = Shown.ALL
        self.rows: tuple[Row, ...] = ()
        """Those of the filter."""

    @property
    def is_by_wording(self) -> bool:
        """Whether the two are editions, whose clauses correspond for certain."""
        return self.made is None or self.made.table.is_by_wording

    def show(self, made: SideBySide | None, topic: str = "") -> None:
        self.topic = topic
        older, newer = (made.table.before.standard, made.table.after.standard) if made is not None else ("", "")
        self.columns = (RowColumn(tr("差别"), KIND_WIDE), RowColumn(older, share=1), RowColumn(newer, share=1))
        self.made = made
        self.filter(self.shown)

    def filter(self, shown: Shown) -> None:
        self.beginResetModel()
        self.shown = shown
        self.rows = tuple(row for row in self.made.rows if KEPT[shown](row)) if self.made else ()
        self.endResetModel()

    def next_change(self, place: int, step: int) -> int | None:
        """The nearest row with a change after (1) or before (-1) that row; None at the end."""
        found = place + step
        while 0 <= found < len(self.rows):
            if is_change(self.rows[found]):
                return found
            found += step
        return None

    def place_of(self, row: Row) -> int | None:
        return next((place for place, shown in enumerate(self.rows) if shown is row), None)

    def side(self, place: int, column: int) -> Side | None:
        row = self.rows[place]
        return row.before if column == OLDER else row.after if column == NEWER else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        shown = self.rows[row]
        if column == KIND:
            return tuple(self._kind(shown))
        side = self.side(row, column)
        return () if side is None else tuple(self._text(shown, side, column))

    def is_lacking(self, row: int, column: int) -> bool:
        return column != KIND and self.side(row, column) is None

    def target_of(self, row: int, column: int) -> object:
        """The side of that column, elsewhere the newer one; where there is none, the other."""
        first = column if column in (OLDER, NEWER) else NEWER
        return self.side(row, first) or self.side(row, OLDER + NEWER - first)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        side = self.side(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == KIND:
                return super().data(index, role)
            return "\n".join((side_heading(side), side.text)) if side is not None else tr("（没有对应的条款）")
        if role == Qt.ItemDataRole.ToolTipRole and side is not None:
            return tip_text(side.title_path)
        return None

    def _kind(self, row: Row) -> Iterator[Span]:
        colour = {Change.ADDED: Look.GOOD, Change.REMOVED: Look.DANGER} if self.is_by_wording else {}
        look = Look.MUTED if row.change is Change.NONE else colour.get(row.change, Look.STRONG)
        yield Span(kind_name(row, is_by_wording=self.is_by_wording), look)
        for remark in (*remarks(row), *self._why(row)):
            yield Span(f"\n{remark}", Look.REMARK)

    def _why(self, row: Row) -> Iterator[str]:
        """Why a row stands under a topic that neither side has a word of."""
        sides = [side for side in (row.before, row.after) if side is not None]
        if self.topic and not any(spans(f"{side.title_path}\n{side.text}", self.topic) for side in sides):
            yield tr("没有写“{topic}”，内容相近", topic=self.topic)

    def _text(self, row: Row, side: Side, column: int) -> Iterator[Span]:
        yield Span(side_heading(side), Look.LINK, side)
        yield Span("\n")
        own, mark = (WordChange.DELETE, Look.REMOVED) if column == OLDER else (WordChange.INSERT, Look.ADDED)
        if row.change in (Change.ADDED, Change.REMOVED) and self.is_by_wording:
            yield Span(side.text, mark)
        elif row.words:
            for run in row.words:
                if run.change in (WordChange.EQUAL, own):
                    yield Span(run.text, mark if run.change is own else Look.TEXT)
        else:
            yield Span(side.text, Look.MUTED if row.change is Change.NONE else Look.TEXT)
