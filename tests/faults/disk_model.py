"""A disk that forgets: applies recorded operations, and tells what a power cut may leave of them.

What is certain: the content of a file up to its last sync, and names up to the last sync of their folder. What came
later is kept in part: changes of names up to some point in their order (filesystems keep a journal of them), writes one
by one or by sectors, in any order; a file may have its new length before its content (zeros).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.disk_log import Operation

SECTOR = 512


@dataclass(slots=True, eq=False)
class _File:
    """``synced`` is certain; ``pending`` are writes and truncations (offset, data or None) since."""

    content: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Naming:
    """A change of names: what each of these paths means from then on (None: nothing, a _File, or a folder)."""

    folders: frozenset[str]
    becomes: tuple[tuple[str, _File | str | None], ...]


_FOLDER = "folder"


class Disk:
    """Paths are absolute in the recording; ``root`` exists from the beginning."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._names: dict[str, _File | str] = {self._root: _FOLDER}
        self._certain: dict[str, _File | str] = dict(self._names)
        self._changes: list[_Naming] = []

    def apply(self, operation: Operation) -> None:
        """In the order of the recording."""
        getattr(self, f"_{operation.kind}")(operation)

    def files(self) -> dict[str, bytes]:
        """As a machine that goes on sees them, by path below the root."""
        return {
            self._relative(path): bytes(entry.content)
            for path, entry in self._names.items()
            if isinstance(entry, _File)
        }

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """One of the states that may be found; None is a folder."""
        names = dict(self._certain)
        for change in self._changes[: chance.randint(0, len(self._changes))]:
            _rename(names, change)
        left: dict[str, bytes | None] = {}
        for path in sorted(names):
            entry = names[path]
            if path != self._root and self._has_folder(path, names):
                left[self._relative(path)] = None if isinstance(entry, str) else _torn(entry, chance)
        return left

    # ---- operations

    def _create(self, operation: Operation) -> None:
        if operation.path not in self._names:
            self._change(operation.path, (operation.path, _File()))

    def _mkdir(self, operation: Operation) -> None:
        self._change(operation.path, (operation.path, _FOLDER))

    def _truncate(self, operation: Operation) -> None:
        file = self._file(operation.path)
        if len(file.content) != operation.offset:
            _cut(file.content, operation.offset)
            file.pending.append((operation.offset, None))

    def _write(self, operation: Operation) -> None:
        file = self._file(operation.path)
        at = len(file.content) if operation.offset < 0 else operation.offset
        _put(file.content, at, operation.data)
        file.pending.append((at, operation.data))

    def _sync(self, operation: Operation) -> None:
        entry = self._names.get(operation.path)
        if isinstance(entry, _File):
            entry.synced, entry.pending = bytes(entry.content), []
            # a file whose name is not certain would be lost with its content: filesystems write its naming along
            self._settle({operation.path})
        elif entry is not None:
            self._settle({operation.path})

    def _rename(self, operation: Operation) -> None:
        moved = [path for path in self._names if path == operation.path or path.startswith(operation.path + "/")]
        gone: list[tuple[str, _File | str | None]] = [(path, None) for path in moved]
        here = [(operation.to + path[len(operation.path) :], self._names[path]) for path in moved]
        self._change(operation.to, *gone, *here, also=operation.path)

    def _link(self, operation: Operation) -> None:
        self._change(operation.to, (operation.to, self._names[operation.path]))

    def _unlink(self, operation: Operation) -> None:
        self._change(operation.path, (operation.path, None))

    _rmdir = _unlink

    # ---- names

    def _change(self, path: str, *becomes: tuple[str, _File | str | None], also: str = "") -> None:
        touched = frozenset(
            {str(PurePosixPath(path).parent), path, *([str(PurePosixPath(also).parent)] if also else [])}
        )
        change = _Naming(touched, becomes)
        _rename(self._names, change)
        self._changes.append(change)

    def _settle(self, synced: set[str]) -> None:
        """Everything up to the last change that one of these is part of is certain: a journal is written in order."""
        last = max((at for at, change in enumerate(self._changes) if change.folders & synced), default=-1)
        for change in self._changes[: last + 1]:
            _rename(self._certain, change)
        del self._changes[: last + 1]

    def _file(self, path: str) -> _File:
        entry = self._names.get(path)
        if not isinstance(entry, _File):
            raise AssertionError(f"written, but never created: {path}")
        return entry

    def _has_folder(self, path: str, names: dict[str, _File | str]) -> bool:
        parent = str(PurePosixPath(path).parent)
        return parent == self._root or (names.get(parent) == _FOLDER and self._has_folder(parent, names))

    def _relative(self, path: str) -> str:
        return path[len(self._root) + 1 :]


def lay_out(state: dict[str, bytes | None], folder: Path) -> None:
    """Write a state into an empty folder."""
    folder.mkdir(parents=True, mode=0o700)
    for path, content in sorted(state.items()):
        target = folder / path
        if content is None:
            target.mkdir(mode=0o700)
        else:
            target.write_bytes(content)
            target.chmod(0o600)


def _rename(names: dict[str, _File | str], change: _Naming) -> None:
    for path, entry in change.becomes:
        if entry is None:
            names.pop(path, None)
        else:
            names[path] = entry


def _put(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _cut(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))


def _torn(file: _File, chance: random.Random) -> bytes:
    """What the disk holds of a file: all, nothing or some of the pending writes; a length without its content."""
    content = bytearray(file.synced)
    fate = chance.choice(("all", "none", "some", "zeros"))
    for at, data in file.pending:
        if fate == "none" or (fate == "some" and chance.random() < 0.5):
            continue
        if data is None:
            _cut(content, at)
        elif fate == "zeros" and at + len(data) > len(content) and chance.random() < 0.5:
            _put(content, at, bytes(len(data)))
        elif fate == "some" and chance.random() < 0.3:
            _put(content, at, data[: chance.randrange(0, len(data) + SECTOR, SECTOR)])
        else:
            _put(content, at, data)
    return bytes(content)
