"""Attempts to reach the network that were refused, kept for whoever answers for the machine.

One file a workspace, to which the window and every worker append, so that ``doctor`` tells of another process's and of
last week's. It names hosts and addresses as they were asked for, never a path or what was to be sent. What the kernel
refuses to native code is not here: the filter gives an error number to the caller and tells nobody else.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.foundation.child_guard import guard_children

LARGEST = 256 * 1024
"""Bytes of the file: some thousand attempts. More of them tell nothing more."""
MOST_WAITING = 100
LONGEST_ATTEMPT = 300
OWNER = "zhunsheng"
"""The name of the process that is no worker."""

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_waiting: list[str] = []
"""Lines from before there was a workspace."""
_file: Path | None = None
_who = OWNER


@dataclass(frozen=True, slots=True)
class Refusal:
    """One attempt: when, in which process, and what it was, in words."""

    at: datetime
    who: str
    attempt: str


def note(attempt: str) -> None:
    """Keep one and put it into the log. Called from an audit hook: raises nothing, opens no socket."""
    line = json.dumps(
        {"at": datetime.now(UTC).isoformat(timespec="seconds"), "who": _who, "attempt": attempt[:LONGEST_ATTEMPT]},
        ensure_ascii=False,
    )
    with contextlib.suppress(Exception):
        _log.warning("refused by the offline rule: %s", attempt[:LONGEST_ATTEMPT])
    with _lock:
        if _file is None:
            del _waiting[MOST_WAITING:]
            _waiting.append(line)
        else:
            _append(_file, [line])


def keep_in(file: Path, who: str = OWNER) -> None:
    """From now on attempts of this process and of the workers that it starts are kept there, and those before too."""
    global _file, _who
    with _lock:
        _file, _who = file, who
        _append(file, _waiting)
        _waiting.clear()
    guard_children(record=str(file))


def kept(file: Path, since: int = 0) -> tuple[Refusal, ...]:
    """Oldest first, those behind so many bytes; none where there is no such file. Lines that are no record are passed
    over."""
    try:
        lines = file.read_bytes()[since:].decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            value = json.loads(line)
            found.append(Refusal(datetime.fromisoformat(value["at"]), str(value["who"]), str(value["attempt"])))
    return tuple(found)


def _append(file: Path, lines: list[str]) -> None:
    """In one write, so that lines of several processes do not mix; a disk that takes nothing stops no refusal."""
    if not lines:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(descriptor).st_size < LARGEST:
                os.write(descriptor, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        finally:
            os.close(descriptor)
