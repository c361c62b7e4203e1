"""The small files of a workspace that a vault encrypts: settings, the window's state, keys. Others are none of it.

Which files these are and what encrypts them is said by whoever unlocks a workspace, for this process; nobody who reads
or writes one has to know whether there is a vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from app.foundation.errors import EnvironmentFault
from app.foundation.files import write_whole
from app.foundation.messages import tr

MAGIC = b"ZSVAULT\x01"
"""How every encrypted file begins. No text, JSON or key of ours does."""


class Locked(EnvironmentFault):
    """The workspace is encrypted, and nobody has given the passphrase."""

    kind = "locked"


class FileGuard(Protocol):
    """Encrypts and decrypts whole files; ``name`` is bound to the content, so that none is taken for another."""

    def closed(self, name: str, data: bytes) -> bytes:
        """As it lies on the disk, beginning with MAGIC."""

    def opened(self, name: str, data: bytes) -> bytes:
        """What ``closed`` was given. Raises EnvironmentFault where it was changed since."""


_guards: dict[Path, FileGuard] = {}


def guard(files: Iterable[Path], by: FileGuard) -> None:
    """From now on these files are encrypted, in this process."""
    _guards.update(dict.fromkeys((file.absolute() for file in files), by))


def unguard(files: Iterable[Path]) -> None:
    """Forget the keys of these files."""
    for file in files:
        _guards.pop(file.absolute(), None)


def read_guarded(path: Path) -> bytes:
    """What was written there. Raises OSError, Locked, EnvironmentFault for a file that is damaged."""
    data = path.read_bytes()
    by = _guards.get(path.absolute())
    if by is not None:
        return by.opened(path.name, data)
    if data.startswith(MAGIC):
        raise locked(path.parent)
    return data


def write_guarded(path: Path, data: bytes) -> None:
    """As ``write_whole``, encrypted where the file is guarded. Raises OSError."""
    by = _guards.get(path.absolute())
    write_whole(path, data if by is None else by.closed(path.name, data))


def locked(root: Path) -> Locked:
    """The error that tells a person how to go on."""
    return Locked(
        tr("工作区 {path} 已加锁。", path=root),
        tr("请输入口令；命令行用 --passphrase-file 文件 或 --passphrase-fd 编号 给出。"),
    )
