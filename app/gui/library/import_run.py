"""One piece of adding work, from the drop to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.ingest.lines import OcrMode, ReadOptions

if TYPE_CHECKING:
    from app.workspace.adding import AddResult

OnResult = Callable[["AddResult"], None]
Work = Callable[[Progress, OnResult], object]


@dataclass(slots=True, eq=False)
class Run:
    """What ``is_queued`` stands in the library's queue once it ``has_begun``, and is finished from there; other work
    is done again from its beginning."""

    work: Work
    is_queued: bool
    is_wish: bool = False
    """Whether a person has handed these files in, now."""
    has_begun: bool = False
    token: CancelToken = field(default_factory=CancelToken)
    beginning: threading.Lock = field(default_factory=threading.Lock)
    """Held while the files go into the queue, by whichever thread is first."""

    @property
    def must_be_repeated(self) -> bool:
        return not (self.is_queued and self.has_begun)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a window leaves to the one in its place, besides the library's own queue."""

    is_paused: bool
    collection: str | None
    works: tuple[Work, ...]
    is_under_way: bool = False
    results: tuple[AddResult, ...] = ()
    """Of the files of the run that are done."""


def read_options(*, recognise: bool) -> ReadOptions:
    """``recognise`` reads every page by text recognition, also where it prints text."""
    return ReadOptions(ocr=OcrMode.ALWAYS if recognise else OcrMode.AUTO)


@dataclass(frozen=True, slots=True)
class AddSummary:
    """How a run of adding ended, counted in files. With an ``error`` the run itself broke off, not one file."""

    finished: int
    failed: int
    partial: int
    was_cancelled: bool = False
    error: BaseException | None = None


def summary_text(summary: AddSummary, unread: int = 0) -> str:
    """How it ended, for a person; ``unread`` files were set aside, now or by an earlier stop."""
    good = summary.finished - summary.failed
    if unread and not summary.finished and not summary.was_cancelled and summary.error is None:
        return tr("上次停止添加时还有 {count} 个文件没有读，列在下表。", count=unread)
    parts = [_ending(summary)]
    if good or not unread:
        parts.append(tr("{count} 个文件可用。", count=good))
    if summary.partial:
        parts.append(tr("其中 {count} 个只读出一部分。", count=summary.partial))
    if summary.failed:
        parts.append(tr("{count} 个未能添加，原因和办法见下表。", count=summary.failed))
    if unread:
        parts.append(tr("还有 {count} 个没有读，列在下表。", count=unread))
    return " ".join(parts)


def _ending(summary: AddSummary) -> str:
    if summary.error is not None:
        return tr("添加没有完成。")
    return tr("已停止。") if summary.was_cancelled else tr("添加完毕。")
