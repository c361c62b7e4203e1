"""A file of a vault for readers that want a path: its decrypted content lies in memory, never on a disk.

Linux: a folder of its owner's alone in the memory file system (tmpfs), gone when it is read; what readers put into
temporary files goes there too. An anonymous file (memfd) would leave nothing even after a kill, but PDFium's binding
resolves the path that it is given, and there is none. Elsewhere there is no such place: there the content is a
temporary file of its owner's for as long as it is read (docs/vault.md).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from app.foundation.files import PRIVATE_FILE

MEMORY = Path("/dev/shm")
PREFIX = "zhunsheng-read-"
DOCUMENT = "document"


@contextmanager
def readable(path: Path, data: bytes) -> Iterator[Path]:
    """The path itself where there is no ``data``; else one of the same suffix that holds them, while it is used."""
    if not data:
        yield path
        return
    clear_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=_place()))
    before, variable = tempfile.tempdir, os.environ.get("TMPDIR")
    try:
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        made = folder / f"{DOCUMENT}{path.suffix}"
        made.touch(mode=PRIVATE_FILE)
        made.write_bytes(data)
        yield made
    finally:
        tempfile.tempdir = before
        os.environ.pop("TMPDIR", None)
        if variable is not None:
            os.environ["TMPDIR"] = variable
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path:
    return MEMORY if sys.platform == "linux" and os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def clear_left() -> None:
    """What a reader that was killed has left behind."""
    for folder in _place().glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
