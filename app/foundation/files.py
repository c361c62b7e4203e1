"""Files that a power cut leaves whole: written beside, synced, renamed, and the rename synced too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import BinaryIO

PRIVATE_FILE = 0o600
PARTIAL = ".part"
KEPT_OF_NAME = 50
"""Characters: with what is added, a name of the longest characters stays below the 255 bytes that systems allow."""


def write_whole(path: Path, data: bytes) -> None:
    """As ``whole_file``, of what is at hand. Raises OSError."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """To be written into: the old file stays until the new one is whole, readable by its owner alone, also when two
    processes write it; where the body raises, it stays for good. What lies at the name of the unfinished file is not
    written into: in a folder that others share it may be theirs. Raises OSError."""
    partial = path.with_name(f"{path.name[:KEPT_OF_NAME]}.{os.getpid()}-{get_ident():x}{PARTIAL}")
    partial.unlink(missing_ok=True)
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        rename_whole(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def rename_whole(partial: Path, path: Path) -> None:
    """Put a synced file in the place of another for good. Raises OSError."""
    partial.replace(path)
    sync(path.parent)


def bytes_below(path: Path) -> int:
    """Of a file, or of all files below a folder; what goes away meanwhile does not count."""
    files = path.rglob("*") if path.is_dir() else (path,)
    total = 0
    for file in files:
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def sync(path: Path) -> None:
    """A file or a folder, to the disk. Windows syncs neither folders nor files opened for reading: nothing there."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
