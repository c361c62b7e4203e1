"""``terms [ID] [--find WORD]``: the glossary of a document or of the library."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.output import Output
from app.cli.types import Subparsers, prose
from app.foundation.messages import tr
from app.library.glossary import GlossaryEntry
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("terms", parents=[common], help=tr("术语表"))
    parser.add_argument("id", metavar="ID", nargs="?")
    parser.add_argument("--find", metavar="WORD", type=prose, default="", help=tr("只列含这个词的术语"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entries = workspace.glossary(options.id, options.find)
        standards = {entry.id: entry.source.standard for entry in workspace.documents()}
    values = [_entry_json(entry, standards[entry.document_id]) for entry in entries]
    output.value(values, "\n".join(map(_line, values)) or tr("没有这样的术语。"))
    return 0


def _entry_json(entry: GlossaryEntry, standard: str) -> dict[str, Any]:
    return {
        "term": entry.term.term,
        "english": entry.term.english,
        "synonyms": list(entry.term.synonyms),
        "definition": entry.term.definition,
        "document_id": entry.document_id,
        "standard": standard,
        "clause": entry.clause,
        "clause_id": entry.term.clause_id,
    }


def _line(value: dict[str, Any]) -> str:
    names = "；".join(filter(None, [value["term"], value["english"], *value["synonyms"]]))
    source = " ".join(filter(None, [value["standard"], value["clause"]]))
    return f"{names}（{source}）\n    {value['definition']}"
