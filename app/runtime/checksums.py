"""SHA-256 of large files, and a note of what was found, so that a start need not read gigabytes again."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.files import write_whole
from app.foundation.jobs import Progress
from app.runtime.copying import BLOCK

STAMPS = "checksums.json"


def sha256_of(path: Path, progress: Progress, stage: str) -> str:
    """Hex digest of the file; reports bytes done of all. Raises OSError and Cancelled."""
    digest = hashlib.sha256()
    total = path.stat().st_size
    done = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            done += len(block)
            progress.report(stage, done, total, path.name)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Stamp:
    """The digest that a file had when it was ``bytes`` long and last changed at ``modified`` (nanoseconds)."""

    bytes: int
    modified: int
    sha256: str


class StampBook:
    """Digests by absolute path, kept in one small file of the user's own models folder.

    The file is a convenience and no evidence: whoever can write to it can write to the models beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / STAMPS
        self._stamps = self._read()

    def _read(self) -> dict[str, Stamp]:
        try:
            return from_json(self._path.read_bytes(), dict[str, Stamp])
        except (OSError, msgspec.DecodeError):
            return {}  # absent, or damaged: the files are read once more

    def digest(self, path: Path) -> str | None:
        """What the file hashed to, when it has not changed since; None when it must be read."""
        stamp = self._stamps.get(str(path.resolve()))
        try:
            status = path.stat()
        except OSError:
            return None
        if stamp is None or (stamp.bytes, stamp.modified) != (status.st_size, status.st_mtime_ns):
            return None
        return stamp.sha256

    def put(self, path: Path, sha256: str) -> None:
        """Note a digest. A folder that cannot be written to only costs the next start its time."""
        status = path.stat()
        self._stamps[str(path.resolve())] = Stamp(status.st_size, status.st_mtime_ns, sha256)
        self._write()

    def forget(self, path: Path) -> None:
        if self._stamps.pop(str(path.resolve()), None) is not None:
            self._write()

    def _write(self) -> None:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, to_json(self._stamps))
