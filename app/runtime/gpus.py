"""The graphics processors that llama.cpp could use here, asked in a worker process: drivers crash too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import WorkerFailed, ZhunshengError
from app.foundation.messages import tr
from app.foundation.workers import JSON, WorkerContext, WorkerProcess
from app.runtime.backends import backends, strangers
from app.runtime.threads import llama_version

SECONDS = 30.0
"""A driver that takes longer to say what there is, is of no use either."""


@dataclass(frozen=True, slots=True)
class GpuReport:
    """``names`` as the drivers give them. ``faults``: why backends that are there are of no use, each a sentence."""

    names: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    is_safe: bool = True
    """Whether the drivers answered: a model that asks them again would else end as their asking did."""


class GpuService:
    """Runs in the worker."""

    def report(self, context: WorkerContext) -> JSON:
        """GpuReport."""
        from app.runtime.llama import gpus, load_gpu_backends

        faults = tuple(loaded.fault for loaded in load_gpu_backends() if loaded.fault)
        report: JSON = to_plain(GpuReport(tuple(gpu.name for gpu in gpus()), faults))
        return report


def gpu_report() -> GpuReport:
    """Asks the drivers, which takes a second."""
    with WorkerProcess("app.runtime.gpus:GpuService", name="gpus") as worker:
        try:
            report = from_plain(worker.call("report", {}, timeout=SECONDS).value, GpuReport)
        except WorkerFailed as error:
            report = GpuReport(faults=_of_crash(error), is_safe=False)
        except ZhunshengError:
            report = GpuReport()
    return GpuReport(report.names, (*report.faults, *_of_strangers()), report.is_safe)


@cache
def drivers_are_safe() -> bool:
    """Whether a model may ask the drivers: true without backends. Asked once, in a process of its own."""
    return not backends() or gpu_report().is_safe


def _of_crash(error: WorkerFailed) -> tuple[str, ...]:
    names = "、".join(backend.path.name for backend in backends())
    if not names:  # llama.cpp itself, which a model will tell
        return ()
    told = tr(
        "显卡组件 {file} 使进程出错（{cause}），模型改用处理器。请更新显卡驱动。", file=names, cause=error.message
    )
    return (told,)


def _of_strangers() -> tuple[str, ...]:
    """Only where the right one is not there, too: an old one left behind does no harm."""
    if backends():
        return ()
    return tuple(
        tr(
            "显卡组件 {file} 是为 llama.cpp {other} 做的，没有载入。请安装与本程序一同发布的组件（{version}）。",
            file=path.name,
            other=path.parent.name,
            version=llama_version(),
        )
        for path in strangers()
    )
