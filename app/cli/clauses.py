"""``clauses ID``: every clause of a document in order."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.render import clauses_json
from app.cli.table_text import table_text
from app.cli.types import Subparsers
from app.domain.document import Clause, ClauseTree, heading
from app.domain.names import recognition_name
from app.domain.table_rows import TableExcerpt, row_places
from app.foundation.messages import tr
from app.security.marks import marked
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("clauses", parents=[common], help=tr("一个文件的全部条款"))
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        clauses = workspace.clauses(options.id)
        mark = workspace.text_work.mark_of((options.id,))
    tree = ClauseTree(clauses)
    text = "\n".join(_line(tree, clause) for clause in clauses)
    output.value(clauses_json(clauses), marked(text, mark))
    return 0


def _line(tree: ClauseTree, clause: Clause) -> str:
    """The heading and the text; a table below its caption, with what is printed below its rows."""
    indent = "  " * len(list(tree.ancestors(clause)))
    read = f"（{recognition_name(clause.confidence)}）" if clause.confidence is not None else ""
    if clause.table is None:
        return indent + " ".join(part for part in (heading(clause), clause.text, read) if part)
    below = clause.text[max((end for _, _, end in row_places(clause)), default=0) :].strip()
    caption = " ".join(part for part in (heading(clause), read) if part)
    shown = (
        caption and f"{indent}{caption}",
        table_text(TableExcerpt(clause.table, 0), indent),
        below and indent + below,
    )
    return "\n".join(part for part in shown if part)
