"""``update show FILE``, ``update apply FILE``, ``update rollback``: a signed update from a stick, without a network."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app import __version__
from app.cli.output import Output
from app.cli.types import Subparsers
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths, application_folder
from app.installation.updates import Update, installed_updater
from app.installation.versions import Versions
from app.security.audit.entry import Data, Kind
from app.workspace.auditing import Auditing


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("update", help=tr("用签名的升级包升级，不联网"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, told, run in (
        ("show", tr("看一个升级包里有什么，能不能用在这里"), run_show),
        ("apply", tr("核对以后升级；上一版保留"), run_apply),
    ):
        action = actions.add_parser(name, parents=[common], help=told)
        action.add_argument("file", metavar="FILE", type=Path)
        action.set_defaults(run=run)
    actions.add_parser("rollback", parents=[common], help=tr("退回上一版")).set_defaults(run=run_rollback)


def run_show(options: argparse.Namespace, output: Output) -> int:
    update = installed_updater().look_at(options.file)
    output.value(_json(update), _told(update))
    return 0


def run_apply(options: argparse.Namespace, output: Output) -> int:
    update = installed_updater().apply(options.file, output.progress())
    _note(options, {"to": update.about.version, "models": list(update.models)})
    told = tr("已升级到 {version} 版，下次启动起作用。", version=update.about.version)
    output.value(_json(update), told if update.has_application else tr("模型已加入。"))
    return 0


def run_rollback(options: argparse.Namespace, output: Output) -> int:
    versions = Versions.around(application_folder())
    if versions is None:
        raise UserError(tr("这个程序是用系统的安装包装的。"), tr("请用系统的安装工具装回上一版的 .deb。"))
    version = versions.go_back()
    _note(options, {"back_to": version})
    output.value({"version": version}, tr("已退回 {version} 版，下次启动起作用。", version=version))
    return 0


def _note(options: argparse.Namespace, data: Data) -> None:
    """In the audit log of the workspace, where there is one."""
    audit = Auditing(WorkspacePaths(options.data.expanduser().absolute()))
    if audit.has_workspace:
        audit.note(Kind.UPDATE, data)


def _json(update: Update) -> dict[str, Any]:
    return {
        "version": update.about.version,
        "installed": __version__,
        "made": update.made,
        "application": update.has_application,
        "models": list(update.models),
        "bytes": update.size,
        "notes": update.about.notes,
    }


def _told(update: Update) -> str:
    lines = [
        tr("{version} 版，{made}，{size} MB", version=update.about.version, made=update.made, size=update.size // 10**6)
    ]
    lines += [tr("模型：{name}", name=name) for name in update.models]
    return "\n".join(lines + ([update.about.notes] if update.about.notes else []))
