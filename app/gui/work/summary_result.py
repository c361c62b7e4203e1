"""A summary as rows: the chapter, what it says, the sentences that bear it out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.assistant.text_work.summary import ChapterSummary, Summary
from app.assistant.text_work.summary_report import summary_report
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.gui.parts.text_rows import Cell, Look, RowColumn, Span
from app.gui.work.citation_spans import quoted, with_keys
from app.gui.work.finished import Arrived, Finished

CHAPTER_WIDE = 170


def summary_result(made: Summary, *, has_model: bool) -> Finished:
    """Where no model wrote anything the picked sentences stand alone."""
    is_written = made.model is not None
    rows = tuple(_row(one, is_written=is_written) for one in made.chapters)
    lacking = tr("这份文件没有可以概括的章节，可以打开原文看看它是怎样分章的。")
    columns = _columns(is_written=is_written)
    return Finished(
        summary_report(made),
        made.sources,
        columns,
        rows,
        lacking=lacking,
        wants_model=not has_model,
        again=partial(summary_result, made, has_model=has_model),
    )


def arrived(one: ChapterSummary, *, has_model: bool) -> Arrived:
    return Arrived(_columns(is_written=has_model), _row(one, is_written=has_model), by_model=bool(one.sentences))


def _columns(*, is_written: bool) -> tuple[RowColumn, ...]:
    written = (RowColumn(tr("摘要"), share=5), RowColumn(tr("依据的原文"), share=6))
    return RowColumn(tr("章"), CHAPTER_WIDE), *(written if is_written else (RowColumn(tr("原文要点"), share=1),))


def _row(one: ChapterSummary, *, is_written: bool) -> tuple[Cell, ...]:
    page = (Span(f"\n{page_name(one.page, one.printed_page)}", Look.MUTED),) if one.page else ()
    heading: Cell = (Span(one.heading, Look.STRONG), *page)
    return (heading, tuple(_said(one)), quoted(one.citations)) if is_written else (heading, quoted(one.citations))


def _said(one: ChapterSummary) -> Iterator[Span]:
    if not one.sentences:
        yield Span(tr("以右边的原文为准。"), Look.MUTED)
    for place, sentence in enumerate(one.sentences):
        yield Span("\n" if place else "")
        yield from with_keys(sentence.text, one.citations)
    if one.dropped:
        yield Span("\n" + tr("模型另写了 {count} 句，原文不能证实，没有列出。", count=one.dropped), Look.REMARK)
