"""``table ID ID [--topic TEXT] [--to FILE]``: two documents side by side, clause against clause."""

from __future__ import annotations

import argparse

from app.assistant.export.files import require_new_file
from app.assistant.text_work.comparison_report import (
    change_name,
    comparison_report,
    requirement_text,
    swap_text,
)
from app.assistant.text_work.comparison_table import ComparisonTable, Row, Side
from app.cli.output import Output
from app.cli.render import Json
from app.cli.text_work import add_target, marked_lines, saved, written_json
from app.cli.types import Subparsers, prose
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr
from app.workspace import Workspace

SHOWN_TEXT = 160
"""Characters of a clause in the terminal; the whole of it is in the file and in the JSON."""


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("table", parents=[common], help=tr("两个标准或两个版本的对照表，可存成 XLSX 或 DOCX"))
    parser.add_argument("before", metavar="ID")
    parser.add_argument("after", metavar="ID")
    parser.add_argument("--topic", type=prose, default="", metavar="TEXT", help=tr("只看与这个主题有关的条款"))
    add_target(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.to is not None:
        require_new_file(options.to)
    with Workspace.open(options.data) as workspace:
        made = workspace.text_work.compare(options.before, options.after, options.topic)
        report = comparison_report(made, options.topic)
        written = saved(workspace, report, (made.before, made.after), options.to, options.mark)
        lines = [*report.about, *(_lines(row) for row in made.rows)]
        text = marked_lines(workspace, (made.before, made.after), lines)
    output.value(table_json(made) | written_json(written), text)
    return 0


def table_json(made: ComparisonTable) -> Json:
    """``words`` are as in ``compare``; ``similarity`` is null for a certain pair, and a pair that has one is likely."""
    return {
        "before": made.before.document_id,
        "after": made.after.document_id,
        "by_wording": made.is_by_wording,
        "unchanged": made.unchanged,
        "rows": [_row_json(row) for row in made.rows],
    }


def _row_json(row: Row) -> Json:
    return {
        "change": row.change.value,
        "likely": row.similarity is not None,
        "similarity": row.similarity,
        "before": _side_json(row.before),
        "after": _side_json(row.after),
        "values": {"before": list(row.values.only_before), "after": list(row.values.only_after)},
        "requirements": {
            "before": [word for swap in row.requirements for word in swap.only_before],
            "after": [word for swap in row.requirements for word in swap.only_after],
        },
        "words": [{"change": run.change.value, "text": run.text} for run in row.words],
    }


def _side_json(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "key": side.key,
        "document_id": side.document_id,
        "standard": side.standard,
        "clause": side.clause,
        "clause_id": side.clause_id,
        "title_path": side.title_path,
        "page": side.page,
        "text": side.text,
    }


def _lines(row: Row) -> str:
    told = (f"~ {change_name(row)}", swap_text(row.values), requirement_text(row))
    head = "  ".join(part for part in told if part)
    return "\n".join([head, *(f"    {_side(side)}" for side in (row.before, row.after) if side is not None)])


def _side(side: Side) -> str:
    text = " ".join(side.text.split())
    short = text if len(text) <= SHOWN_TEXT else text[:SHOWN_TEXT] + "…"
    place = " ".join(part for part in (side.standard, side.clause) if part)
    return f"[{side.key}] {place}{page_in_brackets(side.page, side.printed_page)}：{short}"
