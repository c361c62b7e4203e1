"""``checklist [ID] [--topic TEXT] [--strength shall,should] [--to FILE]``: requirements to be gone through."""

from __future__ import annotations

import argparse

from app.assistant.export.files import require_new_file
from app.assistant.text_work.checklist import Checklist, Requirement
from app.assistant.text_work.checklist_report import checklist_report, table_name
from app.cli.output import Output
from app.cli.render import Json
from app.cli.text_work import add_material, add_target, marked_lines, place_json, place_name, written_json
from app.cli.types import Subparsers
from app.domain.document import Strength
from app.foundation.messages import tr
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("checklist", parents=[common], help=tr("应-要求检查表，可存成 XLSX 或 DOCX"))
    add_material(parser)
    parser.add_argument(
        "--strength", type=_strengths, default=(Strength.SHALL,), metavar="shall,should,may",
        help=tr("列哪几种条款：要求、推荐、允许"),
    )  # fmt: skip
    add_target(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.to is not None:
        require_new_file(options.to)
    with Workspace.open(options.data) as workspace:
        made = workspace.text_work.checklist(options.id, options.topic, options.strength)
        report = checklist_report(made)
        written = (
            workspace.text_work.save(report, made.sources, options.to, options.mark) if options.to is not None else None
        )
        text = marked_lines(workspace, made.sources, [*report.about, *(_lines(one) for one in made.requirements)])
    output.value(checklist_json(made) | written_json(written), text)
    return 0


def checklist_json(made: Checklist) -> Json:
    """``lead`` are the lead-ins above a list item, ``listed`` the items that a sentence enumerates; no model wrote any
    of it, so there is no "model"."""
    return {
        "documents": [source.document_id for source in made.sources],
        "strengths": [strength.value for strength in made.strengths],
        "requirements": [_requirement_json(one) for one in made.requirements],
    }


def _requirement_json(one: Requirement) -> Json:
    tables = [{"number": table.number, "title": table.title, "page": table.page} for table in one.tables]
    return place_json(one.citation) | {
        "requirement": one.citation.quote,
        "lead": list(one.lead),
        "listed": list(one.listed),
        "strength": one.strength.value,
        "words": list(one.words),
        "tables": tables,
    }


def _lines(one: Requirement) -> str:
    text = "\n".join(f"    {line}" for line in (*one.lead, *one.citation.quote.splitlines(), *one.listed))
    tables = "".join(f"\n    → {table_name(table)}" for table in one.tables)
    return f"{place_name(one.citation)}\n{text}{tables}"


def _strengths(value: str) -> tuple[Strength, ...]:
    try:
        return tuple(dict.fromkeys(Strength(word.strip()) for word in value.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("写 shall、should、may，用逗号隔开。")) from error
