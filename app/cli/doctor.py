"""``doctor``: what this machine can do, and what is missing."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import Any

from app import __version__
from app.assistant.steps import Step
from app.cli.model_steps import EMBEDDING, ModelSteps, model_steps
from app.cli.output import Output
from app.cli.types import Subparsers
from app.foundation.messages import tr
from app.foundation.paths import bundled_font
from app.ingest.ocr.engine import is_installed as has_ocr
from app.runtime.fitting import GIB, memory_needed
from app.runtime.gpus import gpu_names
from app.runtime.hardware import Machine, probe_machine
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelRole
from app.security.offline import is_enforced

NEEDED_DISK = 4 * GIB
"""The starter models and a library of some thousand pages."""


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("doctor", parents=[common], help=tr("检查本机条件"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    machine = probe_machine()
    catalogue = ModelCatalogue()
    entries = [state.entry for state in catalogue.states() if state.path is not None]
    steps = model_steps(options.data, catalogue)
    installed = {role.value: [entry.id for entry in entries if entry.role is role] for role in ModelRole}
    free = shutil.disk_usage(_nearest_existing(options.data.expanduser())).free
    value: dict[str, Any] = {
        "version": __version__,
        "cpu": machine.cpu,
        "cpu_features": list(machine.features),
        "cores": machine.usable_cpus,
        "memory_bytes": machine.memory_total,
        "memory_available_bytes": machine.memory_available,
        "gpus": list(gpu_names()),
        "font": bundled_font().is_file(),
        "ocr": has_ocr(),
        "models": installed,
        "steps": steps.models,
        "disk_free_bytes": free,
        "offline": is_enforced().enforcement.value,
        "missing": [*_missing(machine, steps, free), *steps.faults, *_too_large(machine, catalogue, steps)],
    }
    output.value(value, _text(value, steps, is_enforced().detail))
    return 0


def _nearest_existing(path: Path) -> Path:
    """The folder itself, or the one above it whose disk it would be made on."""
    places = (path, *path.absolute().parents)
    return next(place for place in places if os.access(place, os.F_OK))


def _missing(machine: Machine, steps: ModelSteps, free: int) -> list[str]:
    """What keeps this machine from its full use, each with the next step."""
    missing = []
    if not machine.has_avx2:
        missing.append(tr("处理器没有 AVX2：向量检索改用较慢的精确比较。"))
    if steps.models[Step.ANSWER] is None:
        missing.append(tr("没有对话模型：只能用原文模式。运行 models fetch，或拷入模型文件夹。"))
    if steps.models[EMBEDDING] is None:
        missing.append(tr("没有向量模型：只按字词检索。运行 models fetch，或拷入模型文件夹。"))
    if not has_ocr():
        missing.append(tr("没有文字识别组件：扫描页读不出来。请用 Python 3.11 或 3.12 安装准绳。"))
    if not bundled_font().is_file():
        missing.append(tr("没有自带的中文字体：窗口改用系统字体。请重新安装准绳。"))
    if free < NEEDED_DISK:
        missing.append(tr("磁盘只剩 {gib:.1f} GiB：请腾出空间。", gib=free / GIB))
    return missing


def _too_large(machine: Machine, catalogue: ModelCatalogue, steps: ModelSteps) -> list[str]:
    """The models in use that this machine cannot hold, with the numbers."""
    told = []
    for model_id in dict.fromkeys(chosen for chosen in steps.models.values() if chosen is not None):
        needed = memory_needed(catalogue.require(model_id), 0)
        if needed > machine.memory_total:
            told.append(
                tr(
                    "模型 {name} 需要约 {needed:.1f} GB 内存，本机共有 {total:.1f} GB。请在设置中换一个小一些的模型。",
                    name=model_id,
                    needed=needed / GIB,
                    total=machine.memory_total / GIB,
                )
            )
    return told


def _text(value: dict[str, Any], steps: ModelSteps, offline: str) -> str:
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
        tr("各步骤的模型：{steps}", steps=steps.text()),
        tr("磁盘可用：{free:.1f} GiB", free=value["disk_free_bytes"] / GIB),
        offline,
    ]
    return "\n".join([*lines, *(f"! {item}" for item in value["missing"])])
