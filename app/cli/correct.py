"""``correct ID FIELD VALUE``: set a field of a document's metadata; ``--undo`` and ``--history``."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.render import correction_json, document_json
from app.cli.types import Subparsers, prose
from app.cli.writing import open_for_writing
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.correction_values import correctable_fields
from app.library.corrections import Correction
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "correct",
        parents=[common],
        help=tr("更正文件的信息"),
        description=tr("可以更正的有：{fields}", fields=" ".join(correctable_fields())),
    )
    parser.add_argument("id", metavar="ID")
    parser.add_argument("field", metavar="FIELD", nargs="?")
    parser.add_argument("value", metavar="VALUE", nargs="?", type=prose, help=tr("空的值把这一项清空"))
    parser.add_argument("--undo", action="store_true", help=tr("回到从文件读出的值"))
    parser.add_argument("--history", action="store_true", help=tr("列出所有的更正"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.history:
        return _history(options, output)
    if options.field is None or (options.value is None) != options.undo:
        raise UserError(
            tr("没有写更正什么。"), tr("用法：correct ID FIELD VALUE，correct ID FIELD --undo，或 correct ID --history")
        )
    with open_for_writing(options.data, output) as workspace:
        if options.undo:
            correction = workspace.corrections.take_back(options.id, options.field)
        else:
            correction = workspace.corrections.correct(options.id, options.field, options.value)
        entry = workspace.document(options.id)
    shown = document_json(entry)[correction.field]
    value = {"correction": correction_json(correction), "document": document_json(entry)}
    output.value(value, f"{correction.field}: {shown}")
    return 0


def _history(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        steps = workspace.corrections.history(options.id)
    output.value([correction_json(step) for step in steps], "\n".join(map(_line, steps)) or tr("没有更正过。"))
    return 0


def _line(step: Correction) -> str:
    now = tr("（回到读出的值）") if step.value is None else step.value
    return f"{step.made}  {step.field}: {step.before} → {now}"
