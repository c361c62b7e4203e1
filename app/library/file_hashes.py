"""Our own record of an index's files: LanceDB neither syncs what it writes nor notices a flipped byte when it reads.

Order of writing: the index changes its files, then ``seal`` syncs and hashes them, then the record replaces the old
one by a rename. A crash anywhere between leaves files that the record does not describe, and the index is made anew.
Hashing reads every file once: about 1 s a GB with SHA instructions, and a hundred thousand vectors of 768 dimensions
are 0.3 GB. It happens once in each process, before the first result is trusted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.files import PRIVATE_FILE, sync, write_whole
from app.foundation.paths import PRIVATE_FOLDER


@dataclass(frozen=True, slots=True)
class FileHash:
    """``changed`` is the modification time in nanoseconds; it saves hashing again, it proves nothing."""

    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What an index held when it was last changed: which vectors, and in which files (by path below its folder)."""

    model_id: str
    contents: str
    rows: int
    files: dict[str, FileHash]


def seal(record: Path, folder: Path, model_id: str, contents: str, rows: int) -> Seal:
    """Sync and hash the files below ``folder``, make them private, and write the record."""
    known = read_seal(record)
    before = known.files if known is not None else {}
    files = {name: _hashed(path, before.get(name)) for name, path in _files(folder).items()}
    made = Seal(model_id, contents, rows, files)
    for directory in {folder, *(path for path in folder.rglob("*") if path.is_dir())}:
        directory.chmod(PRIVATE_FOLDER)
        sync(directory)
    write_whole(record, to_json(made))
    return made


def read_seal(record: Path) -> Seal | None:
    """The record, None when it is missing or damaged."""
    try:
        return from_json(record.read_bytes(), Seal)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def is_intact(expected: Seal, folder: Path) -> bool:
    """Whether the folder holds exactly the files of the record, byte for byte. Sizes are looked at first."""
    found = _files(folder)
    try:
        return (
            found.keys() == expected.files.keys()
            and all(path.stat().st_size == expected.files[name].size for name, path in found.items())
            and all(_sha256(path) == expected.files[name].sha256 for name, path in found.items())
        )
    except OSError:
        return False


def _hashed(path: Path, known: FileHash | None) -> FileHash:
    path.chmod(PRIVATE_FILE)
    status = path.stat()
    if known is not None and (known.size, known.changed) == (status.st_size, status.st_mtime_ns):
        return known
    sync(path)
    return FileHash(status.st_size, status.st_mtime_ns, _sha256(path))


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
