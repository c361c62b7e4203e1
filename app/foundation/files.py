"""Files that a power cut leaves whole: written beside, synced, renamed, and the rename synced too."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE_FILE = 0o600
PARTIAL = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """The old file or the new one, readable by its owner alone, also when two processes write it. Raises OSError."""
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
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


def sync(path: Path) -> None:
    """A file or a folder, to the disk. Windows syncs neither folders nor files opened for reading: nothing there."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
