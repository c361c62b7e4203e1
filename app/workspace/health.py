"""What this machine can do, and what is missing: for ``doctor`` and for the window's page of diagnostics."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.assistant.steps import Step
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths, bundled_font
from app.ingest.ocr.engine import is_installed as has_ocr
from app.runtime.fitting import GIB, memory_needed
from app.runtime.gpus import GpuReport
from app.runtime.hardware import Machine
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry
from app.security import refusals
from app.security.offline import OfflineRule, is_enforced
from app.security.refusals import Refusal
from app.workspace.model_steps import EMBEDDING, ModelSteps, catalogue_at, model_steps

NEEDED_DISK = 4 * GIB
"""The starter models and a library of some thousand pages."""


@dataclass(frozen=True, slots=True)
class Health:
    """``models`` are those installed; ``missing`` tells what keeps the machine from its full use, each with the next
    step. ``disk_free`` in bytes, on the disk of the workspace. ``refused``: attempts to reach the network, the
    oldest first.
    """

    version: str
    machine: Machine
    gpus: tuple[str, ...]
    has_font: bool
    has_ocr: bool
    models: tuple[ModelEntry, ...]
    steps: ModelSteps
    disk_free: int
    offline: OfflineRule
    refused: tuple[Refusal, ...]
    missing: tuple[str, ...]


def examine(data: Path, machine: Machine, gpus: GpuReport, outdated: int = 0) -> Health:
    """By the settings of a workspace, which need not exist yet; ``outdated`` is how many of its documents were read by
    older rules. Loads no model."""
    catalogue = catalogue_at(data)
    steps = model_steps(data, catalogue)
    free = shutil.disk_usage(_nearest_existing(data.expanduser())).free
    return Health(
        version=__version__,
        machine=machine,
        gpus=gpus.names,
        has_font=bundled_font().is_file(),
        has_ocr=has_ocr(),
        models=tuple(state.entry for state in catalogue.states() if state.path is not None),
        steps=steps,
        disk_free=free,
        offline=is_enforced(),
        refused=refusals.kept(WorkspacePaths(data.expanduser().absolute()).refusals),
        missing=(
            *_missing(machine, steps, free),
            *gpus.faults,
            *steps.faults,
            *_too_large(machine, catalogue, steps),
            *_outdated(outdated),
        ),
    )


def told_refusals(refused: Sequence[Refusal]) -> str:
    """How many attempts to reach the network were refused, and the last of them; for people."""
    if not refused:
        return tr("没有出现过")
    last = refused[-1]
    when = last.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return tr("{n} 次；最近一次 {when}，{attempt}", n=len(refused), when=when, attempt=last.attempt)


def _nearest_existing(path: Path) -> Path:
    """The folder itself, or the one above it whose disk it would be made on."""
    places = (path, *path.absolute().parents)
    return next(place for place in places if os.access(place, os.F_OK))


def _missing(machine: Machine, steps: ModelSteps, free: int) -> list[str]:
    """What keeps this machine from its full use, each with the next step."""
    missing = []
    if not machine.is_sufficient:
        missing.append(tr("处理器没有 SSE4.2：准绳不能在这台机器上运行。"))
    elif not machine.has_avx2:
        missing.append(tr("处理器没有 AVX2：向量检索改用较慢的精确比较。"))
    if steps.models[Step.ANSWER] is None:
        missing.append(tr("没有对话模型：只能用原文模式。可在窗口的“模型”页添加，或用命令 models fetch。"))
    if steps.models[EMBEDDING] is None:
        missing.append(tr("没有向量模型：只按字词检索。可在窗口的“模型”页添加，或用命令 models fetch。"))
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


def _outdated(count: int) -> list[str]:
    """The command is also how the window's page knows which button belongs to it."""
    if not count:
        return []
    return [
        tr(
            "{count} 份文件按较早的规则读入，重新读取后条款更准：在窗口的“诊断”页，或用命令 ingest --reread。",
            count=count,
        )
    ]
