"""Documents with their categories as rows: the category, how near each comes, and the places that speak for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.assistant.text_work.classification import Classification, Sign
from app.assistant.text_work.classification_report import (
    classification_report,
    runner_up,
    sign_place,
    sign_text,
    verdict,
)
from app.assistant.text_work.sorting import Sorting, Unclassified
from app.domain.evidence import Source
from app.foundation.messages import tr
from app.gui.parts.text_rows import Cell, Look, RowColumn, Span
from app.gui.work.finished import ClauseTarget, Finished

CATEGORY_WIDE, NEAR_WIDE = 130, 130
RANKED_SHOWN = 4
"""Categories whose nearness is told, best first."""


def classification_result(made: Sorting) -> Finished:
    unsure = sum(one.is_unsure for one in made.classified)
    remark = ""
    if unsure:
        remark = tr("有 {count} 份拿不准：前两类太接近。把类别的说明写得更具体，可以分得更清楚。", count=unsure)
    columns = (
        RowColumn(tr("文件"), share=2),
        RowColumn(tr("归入"), CATEGORY_WIDE),
        RowColumn(tr("相近程度"), NEAR_WIDE),
        RowColumn(tr("依据"), share=3),
    )
    rows = (*map(_row, made.classified), *map(_left, made.left))
    return Finished(
        classification_report(made),
        made.sources,
        columns,
        rows,
        remark,
        is_warning=bool(unsure),
        again=partial(classification_result, made),
    )


def _row(one: Classification) -> tuple[Cell, ...]:
    return _document(one.source), tuple(_category(one)), tuple(_near(one)), tuple(_signs(one))


def _left(one: Unclassified) -> tuple[Cell, ...]:
    return _document(one.source), (Span(tr("无法归类"), Look.DANGER),), (), (Span(one.cause, Look.MUTED),)


def _document(source: Source) -> Cell:
    title = (Span(f"\n{source.title}", Look.MUTED),) if source.title not in source.standard else ()
    return (Span(source.standard, Look.LINK, ClauseTarget(source.document_id)), *title)


def _category(one: Classification) -> Iterator[Span]:
    yield Span(verdict(one), Look.MUTED if one.is_unsure else Look.STRONG)
    if one.is_unsure:
        yield Span(f"\n{runner_up(one)}", Look.REMARK)


def _near(one: Classification) -> Iterator[Span]:
    for place, ranked in enumerate(one.ranking[:RANKED_SHOWN]):
        yield Span("\n" if place else "")
        yield Span(f"{ranked.category.name}  {ranked.score:.2f}", Look.TEXT if place == 0 else Look.MUTED)


def _signs(one: Classification) -> Iterator[Span]:
    for place, sign in enumerate(one.signs_for(one.ranking[0])):
        yield Span("\n" if place else "")
        yield Span(sign_place(sign), Look.LINK, _target(one, sign))
        yield Span(f"\n{sign_text(sign)}")


def _target(one: Classification, sign: Sign) -> ClauseTarget:
    return ClauseTarget(one.source.document_id, sign.clause_id)
