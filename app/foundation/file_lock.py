"""Locks that the operating system holds for an open file: free again however the holder ends, kill -9 included."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.foundation.files import PRIVATE_FILE

LOCKED_BYTE = 1 << 30
"""Windows locks byte ranges and then refuses reading them: one far behind whatever stands in the file."""
PAUSE = 0.005
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def lock_now(descriptor: int) -> None:
        """Raises OSError where another process, or another open file of this one, holds it."""
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock_now(descriptor: int) -> None:
        """Raises OSError where another process, or another open file of this one, holds it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of that file, which is made where there is none; wait for it at most so long. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        deadline = time.monotonic() + seconds
        while True:
            try:
                lock_now(descriptor)
                break
            except OSError:
                if time.monotonic() >= deadline:
                    raise
            time.sleep(PAUSE)
        yield
    finally:
        os.close(descriptor)
