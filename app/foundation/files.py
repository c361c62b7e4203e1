"""Files that a power cut leaves whole: written beside, synced, renamed, and the rename synced too."""

from __future__ import annotations

import os
from pathlib import Path
from threading import get_ident

PRIVATE_FILE = 0o600
PARTIAL = ".part"
KEPT_OF_NAME = 50
"""Characters: with what is added, a name of the longest characters stays below the 255 bytes that systems allow."""


def write_whole(path: Path, data: bytes) -> None:
    """The old file or the new one, readable by its owner alone, also when two processes write it. What lies at the
    name of the unfinished file is not written into: in a folder that others share it may be theirs. Raises OSError."""
    partial = path.with_name(f"{path.name[:KEPT_OF_NAME]}.{os.getpid()}-{get_ident():x}{PARTIAL}")
    partial.unlink(missing_ok=True)
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
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
