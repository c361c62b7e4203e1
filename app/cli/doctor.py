"""``doctor``: what this machine can do, and what is missing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.output import Output
from app.cli.types import Subparsers
from app.foundation.codec import to_plain
from app.foundation.errors import ZhunshengError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.runtime.fitting import GIB
from app.runtime.gpus import gpu_report
from app.runtime.hardware import probe_machine
from app.runtime.model_entry import ModelRole
from app.workspace import Workspace
from app.workspace.health import Health, examine, told_refusals
from app.workspace.soundness import Soundness


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("doctor", parents=[common], help=tr("检查本机条件"))
    parser.add_argument("--library", action="store_true", help=tr("并核对文库里的全部文件：目录、原件、索引"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    outdated, fault = _outdated(options.data)
    health = examine(options.data, probe_machine(), gpu_report(), outdated)
    machine = health.machine
    value: dict[str, Any] = {
        "version": health.version,
        "cpu": machine.cpu,
        "cpu_features": list(machine.features),
        "cores": machine.usable_cpus,
        "memory_bytes": machine.memory_total,
        "memory_available_bytes": machine.memory_available,
        "gpus": list(health.gpus),
        "font": health.has_font,
        "ocr": health.has_ocr,
        "models": {role.value: [entry.id for entry in health.models if entry.role is role] for role in ModelRole},
        "steps": health.steps.models,
        "disk_free_bytes": health.disk_free,
        "offline": health.offline.enforcement.value,
        "refused_attempts": [
            {"at": one.at.isoformat(), "process": one.who, "attempt": one.attempt} for one in health.refused
        ],
        "outdated": outdated,
        "missing": [*health.missing, *fault],
    }
    if not options.library:
        output.value(value, _text(value, health))
        return 0
    with Workspace.open(options.data) as workspace:
        soundness = workspace.upkeep.soundness(output.progress())
    value["library"] = to_plain(soundness)
    output.value(value, "\n".join([_text(value, health), *_told(soundness)]))
    return 0 if soundness.is_sound else 1


def _told(soundness: Soundness) -> list[str]:
    if soundness.is_sound:
        return [tr("文库：核对了 {n} 份文件，目录、原件和索引都与写入时相同。", n=soundness.documents)]
    return [f"! {problem}" for problem in soundness.problems]


def _outdated(data: Path) -> tuple[int, list[str]]:
    """How many documents were read by older rules, and why that cannot be told; looking makes no workspace."""
    if not WorkspacePaths(data.expanduser().absolute()).catalogue.exists():
        return 0, []
    try:
        with Workspace.open(data) as workspace:
            return len(workspace.upkeep.outdated()), []
    except ZhunshengError as error:
        return 0, [tr("没有打开工作区：{cause}", cause=f"{error.message} {error.hint}".rstrip())]


def _text(value: dict[str, Any], health: Health) -> str:
    lines = [
        tr("版本：{version}", version=value["version"]),
        tr("处理器：{cpu}，可用 {cores} 核", cpu=value["cpu"], cores=value["cores"]),
        tr(
            "内存：{total:.1f} GiB，可用 {free:.1f} GiB",
            total=value["memory_bytes"] / GIB,
            free=value["memory_available_bytes"] / GIB,
        ),
        tr("显卡：{gpus}", gpus="、".join(value["gpus"]) or tr("无可用显卡")),
        tr("模型：{models}", models="、".join(i for ids in value["models"].values() for i in ids) or tr("无")),
        tr("各步骤的模型：{steps}", steps=health.steps.text()),
        tr("磁盘可用：{free:.1f} GiB", free=value["disk_free_bytes"] / GIB),
        health.offline.detail,
        tr("被拒绝的联网企图：{told}", told=told_refusals(health.refused)),
    ]
    return "\n".join([*lines, *(f"! {item}" for item in value["missing"])])
