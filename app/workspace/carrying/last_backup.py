"""When and where a workspace was last backed up, for a person who wonders whether it is time again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.guarded_files import read_guarded, write_guarded

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """``made`` is an ISO time in UTC, ``size`` in bytes."""

    path: str
    made: str
    size: int


def read_last_backup(file: Path) -> LastBackup | None:
    """None where there was none, or nobody can tell any more."""
    try:
        return from_json(read_guarded(file), LastBackup)
    except (OSError, msgspec.DecodeError):
        return None


def note_backup(file: Path, backup: LastBackup) -> None:
    """A note that cannot be written does not make the backup a bad one."""
    try:
        write_guarded(file, to_json(backup))
    except OSError as error:
        _log.warning("the backup was made, its note was not: %s", error)
