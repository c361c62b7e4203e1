"""``references [ID]``: who refers to what, and whether it is in the library."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.render import reference_json
from app.cli.types import Subparsers
from app.foundation.messages import tr
from app.library.catalogue import StoredReference
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("references", parents=[common], help=tr("引用关系"))
    parser.add_argument("id", metavar="ID", nargs="?")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        references = workspace.references(options.id)
    output.value([reference_json(reference) for reference in references], "\n".join(map(_line, references)))
    return 0


def _line(stored: StoredReference) -> str:
    reference = stored.reference
    target = " ".join(part for part in (reference.to_standard, reference.to_clause) if part)
    missing = "" if stored.resolved_document or not reference.to_standard else tr("（文库中没有）")
    return f"{stored.from_number or ''} → {target}{missing}"
