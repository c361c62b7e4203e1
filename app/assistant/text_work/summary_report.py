"""The summary as a table: a row a chapter, the sentences with their keys and the places that these name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.assistant.export.report import Cell, Column, Report, cell
from app.assistant.text_work.source_lines import by_rule_line, place_name, source_line
from app.domain.answer import Citation
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr

if TYPE_CHECKING:  # what checks sentences comes when it is used: commands are read without it
    from app.assistant.text_work.summary import ChapterSummary, Summary


def summary_report(of: Summary) -> Report:
    """With the label of generated text where a model wrote any of it."""
    names = "、".join(dict.fromkeys(source.standard for source in of.sources))
    return Report(
        title=tr("{standard} 各章摘要", standard=names),
        about=(*(source_line(source) for source in of.sources), method_line(of), *of.warnings),
        columns=(Column(tr("章"), 12), Column(tr("摘要"), 40), Column(tr("依据的原文"), 56)),
        rows=tuple(_row(chapter) for chapter in of.chapters),
        model=of.model,
    )


def method_line(of: Summary) -> str:
    if of.model is None:
        return by_rule_line()
    return tr("摘要由模型 {model} 根据右列原文写成，逐句核对过；没有摘要的章以原文为准。", model=of.model)


def place_and_quote(citation: Citation) -> str:
    """[3] 6.1.3（第7页）：“…”."""
    return f"{place_name(citation)}：“{citation.quote}”"


def _row(chapter: ChapterSummary) -> tuple[Cell, ...]:
    return (
        cell(chapter.heading + page_in_brackets(chapter.page, chapter.printed_page)),
        cell("\n".join(sentence.text for sentence in chapter.sentences)),
        cell("\n".join(map(place_and_quote, chapter.citations))),
    )
