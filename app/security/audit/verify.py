"""Is the audit log whole: every entry's hash, every link of the chain, and what an exported head remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from app.foundation.messages import tr
from app.security.audit.entry import NO_HASH, BadLine, Entry, Kind, parsed
from app.security.audit.heads import Head
from app.security.audit.segments import NO_STUB, SHORTEST_KEPT_DAYS, BadStub, Stub, lines, read_stub, segments


@dataclass(slots=True)
class Verdict:
    """``entries`` counts all of the chain, also the ``removed`` ones; ``first_bad`` is the number of the first entry
    that is not as it was written or is missing, None where the log is ``intact``. ``torn`` are the bytes of a last line
    that a crash has left unfinished: no entry, and no tampering."""

    entries: int = 0
    first_bad: int | None = None
    problem: str = ""
    removed: int = 0
    torn: int = 0
    head: Head | None = None

    @property
    def intact(self) -> bool:
        return self.first_bad is None

    def fail(self, number: int, problem: str) -> None:
        """The lowest number counts."""
        if self.first_bad is None or number < self.first_bad:
            self.first_bad, self.problem = number, problem


@dataclass(slots=True)
class Chain:
    """Entries as they come, each held against the one before. ``on_entry`` gets every good one."""

    stub: Stub
    heads: tuple[Head, ...] = ()
    on_entry: Callable[[Entry], None] | None = None
    verdict: Verdict = field(default_factory=Verdict)
    _log: str = ""
    _number: int = 0
    _hash: str = NO_HASH
    _at: str = ""
    _attested: bool = False

    def __post_init__(self) -> None:
        self._log, self._number, self._hash, self._at = self.stub.log, self.stub.last, self.stub.hash, self.stub.at
        self._attested = not self.stub.last
        self.verdict.removed = self.stub.last

    def take(self, line: bytes) -> bool:
        """One more line; False when the chain is broken here, and nothing behind it can be believed."""
        expected = self._number + 1
        try:
            entry = parsed(line)
        except BadLine:
            self.verdict.fail(expected, tr("第 {number} 条记录被改动。", number=expected))
            return False
        if entry.number != expected or entry.before != self._hash:
            self.verdict.fail(expected, tr("第 {number} 条记录不在它的位置上。", number=expected))
            return False
        if expected == 1:
            self._log = str(entry.data.get("log", ""))
        if entry.kind == Kind.TRIM and entry.data.get("stub") == self.stub.digest:
            self._attested = True
        self._number, self._hash, self._at = entry.number, entry.hash, entry.at
        for head in self.heads:
            if head.entries == entry.number and head.hash != entry.hash:
                self.verdict.fail(entry.number, tr("到第 {number} 条为止与导出时不同。", number=entry.number))
        if self.on_entry is not None:
            self.on_entry(entry)
        return True

    def end(self, now: datetime) -> Verdict:
        """No more lines."""
        verdict = self.verdict
        verdict.entries = self._number
        if not self._attested and verdict.intact:
            verdict.fail(1, tr("早先的记录缺失，也没有依法清理的凭据。"))
        for head in self.heads:
            self._compare(head, now)
        if verdict.intact and self._number:
            verdict.head = Head(self._log, self._number, self._hash, self._at)
        return verdict

    def _compare(self, head: Head, now: datetime) -> None:
        verdict = self.verdict
        if head.log != self._log:
            verdict.fail(1, tr("这不是导出时的那一份日志。"))
        elif head.entries > self._number:
            verdict.fail(self._number + 1, tr("导出时有 {then} 条，现在少了。", then=head.entries))
        elif head.entries == self.stub.last and head.hash != self.stub.hash:
            verdict.fail(head.entries, tr("到第 {number} 条为止与导出时不同。", number=head.entries))
        elif head.entries <= self.stub.last and not _is_old(head.at, now):
            verdict.fail(1, tr("导出时的记录不满 {days} 天就被清理。", days=SHORTEST_KEPT_DAYS))


def verify(
    folder: Path,
    heads: tuple[Head, ...] = (),
    on_entry: Callable[[Entry], None] | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Of the log in that folder; an absent one has no entries. Raises OSError.

    A line that another process is just writing counts as torn, and not as tampered with.
    """
    moment = now or datetime.now(UTC)
    with ExitStack() as opened:
        try:
            stub = read_stub(folder)
        except BadStub:
            verdict = Verdict()
            verdict.fail(1, tr("已清理记录的凭据损坏。"))
            return verdict
        held = segments(folder) if folder.is_dir() else []
        streams = [opened.enter_context(each.path.open("rb")) for each in held if each.ordinal > stub.segments]
        return verify_streams(streams, stub, heads, on_entry, moment)


def verify_streams(
    streams: Sequence[BinaryIO],
    stub: Stub = NO_STUB,
    heads: tuple[Head, ...] = (),
    on_entry: Callable[[Entry], None] | None = None,
    now: datetime | None = None,
) -> Verdict:
    """As ``verify``, of segments in their order from where they stand."""
    chain = Chain(stub, heads, on_entry)
    for line, is_ended, is_last in _all_lines(streams):
        if not is_ended and is_last:
            chain.verdict.torn = len(line)
        elif not chain.take(line):
            break
    return chain.end(now or datetime.now(UTC))


def _all_lines(streams: Sequence[BinaryIO]) -> Iterator[tuple[bytes, bool, bool]]:
    """Line, whether it is ended, and whether it stands at the very end of the last segment."""
    for place, stream in enumerate(streams, 1):
        size = _left(stream)
        read = 0
        for line, is_ended in lines(stream, size):
            read += len(line) + is_ended
            yield line, is_ended, place == len(streams) and read >= size


def _left(stream: BinaryIO) -> int:
    here = stream.tell()
    end = stream.seek(0, 2)
    stream.seek(here)
    return end - here


def _is_old(at: str, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(at) >= timedelta(days=SHORTEST_KEPT_DAYS)
    except (ValueError, TypeError):
        return False
