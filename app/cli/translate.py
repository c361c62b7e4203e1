"""``translate ID CLAUSE [--to en|zh] [--file FILE]``: a clause in the other language, beside its source."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.assistant.export.files import require_new_file
from app.assistant.text_work.source_lines import source_line
from app.assistant.text_work.translation import Language, TranslatedPart, Translation
from app.assistant.text_work.translation_report import method_line, term_lines, translation_report
from app.cli.output import Output
from app.cli.render import Json
from app.cli.text_work import add_mark, marked_lines, place_json, place_name, saved, written_json
from app.cli.types import Subparsers, prose
from app.foundation.messages import tr
from app.security.labels import labelled
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "translate", parents=[common], help=tr("翻译一个条款，用术语表的译名，并核对数字和要求用词")
    )
    parser.add_argument("id", metavar="ID")
    parser.add_argument("clause", type=prose, metavar="CLAUSE", help=tr("条款编号"))
    parser.add_argument("--to", type=Language, choices=list(Language), metavar="en|zh", help=tr("译成哪种语言"))
    parser.add_argument("--file", type=Path, metavar="FILE", help=tr("写成文件：.xlsx 或 .docx"))
    add_mark(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.file is not None:
        require_new_file(options.file)
    with Workspace.open(options.data) as workspace:
        made = workspace.text_work.translate(options.id, options.clause, options.to, output.progress())
        report = translation_report(made)
        written = saved(workspace, report, (made.source,), options.file, options.mark)
        lines = [source_line(made.source), method_line(made), *term_lines(made), *map(_lines, made.parts)]
        text = labelled(marked_lines(workspace, (made.source,), lines))
    output.value(translation_json(made) | written_json(written), text)
    return 0


def translation_json(made: Translation) -> Json:
    """A part has the "source" as printed and its "translation"; "warnings" tell what differs between the two."""
    return {
        "heading": made.heading,
        "to": made.to.value,
        "model": made.model,
        "terms": [{"source": source, "target": target} for source, target in made.terms],
        "parts": [
            place_json(part.citation)
            | {"source": part.citation.quote, "translation": part.text, "warnings": list(part.warnings)}
            for part in made.parts
        ],
        "warnings": list(made.warnings),
    }


def _lines(part: TranslatedPart) -> str:
    warnings = "".join(f"\n    ⚠ {warning}" for warning in part.warnings)
    return f"\n{place_name(part.citation)}\n    {part.citation.quote}\n    → {part.text}{warnings}"
