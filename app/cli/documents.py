"""``documents``, ``document ID`` and ``remove ID``: what the library holds."""

from __future__ import annotations

import argparse

from app.cli.ingest import note_waiting
from app.cli.output import Output
from app.cli.render import document_json
from app.cli.types import Subparsers, day
from app.cli.writing import open_for_writing
from app.domain.names import status_name
from app.foundation.messages import tr
from app.library.catalogue import Entry
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("documents", parents=[common], help=tr("列出文件"))
    parser.add_argument("--collection", metavar="NAME", help=tr("文库名"))
    _add_as_of(parser)
    parser.set_defaults(run=run_documents)
    parser = commands.add_parser("document", parents=[common], help=tr("一个文件的信息"))
    parser.add_argument("id", metavar="ID")
    _add_as_of(parser)
    parser.set_defaults(run=run_document)
    parser = commands.add_parser("remove", parents=[common], help=tr("从文库中删除文件（原文件不动）"))
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run_remove)


def run_documents(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entries = workspace.documents(options.collection, options.as_of)
        note_waiting(workspace, output)
    output.value([document_json(entry) for entry in entries], "\n".join(map(_line, entries)) or tr("文库是空的。"))
    return 0


def run_document(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entry = workspace.document(options.id, options.as_of)
    value = document_json(entry)
    shown = {name: _words(content) for name, content in value.items() if content not in (None, [], False)}
    output.value(value, "\n".join(f"{name}: {words}" for name, words in shown.items()))
    return 0


def run_remove(options: argparse.Namespace, output: Output) -> int:
    with open_for_writing(options.data, output) as workspace:
        entry = workspace.document(options.id)
        warnings = workspace.remove(entry.id)
    for warning in warnings:
        output.note(warning)
    output.value({"document_id": entry.id, "removed": True}, tr("已删除 {file}", file=entry.file))
    return 0


def _add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="DATE", help=tr("按这一天判断状态"))


def _words(content: object) -> str:
    """A value as text; the steps of a law's history one after another."""
    if not isinstance(content, list):
        return str(content)
    return "；".join(" ".join(item.values()) if isinstance(item, dict) else str(item) for item in content)


def _line(entry: Entry) -> str:
    name = " ".join(part for part in (entry.metadata.number, entry.metadata.title) if part) or entry.file
    status = status_name(entry.metadata.status)
    return f"{entry.id}  {status}  {name}  " + tr("{clauses} 条", clauses=entry.clauses)
