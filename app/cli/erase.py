"""``erase``: delete everything that the workspace holds."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.signing_in import add_sign_in, audit_of
from app.cli.types import Subparsers
from app.foundation.errors import UserError
from app.foundation.messages import enumerated, tr
from app.foundation.paths import WorkspacePaths
from app.workspace.erasing import bytes_held, erase

MEGABYTE = 1_000_000


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("erase", parents=[common], help=tr("抹去工作区的全部数据，无法找回"))
    parser.add_argument("--yes", action="store_true", help=tr("确实要抹去"))
    add_sign_in(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    """Nothing is deleted without ``--yes``."""
    paths = WorkspacePaths(options.data.expanduser().absolute())
    held = bytes_held(paths)
    if not options.yes:
        told = tr(
            "{path} 里有 {size:.1f} MB 的文件副本、条款、对话、设置和日志。", path=paths.root, size=held / MEGABYTE
        )
        raise UserError(told, tr("确实要全部抹去，加上 --yes；删除后无法找回。"))
    erased = erase(paths, audit_of(options))
    left = [str(path) for path in erased.left]
    if left:
        output.note(tr("这些没有删除，还在 {folder} 里：{files}", folder=paths.root, files=enumerated(left)))
    output.value(
        {"erased": str(erased.root), "bytes": erased.size, "left": left, "audit_log": str(erased.log)},
        tr("已抹去 {path} 的全部数据（{size:.1f} MB）。", path=erased.root, size=erased.size / MEGABYTE)
        + "\n"
        + tr("审计日志留在 {folder}。", folder=erased.log),
    )
    return 0
