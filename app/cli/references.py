"""``references [ID]``: who refers to what, and whether the library holds it; ``--missing``: what it does not."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from app.cli.output import Output
from app.cli.render import missing_json, reference_json
from app.cli.types import Subparsers
from app.foundation.messages import tr
from app.library.catalogue import StoredReference
from app.library.references import missing_references
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("references", parents=[common], help=tr("引用关系"))
    parser.add_argument("id", metavar="ID", nargs="?")
    parser.add_argument("--missing", action="store_true", help=tr("只列被引用而文库中没有的"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        references = workspace.references(options.id)
        names = {entry.id: entry.source.standard for entry in workspace.documents()}
    if options.missing:
        missing = _missing(references, names)
        output.value(missing, "\n".join(map(_missing_line, missing)) or tr("被引用的文件文库里都有。"))
        return 0
    output.value([reference_json(reference) for reference in references], "\n".join(map(_line, references)))
    return 0


def _line(stored: StoredReference) -> str:
    reference = stored.reference
    target = " ".join(part for part in (reference.to_standard, reference.to_clause) if part)
    missing = "" if stored.resolved_document or not reference.to_standard else tr("（文库中没有）")
    return f"{stored.from_number or ''} → {target}{missing}"


def _missing(references: Sequence[StoredReference], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """``names`` gives by id what a reader calls a document."""
    citing: dict[str | None, list[StoredReference]] = {}
    for stored in references:
        citing.setdefault(stored.reference.to_standard, []).append(stored)
    return [missing_json(item, citing[item.to_standard], names) for item in missing_references(references)]


def _missing_line(missing: dict[str, Any]) -> str:
    places: dict[str, list[str]] = {}
    for cited in missing["cited_by"]:
        places.setdefault(cited["standard"], []).extend(filter(None, [cited["clause"]]))
    who = (f"{standard} {'、'.join(clauses)}".rstrip() for standard, clauses in places.items())
    return f"{missing['number'] or missing['title']} ← {'；'.join(who)}"
