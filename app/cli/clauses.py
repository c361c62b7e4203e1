"""``clauses ID``: every clause of a document in order."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.render import clauses_json
from app.cli.types import Subparsers
from app.domain.document import Clause, ClauseTree, heading
from app.domain.names import recognition_name
from app.foundation.messages import tr
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("clauses", parents=[common], help=tr("一个文件的全部条款"))
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        clauses = workspace.clauses(options.id)
    tree = ClauseTree(clauses)
    output.value(clauses_json(clauses), "\n".join(_line(tree, clause) for clause in clauses))
    return 0


def _line(tree: ClauseTree, clause: Clause) -> str:
    read = f"（{recognition_name(clause.confidence)}）" if clause.confidence is not None else ""
    words = " ".join(part for part in (heading(clause), clause.text, read) if part)
    return "  " * len(list(tree.ancestors(clause))) + words
