"""``summary [ID] [--topic TEXT] [--chapter N] [--to FILE]``: what each chapter says."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.assistant.export.files import require_new_file
from app.assistant.text_work.summary_report import place_and_quote, summary_report
from app.cli.output import Output
from app.cli.render import Json
from app.cli.text_work import add_material, add_target, marked_lines, place_json, written_json
from app.cli.types import Subparsers, prose
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr
from app.security.labels import labelled
from app.workspace import Workspace

if TYPE_CHECKING:  # what checks sentences comes when it is used: a command is refused without it
    from app.assistant.text_work.summary import ChapterSummary, Summary


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("summary", parents=[common], help=tr("按章摘要，每句注明条款"))
    add_material(parser)
    parser.add_argument("--chapter", type=prose, default="", metavar="N", help=tr("只要这一章"))
    add_target(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.to is not None:
        require_new_file(options.to)
    with Workspace.open(options.data) as workspace:
        made = workspace.text_work.summarise(options.id, options.topic, options.chapter, output.progress())
        report = summary_report(made)
        written = (
            workspace.text_work.save(report, made.sources, options.to, options.mark) if options.to is not None else None
        )
        text = marked_lines(workspace, made.sources, [*report.about, *map(_lines, made.chapters)])
    output.value(summary_json(made) | written_json(written), labelled(text) if report.label else text)
    return 0


def summary_json(made: Summary) -> Json:
    """``sentences`` are verified ones of the model ("model"); where there are none, the citations are the summary."""
    return {
        "documents": [source.document_id for source in made.sources],
        "model": made.model,
        "warnings": list(made.warnings),
        "chapters": [
            {
                "heading": chapter.heading,
                "page": chapter.page,
                "sentences": [
                    {"text": one.text, "keys": list(one.keys), "verified": True} for one in chapter.sentences
                ],
                "dropped": chapter.dropped,
                "citations": [place_json(one) | {"quote": one.quote} for one in chapter.citations],
            }
            for chapter in made.chapters
        ],
    }


def _lines(chapter: ChapterSummary) -> str:
    said = [f"  {sentence.text}" for sentence in chapter.sentences]
    quotes = [f"    {place_and_quote(citation)}" for citation in chapter.citations]
    return "\n".join([f"\n{chapter.heading}{page_in_brackets(chapter.page, chapter.printed_page)}", *said, *quotes])
