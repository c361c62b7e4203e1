"""A translation as rows: the source and the translation side by side, with what differs between them."""

from __future__ import annotations

from functools import partial

from app.assistant.text_work.translation import TranslatedPart, Translation
from app.assistant.text_work.translation_report import translation_report
from app.foundation.messages import tr
from app.gui.parts.text_rows import Cell, Look, RowColumn, Span
from app.gui.work.citation_spans import clause_cell
from app.gui.work.finished import Arrived, Finished

CLAUSE_WIDE = 130


def translation_result(made: Translation) -> Finished:
    count = len(made.warnings)
    if count:
        remark = tr("核对：有 {count} 处与原文不一致，已写在译文下面，请对照原文。", count=count)
    else:
        remark = tr("核对：数字、单位、标准编号和要求用词都与原文一致。")
    rows = tuple(_row(part) for part in made.parts)
    return Finished(
        translation_report(made),
        (made.source,),
        _columns(),
        rows,
        remark,
        is_warning=bool(count),
        again=partial(translation_result, made),
    )


def arrived(part: TranslatedPart) -> Arrived:
    return Arrived(_columns(), _row(part), by_model=True)


def _columns() -> tuple[RowColumn, ...]:
    return RowColumn(tr("条款"), CLAUSE_WIDE), RowColumn(tr("条款原文"), share=1), RowColumn(tr("译文"), share=1)


def _row(part: TranslatedPart) -> tuple[Cell, ...]:
    warnings = (Span(f"\n{warning}", Look.REMARK) for warning in part.warnings)
    return (clause_cell(part.citation, with_heading=False), (Span(part.citation.quote),), (Span(part.text), *warnings))
