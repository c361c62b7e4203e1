"""Compound files ([MS-CFB]): the envelope of old Office files and of encrypted new ones, to tell them apart."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_LARGEST_SHIFT = 12
_MOST_SECTORS = 4_096
"""Of a directory: half a million entries. Real ones have a dozen, with embedded drawings some hundreds."""
_NO_ENTRY = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA
"""This and what is above mark ends and special sectors."""


def stream_names(path: Path) -> frozenset[str]:
    """The names of the streams and folders at the top of a compound file; empty where its directory is damaged.

    What is embedded in the document lies deeper and does not count.
    """
    try:
        with path.open("rb") as stream:
            directory = b"".join(_directory(stream))
    except (OSError, struct.error):
        return frozenset()
    entries = [directory[at : at + _ENTRY_BYTES] for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)]
    return frozenset(_siblings(entries)) if entries else frozenset()


def _directory(stream: BinaryIO) -> Iterator[bytes]:
    """The sectors of the directory, along their chain."""
    header = stream.read(_HEADER_BYTES)
    (shift,) = struct.unpack_from("<H", header, 30)
    (sector,) = struct.unpack_from("<I", header, 48)
    if not 7 <= shift <= _LARGEST_SHIFT:
        return
    size = 1 << shift
    table = struct.unpack_from("<109I", header, 76)
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST_SECTOR:
            return
        stream.seek((sector + 1) * size)
        yield stream.read(size)
        sector = _next_sector(stream, table, sector, size)


def _next_sector(stream: BinaryIO, table: tuple[int, ...], sector: int, size: int) -> int:
    """What the allocation table says; tables beyond the header's own list are not looked up."""
    block, place = divmod(sector, size // 4)
    if block >= len(table) or table[block] >= _LAST_SECTOR:
        return _LAST_SECTOR
    stream.seek((table[block] + 1) * size + place * 4)
    (following,) = struct.unpack("<I", stream.read(4))
    return int(following)


def _siblings(entries: list[bytes]) -> Iterator[str]:
    """The names in the tree below the root entry, each once."""
    (first,) = struct.unpack_from("<I", entries[0], 76)
    waiting, seen = [first], set[int]()
    while waiting:
        index = waiting.pop()
        if index == _NO_ENTRY or index >= len(entries) or index in seen:
            continue
        seen.add(index)
        entry = entries[index]
        (length,) = struct.unpack_from("<H", entry, 64)
        yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        waiting.extend(struct.unpack_from("<II", entry, 68))
