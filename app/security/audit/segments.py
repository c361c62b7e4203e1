"""The files of an audit log: numbered segments, a new one every month or when one is large, and the stub that stands
for those which were removed in time."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.security.audit.entry import LONGEST_LINE, NO_HASH, Entry, canonical, parsed

LARGEST = 8 * 1024 * 1024
"""Bytes of a segment before the next one begins: some twenty thousand entries."""
SHORTEST_KEPT_DAYS = 180
"""Days for which entries stay at the least: six months, as 《人工智能生成合成内容标识办法》 article 9 and the guide for
government offices of 2025-10 ask for logs."""
STUB = "removed.json"
LOCK = "audit.lock"
_NAME = re.compile(r"audit-(\d{6,})-(\d{4}-\d{2})\.log")
_TAIL = LONGEST_LINE + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """``ordinal`` counts from 1; ``month`` is that of its first entry."""

    path: Path
    ordinal: int
    month: str


@dataclass(frozen=True, slots=True)
class Stub:
    """Everything up to the entry ``last`` was removed lawfully; ``hash`` is that entry's, ``at`` its time. ``digest``
    is the SHA-256 of the stub itself, which an entry of the chain attests."""

    log: str
    last: int
    hash: str
    at: str
    segments: int
    digest: str = ""

    def content(self) -> bytes:
        return canonical(
            {"log": self.log, "last": self.last, "hash": self.hash, "at": self.at, "segments": self.segments}
        )


NO_STUB = Stub("", 0, NO_HASH, "", 0)


class BadStub(ValueError):
    """The file is there and no stub of ours."""


def segment_name(ordinal: int, month: str) -> str:
    return f"audit-{ordinal:06d}-{month}.log"


def segments(folder: Path) -> list[Segment]:
    """In the order of the chain. Raises OSError."""
    found = []
    for path in folder.iterdir():
        if named := _NAME.fullmatch(path.name):
            found.append(Segment(path, int(named.group(1)), named.group(2)))
    return sorted(found, key=lambda segment: (segment.ordinal, segment.month))


def read_stub(folder: Path) -> Stub:
    """NO_STUB where nothing was removed. Raises BadStub, OSError."""
    try:
        content = (folder / STUB).read_bytes()
    except FileNotFoundError:
        return NO_STUB
    return stub_of(content)


def stub_of(content: bytes) -> Stub:
    """Raises BadStub."""
    try:
        value = json.loads(content)
        stub = Stub(
            str(value["log"]),
            int(value["last"]),
            str(value["hash"]),
            str(value["at"]),
            int(value["segments"]),
            hashlib.sha256(content).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadStub(str(error)) from error
    if stub.content() != content:
        raise BadStub("not in canonical form")
    return stub


def removable(folder: Path, before: datetime) -> tuple[Stub, list[Path]]:
    """What the stub will be and which files may go: the oldest segments, as long as their last entry is older; none
    when the last line of one cannot be read. The newest segment always stays. Raises BadStub, OSError."""
    stub, paths = read_stub(folder), []
    held = segments(folder)
    for segment in held[:-1]:
        if segment.ordinal > stub.segments:
            last = _last_entry(segment.path)
            if last is None or datetime.fromisoformat(last.at) >= before:
                break
            log = stub.log or _log_of(segment.path)
            stub = Stub(log, last.number, last.hash, last.at, segment.ordinal)
        paths.append(segment.path)
    return replace(stub, digest=hashlib.sha256(stub.content()).hexdigest()), paths


def _last_entry(path: Path) -> Entry | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        line, _ = last_line(descriptor)
    finally:
        os.close(descriptor)
    try:
        entry = parsed(line)
        datetime.fromisoformat(entry.at).astimezone()
    except ValueError:
        return None
    return entry


def _log_of(path: Path) -> str:
    """The log's own name, from its first entry."""
    with path.open("rb") as stream:
        return str(parsed(stream.readline(LONGEST_LINE).removesuffix(b"\n")).data.get("log", ""))


def lines(stream: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """The first ``size`` bytes line by line, without their ends; whether each was ended. Memory stays bounded."""
    left = size
    while left > 0:
        line = stream.readline(min(left, LONGEST_LINE))
        if not line:
            return
        left -= len(line)
        yield line.removesuffix(b"\n"), line.endswith(b"\n")


def last_line(descriptor: int) -> tuple[bytes, int]:
    """The last whole line of an open file, b"" where there is none, and where it ends. Raises OSError."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - 2 * _TAIL)
    os.lseek(descriptor, start, os.SEEK_SET)
    tail = b""
    while len(tail) < size - start:
        piece = os.read(descriptor, size - start - len(tail))
        if not piece:
            break
        tail += piece
    end = tail.rfind(b"\n")
    if end < 0:
        return b"", 0
    return tail[tail.rfind(b"\n", 0, end) + 1 : end], start + end + 1
