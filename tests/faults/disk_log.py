"""What a process and its children did to the files below a folder: recorded by strace, read into operations.

Only calls that change content, names or what is certain to be on the disk are kept, in the order in which the kernel
finished them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,creat,write,writev,pwrite64,pwritev,lseek,ftruncate,truncate,fsync,fdatasync,sync_file_range,rename,"
    "renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,fallocate"
)
LONGEST_WRITE = 1 << 24
"""Bytes of a call that strace keeps."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``kind``: create, truncate, write, sync, rename, link, unlink, mkdir or rmdir. Paths are absolute."""

    kind: str
    path: str
    to: str = ""
    offset: int = 0
    data: bytes = b""


class NotUnderstood(Exception):
    """A call that changes a file and that this reader does not follow."""


def is_possible() -> bool:
    return shutil.which("strace") is not None


def record(command: Sequence[str | Path], log: Path) -> int:
    """Run the command under strace; its exit code."""
    strace = ["strace", "-f", "-y", "-xx", "-s", str(LONGEST_WRITE), "-qq", "--signal=none", "-e", f"trace={CALLS}"]
    return subprocess.run([*strace, "-o", log, *command], check=False).returncode


_LINE = re.compile(rb"^(\d+) +(.*)$")
_UNFINISHED = b" <unfinished ...>"
_RESUMED = re.compile(rb"^<\.\.\. (\w+) resumed>(.*)$")
_CALL = re.compile(rb"^(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+)(?:<(.*?)>)?(?: .*)?$", re.DOTALL)
_PIECES = re.compile(rb'"((?:[^"\\]|\\.)*)"(\.\.\.)?')
_HANDLE = re.compile(rb"^(?:AT_FDCWD|\d+)<(.*?)>")


def operations(log: Path, below: Path) -> Iterator[Operation]:
    """Those on paths below the folder. Raises NotUnderstood."""
    reader = _Reader(str(below))
    begun: dict[bytes, bytes] = {}
    with log.open("rb") as lines:
        for line in lines:
            found = _LINE.match(line.rstrip(b"\n"))
            if found is None:
                continue
            thread, rest = found.groups()
            if rest.endswith(_UNFINISHED):
                begun[thread] = rest.removesuffix(_UNFINISHED)
                continue
            resumed = _RESUMED.match(rest)
            if resumed is not None:
                rest = begun.pop(thread, b"") + resumed[2]
            call = _CALL.match(rest)
            if call is not None and not call[3].startswith(b"-"):
                yield from reader.read(call[1].decode(), call[2], int(call[3], 0), _plain(call[4] or b""))


class _Reader:
    """Keeps where each open file is written next: strace names files, not their positions."""

    def __init__(self, below: str) -> None:
        self._below = below
        self._positions: dict[tuple[str, bytes], int] = {}
        self._appending: set[tuple[str, bytes]] = set()

    def read(self, call: str, arguments: bytes, result: int, opened: str) -> Iterator[Operation]:
        handle = arguments.split(b"<", 1)[0]
        path = _handle_path(arguments)
        texts = [_plain(piece[1]) for piece in _PIECES.finditer(arguments)]
        if call in ("openat", "creat"):
            yield from self._open(arguments, opened, str(result).encode())
        elif call in ("rename", "renameat", "renameat2", "link", "linkat"):
            old, new = _pair(arguments, texts)
            if self._is_ours(old) or self._is_ours(new):
                yield Operation("rename" if call.startswith("rename") else "link", old, new)
        elif call in ("unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"):
            target = _joined(path, texts[0])
            kind = "rmdir" if b"AT_REMOVEDIR" in arguments or call == "rmdir" else call.removesuffix("at")
            if self._is_ours(target):
                yield Operation(kind, target)
        elif call == "truncate":
            if self._is_ours(texts[0]):
                yield Operation("truncate", texts[0], offset=int(arguments.rsplit(b",", 1)[1]))
        elif path is not None and self._is_ours(path):
            yield from self._on_open(call, (path, handle), arguments, result)

    def _open(self, arguments: bytes, opened: str, handle: bytes) -> Iterator[Operation]:
        if not self._is_ours(opened):
            return
        self._positions[opened, handle] = 0
        self._appending.discard((opened, handle))
        if b"O_APPEND" in arguments:
            self._appending.add((opened, handle))
        if b"O_CREAT" in arguments:
            yield Operation("create", opened)
        if b"O_TRUNC" in arguments:
            yield Operation("truncate", opened)

    def _on_open(self, call: str, key: tuple[str, bytes], arguments: bytes, result: int) -> Iterator[Operation]:
        path = key[0]
        if call in ("write", "pwrite64"):
            piece = _PIECES.search(arguments)
            if piece is None or piece[2]:
                raise NotUnderstood(f"{call} on {path}: its data are cut off")
            data = _bytes(piece[1])[:result]
            at = int(arguments.rsplit(b",", 1)[1]) if call == "pwrite64" else self._positions.get(key, 0)
            if call == "write":
                self._positions[key] = at + result
            yield Operation("write", path, offset=-1 if key in self._appending else at, data=data)
        elif call == "lseek":
            self._positions[key] = result
        elif call == "ftruncate":
            yield Operation("truncate", path, offset=int(arguments.rsplit(b",", 1)[1]))
        elif call in ("fsync", "fdatasync"):
            yield Operation("sync", path)
        elif call != "sync_file_range":
            raise NotUnderstood(f"{call} on {path}")

    def _is_ours(self, path: str) -> bool:
        return path.startswith(self._below + "/") or path == self._below


def _handle_path(arguments: bytes) -> str | None:
    found = _HANDLE.match(arguments)
    return _plain(found[1]) if found else None


def _joined(folder: str | None, name: str) -> str:
    return name if name.startswith("/") or folder is None else f"{folder}/{name}"


def _pair(arguments: bytes, texts: Sequence[str]) -> tuple[str, str]:
    """Old and new path of a call that has two, each perhaps with its folder's handle."""
    folders = [_plain(found) for found in re.findall(rb"(?:AT_FDCWD|\b\d+)<(.*?)>", arguments)]
    if len(folders) < len(texts):
        folders = [""] * len(texts)
    old, new = (_joined(folder or None, text) for folder, text in zip(folders, texts, strict=True))
    return old, new


def _bytes(text: bytes) -> bytes:
    r"""Of strace's "\x2f\x74…"."""
    return bytes.fromhex(text.replace(b"\\x", b"").decode("ascii"))


def _plain(text: bytes) -> str:
    return _bytes(text).decode("utf-8", "surrogateescape") if b"\\x" in text else text.decode("utf-8")
