"""Commands of the contract whose time has not come: they say so politely, with exit code 2."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.types import Subparsers
from app.foundation.errors import UserError
from app.foundation.messages import tr

NOT_YET = ("evaluate", "pairs", "packs")


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    for name in NOT_YET:
        parser = commands.add_parser(name, parents=[common], help=tr("（尚未提供）"))
        parser.add_argument("rest", nargs=argparse.REMAINDER)
        parser.set_defaults(run=run, name=name)


def run(options: argparse.Namespace, output: Output) -> int:
    raise UserError(tr("这个版本还没有 {name} 命令。", name=options.name), tr("用 --help 查看已有的命令。"))
