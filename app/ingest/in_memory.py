"""A file of a vault for readers that want a path: its decrypted content lies in memory, never on a disk.

Linux: an anonymous file in memory, and a folder in the memory file system with a link to it, since formats are told by
suffixes; what readers put into temporary files goes to that folder too. Elsewhere there is no such place: there the
content is a temporary file of its owner's for as long as it is read (docs/vault.md).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

MEMORY = Path("/dev/shm")
PREFIX = "zhunsheng-read-"
DOCUMENT = "document"


@contextmanager
def readable(path: Path, data: bytes) -> Iterator[Path]:
    """The path itself where there is no ``data``; else one of the same suffix that holds them, while it is used."""
    if not data:
        yield path
        return
    memory = MEMORY if sys.platform == "linux" and os.access(MEMORY, os.W_OK) else None
    clear_left(memory)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=memory))
    before, variable = tempfile.tempdir, os.environ.get("TMPDIR")
    try:
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        with _content(folder / f"{DOCUMENT}{path.suffix}", data) as made:
            yield made
    finally:
        tempfile.tempdir = before
        os.environ.pop("TMPDIR", None)
        if variable is not None:
            os.environ["TMPDIR"] = variable
        shutil.rmtree(folder, ignore_errors=True)


def clear_left(memory: Path | None) -> None:
    """What a reader that was killed has left behind."""
    for folder in Path(memory or tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _content(path: Path, data: bytes) -> Iterator[Path]:
    if sys.platform != "linux":
        path.write_bytes(data)
        yield path
        return
    descriptor = os.memfd_create(DOCUMENT, os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        with suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
        path.symlink_to(f"/proc/self/fd/{descriptor}")
        yield path
    finally:
        os.close(descriptor)
