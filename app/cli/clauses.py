"""``clauses ID``: every clause of a document in order."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.render import clauses_json
from app.cli.types import Subparsers
from app.domain.document import ClauseTree, heading
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
    shown = "\n".join(
        "  " * len(list(tree.ancestors(clause))) + " ".join(part for part in (heading(clause), clause.text) if part)
        for clause in clauses
    )
    output.value(clauses_json(clauses), shown)
    return 0
