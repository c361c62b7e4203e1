"""A checklist as rows: the clause, how it binds, what it requires."""

from __future__ import annotations

from functools import partial

from app.assistant.text_work.checklist import Checklist, Requirement
from app.assistant.text_work.checklist_report import checklist_report, strength_name, table_name
from app.domain.document import Strength
from app.foundation.messages import enumerated, tr
from app.gui.parts.text_rows import Cell, Look, RowColumn, Span
from app.gui.work.citation_spans import clause_cell
from app.gui.work.finished import Finished

STANDARD_WIDE, CLAUSE_WIDE, STRENGTH_WIDE = 120, 190, 86
_LOOKS = {Strength.SHALL: Look.STRONG, Strength.SHOULD: Look.TEXT, Strength.MAY: Look.MUTED}


def checklist_result(made: Checklist) -> Finished:
    """The standard has a column where there are several."""
    has_several = len(made.sources) > 1
    standard = (RowColumn(tr("标准"), STANDARD_WIDE),) if has_several else ()
    columns = (
        *standard,
        RowColumn(tr("条款"), CLAUSE_WIDE),
        RowColumn(tr("措辞"), STRENGTH_WIDE),
        RowColumn(tr("要求"), share=1),
    )
    rows = tuple(_row(one, has_several=has_several) for one in made.requirements)
    lacking = tr("可以换一个主题，或把“宜”和“可”也选上。")
    return Finished(
        checklist_report(made), made.sources, columns, rows, lacking=lacking, again=partial(checklist_result, made)
    )


def _row(one: Requirement, *, has_several: bool) -> tuple[Cell, ...]:
    standard = ((Span(one.citation.standard),),) if has_several else ()
    words = enumerated(one.words) or strength_name(one.strength)
    return (*standard, clause_cell(one.citation), (Span(words, _LOOKS[one.strength]),), _text(one))


def _text(one: Requirement) -> Cell:
    tables = (tr("见 {table}", table=table_name(table)) for table in one.tables)
    return (
        *(Span(f"{line}\n", Look.MUTED) for line in one.lead),
        Span(one.citation.quote),
        *(Span(f"\n{line}") for line in one.listed),
        *(Span(f"\n{line}", Look.MUTED) for line in tables),
    )
