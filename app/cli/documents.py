"""``documents``, ``document ID`` and ``remove ID``: what the library holds."""

from __future__ import annotations

import argparse

from app.cli.ingest import note_waiting
from app.cli.output import Output
from app.cli.render import document_json
from app.cli.types import Subparsers
from app.domain.names import status_name
from app.foundation.messages import tr
from app.library.catalogue import Entry
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("documents", parents=[common], help=tr("列出文件"))
    parser.add_argument("--collection", metavar="NAME", help=tr("文库名"))
    parser.set_defaults(run=run_documents)
    parser = commands.add_parser("document", parents=[common], help=tr("一个文件的信息"))
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run_document)
    parser = commands.add_parser("remove", parents=[common], help=tr("从文库中删除文件（原文件不动）"))
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run_remove)


def run_documents(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entries = workspace.documents(options.collection)
        note_waiting(workspace, output)
    output.value([document_json(entry) for entry in entries], "\n".join(map(_line, entries)) or tr("文库是空的。"))
    return 0


def run_document(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entry = workspace.document(options.id)
    value = document_json(entry)
    output.value(value, "\n".join(f"{name}: {shown}" for name, shown in value.items() if shown not in (None, [])))
    return 0


def run_remove(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data, writing=True) as workspace:
        entry = workspace.document(options.id)
        workspace.remove(entry.id)
    output.value({"document_id": entry.id, "removed": True}, tr("已删除 {file}", file=entry.file))
    return 0


def _line(entry: Entry) -> str:
    name = " ".join(part for part in (entry.metadata.number, entry.metadata.title) if part) or entry.file
    status = status_name(entry.metadata.status)
    return f"{entry.id}  {status}  {name}  " + tr("{clauses} 条", clauses=entry.clauses)
