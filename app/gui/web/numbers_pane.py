"""The library in numbers: calm bars, each of which leads to what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.document import DocumentKind, DocumentStatus, Strength
from app.domain.names import kind_name, status_name
from app.foundation.messages import tr
from app.gui.parts.desk import LIBRARY, SEARCH, WEB, Desk
from app.gui.parts.widgets import text_label
from app.gui.web.bars import Bar, BarChart
from app.library.numbers import Count, LibraryNumbers, documents_counted

COLUMN_WIDE = 330
"""Logical pixels a chart needs; as many stand side by side as there is room for."""
MOST_BARS = 12
"""Of families and years."""


class NumbersPane(QScrollArea):
    """A pressed bar goes to the library with {"status": "in_force", "documents": (id, …)}, or "kind", "family", "year",
    "language" in place of the status; to the search with {"strength": "shall"}; to the web with a document or name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setWidgetResizable(True)
        self.setObjectName("surface")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.total = text_label("", "muted", wraps=True)
        self.charts = {
            "status": BarChart(tr("文件：按状态"), desk.theme),
            "kind": BarChart(tr("文件：按类别"), desk.theme),
            "language": BarChart(tr("文件：按语言"), desk.theme),
            "family": BarChart(tr("文件：按标准系列"), desk.theme),
            "year": BarChart(tr("文件：按发布年份"), desk.theme),
            "strength": BarChart(tr("条款：按要求程度"), desk.theme),
            "referred": BarChart(tr("被引用最多的文件（次）"), desk.theme),
            "wanted": BarChart(tr("最缺的文件（被引用次数）"), desk.theme),
        }
        for chart in self.charts.values():
            chart.pressed.connect(self._go)
        inner = QWidget()
        inner.setObjectName("surfaceBody")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, desk.theme.sizes.pad, desk.theme.sizes.pad)
        layout.setSpacing(desk.theme.sizes.wide)
        layout.addWidget(self.total)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(desk.theme.sizes.wide * 2)
        self._grid.setVerticalSpacing(desk.theme.sizes.wide + desk.theme.sizes.gap)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setWidget(inner)
        self._columns = 0
        self._arrange(2)

    def show_numbers(self, numbers: LibraryNumbers) -> None:
        self.total.setText(
            tr(
                "{documents} 份文件，{pages} 页，{clauses} 条条款，{references} 处引用。点按横线，看数的是哪些。",
                documents=numbers.documents,
                pages=numbers.pages,
                clauses=numbers.clauses,
                references=numbers.references,
            )
        )
        theme = self._desk.theme
        statuses = [
            Bar(
                status_name(DocumentStatus(one.key)),
                one.count,
                (LIBRARY, ("status", one.key)),
                theme.status_colours(DocumentStatus(one.key))[0],
            )
            for one in numbers.statuses
        ]
        self.charts["status"].show_bars(statuses)
        for name, counts, label in (
            ("kind", numbers.kinds, lambda key: kind_name(DocumentKind(key))),
            ("family", _first(numbers.families, MOST_BARS), lambda key: key or tr("没有标准编号")),
            ("year", _last(numbers.years, MOST_BARS), lambda key: key or tr("年份未知")),
            ("language", numbers.languages, language_name),
        ):
            self.charts[name].show_bars(_bars(name, counts, label))
        self.charts["strength"].show_bars(
            [Bar(strength_name(one.key), one.count, (SEARCH, {"strength": one.key})) for one in numbers.strengths]
        )
        for name, counts in (("referred", numbers.most_referred), ("wanted", numbers.most_wanted)):
            self.charts[name].show_bars([Bar(_named(one, name), one.count, (WEB, one.key)) for one in counts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(3, self.viewport().width() // self._desk.theme.sizes.grown(COLUMN_WIDE))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, chart in enumerate(self.charts.values()):
            self._grid.removeWidget(chart)
            self._grid.addWidget(chart, place // columns, place % columns)

    def _go(self, what: object) -> None:
        if isinstance(what, tuple):
            page, wanted = what
            if page == LIBRARY:
                name, key = wanted
                wanted = {name: key, "documents": documents_counted(self._desk.entries, name, key)}
            self._desk.go(page, wanted)


def strength_name(key: str) -> str:
    return {
        Strength.SHALL: tr("应（要求）"),
        Strength.SHOULD: tr("宜（推荐）"),
        Strength.MAY: tr("可（允许）"),
    }[Strength(key)]


def language_name(key: str) -> str:
    return {"zh": tr("中文"), "en": tr("英文")}.get(key, key)


def _named(count: Count, chart: str) -> str:
    """Of what is missing the title helps to know it."""
    title = count.label if chart == "wanted" and count.label != count.key else ""
    return f"{count.key} {title}".strip() if chart == "wanted" else count.label


def _bars(name: str, counts: Iterable[Count], label: Callable[[str], str]) -> list[Bar]:
    return [Bar(label(one.key), one.count, (LIBRARY, (name, one.key))) for one in counts]


def _first(counts: tuple[Count, ...], most: int) -> tuple[Count, ...]:
    return counts[:most]


def _last(counts: tuple[Count, ...], most: int) -> tuple[Count, ...]:
    """The newest years."""
    return counts[-most:]
