"""Versions of the program beside each other, one of them current.

    PREFIX/versions/0.2.0/…      one folder a version, never changed once it is there
    PREFIX/current               a link to the folder of the version that starts
    PREFIX/previous              a link to the one before, if any

Switching is one rename of a link: whoever starts the program gets the old version or the new one, whole. Where a
system package owns the files (.deb, the Windows installer) there is no such prefix and its own tools update.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import PARTIAL, sync
from app.foundation.messages import tr

CURRENT, PREVIOUS, VERSIONS = "current", "previous", "versions"
PROGRAM = "zhunsheng"
"""In the folder of a version."""
_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)


def version_key(version: str) -> tuple[int, int, int]:
    """ "0.10.0" comes after "0.9.2". Raises ValueError for what is no version."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is no version")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


@dataclass(frozen=True, slots=True)
class Versions:
    prefix: Path

    @classmethod
    def around(cls, folder: Path) -> Versions | None:
        """The prefix that a program's folder belongs to; None where something else owns its files."""
        versions = folder.resolve().parent
        prefix = versions.parent
        return cls(prefix) if versions.name == VERSIONS and (prefix / CURRENT).is_symlink() else None

    @property
    def current(self) -> str:
        """The version that starts. Raises EnvironmentFault for a link that is lost."""
        name = self._linked(CURRENT)
        if name is None:
            raise EnvironmentFault(
                tr("{path} 不见了，不知道装的是哪一版。", path=self.prefix / CURRENT), tr("请重新运行安装程序。")
            )
        return name

    @property
    def previous(self) -> str | None:
        return self._linked(PREVIOUS)

    def folder(self, version: str) -> Path:
        return self.prefix / VERSIONS / version

    def unfinished(self, version: str) -> Path:
        """Where a version is laid down before it is whole; what an earlier try has left there is gone."""
        partial = self.prefix / VERSIONS / (version + PARTIAL)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        return partial

    def adopt(self, partial: Path, version: str) -> None:
        """Let a version that is whole and synced start from now on; the one before stays, older ones go."""
        folder = self.folder(version)
        if folder.exists():  # left by a try that was killed before the switch
            shutil.rmtree(folder)
        partial.rename(folder)
        sync(folder.parent)
        before = self._linked(CURRENT)
        if before is not None and before != version:
            self._link(PREVIOUS, before)
        self._link(CURRENT, version)
        self._drop_old()

    def go_back(self) -> str:
        """Start the version before from now on; gives it. Raises UserError where there is none."""
        previous = self.previous
        if previous is None:
            raise UserError(tr("没有可以退回的上一版。"), tr("升级时才会留下上一版。"))
        current = self.current
        self._link(CURRENT, previous)
        self._link(PREVIOUS, current)
        return previous

    def _linked(self, name: str) -> str | None:
        link = self.prefix / name
        if not link.is_symlink():
            return None
        target = os.readlink(link)
        return Path(target).name if (self.prefix / target).is_dir() else None

    def _link(self, name: str, version: str) -> None:
        """Relative, so that the whole prefix may be moved; in one rename."""
        fresh = self.prefix / (name + PARTIAL)
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path(VERSIONS) / version)
        fresh.replace(self.prefix / name)
        sync(self.prefix)

    def _drop_old(self) -> None:
        kept = {self._linked(CURRENT), self._linked(PREVIOUS)}
        for folder in (self.prefix / VERSIONS).iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
