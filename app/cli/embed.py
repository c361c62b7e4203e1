"""``embed``: finish the vectors that are missing. ``rebuild``: make the index anew from what is stored."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.types import Subparsers
from app.cli.writing import open_for_writing
from app.foundation.messages import tr


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("embed", parents=[common], help=tr("补齐尚缺的向量"))
    parser.set_defaults(run=run_embed)
    parser = commands.add_parser("rebuild", parents=[common], help=tr("由目录重建索引"))
    parser.set_defaults(run=run_rebuild)


def run_embed(options: argparse.Namespace, output: Output) -> int:
    with open_for_writing(options.data, output) as workspace:
        result = workspace.embed(output.progress())
    value = {"embedded": result.embedded, "remaining": result.remaining, "seconds": result.seconds}
    output.value(value, tr("已算 {done}，尚缺 {left}", done=result.embedded, left=result.remaining))
    return 0


def run_rebuild(options: argparse.Namespace, output: Output) -> int:
    with open_for_writing(options.data, output) as workspace:
        seconds = workspace.rebuild_index(output.progress())
    output.value({"seconds": seconds}, tr("索引已重建，用时 {seconds} 秒", seconds=seconds))
    return 0
