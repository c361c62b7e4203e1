"""The checklist as a table to be printed and filled in."""

from __future__ import annotations

from app.assistant.export.report import Cell, Column, Report, cell
from app.assistant.text_work.checklist import Checklist, NamedTable, Requirement
from app.assistant.text_work.source_lines import by_rule_line, headings_above, source_line
from app.domain.document import Strength
from app.domain.printed_page import page_figure, page_in_brackets
from app.foundation.messages import tr

VERDICTS = 3
"""符合, 不符合, 不适用: empty, for a person."""


def checklist_report(of: Checklist) -> Report:
    """A row a requirement with empty columns for the verdict; the standard has a column where there are several."""
    has_several = len(of.sources) > 1
    names = "、".join(dict.fromkeys(source.standard for source in of.sources))
    return Report(
        title=tr("{standard} 要求检查表", standard=names) if not has_several else tr("要求检查表"),
        about=(
            *(source_line(source) for source in of.sources),
            tr(
                "共 {count} 条（{strengths}）。",
                count=len(of.requirements),
                strengths="、".join(map(strength_name, of.strengths)),
            ),
            by_rule_line(),
        ),
        columns=_columns(has_several),
        rows=tuple(_row(one, has_several) for one in of.requirements),
    )


def strength_name(strength: Strength) -> str:
    return {Strength.SHALL: tr("要求"), Strength.SHOULD: tr("推荐"), Strength.MAY: tr("允许")}[strength]


def table_name(table: NamedTable) -> str:
    """表1 制动距离（第7页）; of a table that the document does not hold its number."""
    return " ".join(part for part in (table.number, table.title) if part) + page_in_brackets(
        table.page, table.printed_page
    )


def _columns(has_several: bool) -> tuple[Column, ...]:
    standard = (Column(tr("标准"), 10),) if has_several else ()
    return (
        Column(tr("序号"), 4),
        *standard,
        Column(tr("条款"), 8),
        Column(tr("标题"), 12),
        Column(tr("要求"), 44),
        Column(tr("措辞"), 5),
        Column(tr("所引表格"), 12),
        Column(tr("页"), 6),
        Column(tr("符合"), 4),
        Column(tr("不符合"), 5),
        Column(tr("不适用"), 5),
        Column(tr("备注"), 12),
    )


def _row(one: Requirement, has_several: bool) -> tuple[Cell, ...]:
    citation = one.citation
    standard = (cell(citation.standard),) if has_several else ()
    words = "、".join(one.words) or strength_name(one.strength)
    return (
        cell(citation.key),
        *standard,
        cell(citation.clause),
        cell(headings_above(citation)),
        cell("\n".join((*one.lead, citation.quote, *one.listed))),
        cell(words),
        cell("\n".join(map(table_name, one.tables))),
        cell(page_figure(citation.page, citation.printed_page)),
        *(cell() for _ in range(VERDICTS)),
        cell(),
    )
