"""Appending to the audit log: durable, one writer at a time, mended after a crash and never after tampering.

Every entry is one write at the end of the newest segment and is synced before ``append`` returns. A process that is
killed in the middle of it leaves a line without its end, which is no entry: the next writer cuts it off and says so in
an entry of its own. A line that is whole and wrong is somebody's doing: it stays for ``verify`` to name, and the log
goes on behind it, because what is done from now on must be kept all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.file_lock import locked
from app.foundation.files import PRIVATE_FILE, sync, write_whole
from app.foundation.messages import tr
from app.foundation.paths import PRIVATE_FOLDER
from app.security.audit.entry import FORMAT, LONGEST_LINE, NO_HASH, BadLine, Data, Entry, Kind, parsed
from app.security.audit.segments import (
    LARGEST,
    LOCK,
    SHORTEST_KEPT_DAYS,
    STUB,
    BadStub,
    Segment,
    last_line,
    read_stub,
    removable,
    segment_name,
    segments,
)

PATIENCE = 10.0
"""Seconds to wait for another writer, who needs some milliseconds."""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _End:
    """Where the chain ends: the newest segment and its size, and the last entry's number and hash."""

    segment: Segment
    size: int
    number: int
    hash: str


class AuditLog:
    """The log in one folder. Safe to use from any thread and from any number of processes."""

    def __init__(self, folder: Path, by: str, clock: Callable[[], datetime] = now, largest: int = LARGEST) -> None:
        """``by`` is the operating system's user. Nothing is made before the first entry."""
        self.folder = folder
        self.by = by
        self.role = ""
        """What the user is now; it stands in every entry."""
        self._clock = clock
        self._largest = largest
        self._lock = threading.Lock()
        self._end: _End | None = None

    def append(self, kind: Kind, data: Data) -> Entry:
        """Keep an entry for good; gives it. Raises EnvironmentFault when the disk refuses or the lock stays taken."""
        with self._lock:
            try:
                with self._held():
                    return self._write(kind, data)
            except OSError as error:
                self._end = None
                raise EnvironmentFault(
                    tr("写不了审计日志 {folder}：{cause}", folder=self.folder, cause=error.strerror or error),
                    tr("没有记录就不能继续。请检查磁盘空间和写入权限。"),
                ) from error

    def trim(self, days: int) -> int:
        """Remove the whole segments whose last entry is older than so many days, and never younger than the shortest
        time allowed; oldest first and never the newest; gives how many entries went. A stub stays in their place, and
        an entry attests it before anything goes.

        Raises EnvironmentFault when the disk refuses.
        """
        before = self._clock() - timedelta(days=max(days, SHORTEST_KEPT_DAYS))
        with self._lock:
            try:
                with self._held():
                    stub, paths = removable(self.folder, before)
                    if not paths:
                        return 0
                    gone = stub.last - read_stub(self.folder).last
                    if gone:
                        self._write(Kind.TRIM, {"last": stub.last, "entries": gone, "stub": stub.digest})
                        write_whole(self.folder / STUB, stub.content())
                    for path in paths:
                        path.unlink()
                    return gone
            except (OSError, BadStub) as error:
                self._end = None
                raise EnvironmentFault(
                    tr("清理不了审计日志 {folder}：{cause}", folder=self.folder, cause=error),
                    tr("旧的记录都还在。请检查写入权限，或用 audit verify 核对。"),
                ) from error

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with locked(self.folder / LOCK, PATIENCE):
            yield

    def _write(self, kind: Kind, data: Data) -> Entry:
        end = self._end_now()
        if end is None:
            end = self._begin()
        return self._put(end, kind, data)

    def _begin(self) -> _End:
        """A log has a name of its own, so that the head of another one is told apart."""
        at = self._clock()
        segment = self._segment(1, at)
        self._put(_End(segment, 0, 0, NO_HASH), Kind.BEGIN, {"log": secrets.token_hex(16), "format": FORMAT})
        assert self._end is not None
        return self._end

    def _put(self, end: _End, kind: Kind, data: Data) -> Entry:
        at = self._clock()
        segment, size = end.segment, end.size
        if size and (size >= self._largest or f"{at:%Y-%m}" != segment.month):
            segment, size = self._segment(segment.ordinal + 1, at), 0
        text = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        entry, line = Entry(end.number + 1, text, self.by, self.role, kind, data, end.hash).sealed()
        if len(line) > LONGEST_LINE:
            entry, line = Entry(
                end.number + 1, text, self.by, self.role, kind, {"too_long": len(line)}, end.hash
            ).sealed()
        _append(segment.path, line, is_new=not size)
        self._end = _End(segment, size + len(line), entry.number, entry.hash)
        return entry

    def _segment(self, ordinal: int, at: datetime) -> Segment:
        month = f"{at:%Y-%m}"
        return Segment(self.folder / segment_name(ordinal, month), ordinal, month)

    def _end_now(self) -> _End | None:
        """Where the chain ends, as remembered when nobody has written since; None for a log without an entry."""
        known = self._end
        if known is not None and _size(known.segment.path) == known.size:
            following = known.segment.ordinal + 1
            if not any(self.folder.glob(segment_name(following, "*"))):
                return known
        return self._read_end()

    def _read_end(self) -> _End | None:
        held = segments(self.folder)
        try:
            stub = read_stub(self.folder)
        except BadStub:
            stub = None
        if not held:
            if stub is None or not stub.last:
                return None
            self._end = _End(self._segment(stub.segments + 1, self._clock()), 0, stub.last, stub.hash)
            return self._end
        torn: Data | None = None
        for segment in reversed(held):
            end, cut = self._mended(segment)
            torn = torn or cut
            if end is not None:
                self._end = end
                if torn is not None:
                    self._put(end, Kind.RECOVER, torn)
                return self._end
        return self._read_end() if torn is not None else None  # nothing but torn lines: as if there were no segment

    def _mended(self, segment: Segment) -> tuple[_End | None, Data | None]:
        """The end of that segment, None where it holds no entry; what was cut off behind it, None where nothing was.

        Only a line without its end is cut off. A whole one that is wrong stays for ``verify``, and the chain goes on
        from it by its number, as far as that can be read.
        """
        descriptor = os.open(segment.path, os.O_RDWR)
        try:
            line, end = last_line(descriptor)
            size = os.fstat(descriptor).st_size
            torn: Data | None = None
            if size > end:
                os.lseek(descriptor, end, os.SEEK_SET)
                rest = os.read(descriptor, min(size - end, LONGEST_LINE))
                torn = {"bytes": size - end, "sha256": hashlib.sha256(rest).hexdigest()}
                os.ftruncate(descriptor, end)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if not line:
            segment.path.unlink()
            return None, torn
        try:
            entry = parsed(line)
        except BadLine:
            return _End(segment, end, 0, NO_HASH), torn
        return _End(segment, end, entry.number, entry.hash), torn


def _append(path: Path, line: bytes, *, is_new: bool) -> None:
    """In one write at the end of the file, synced; a write that falls short leaves nothing behind."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        before = os.fstat(descriptor).st_size
        written = os.write(descriptor, line)
        if written != len(line):
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, before)
            raise OSError(f"{written} of {len(line)} bytes were written")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        sync(path.parent)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
