"""Look for a text in every file below a folder, in every way that it may lie there."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
LOCAL_FILE = b"PK\x03\x04"
FEWEST_FLOATS = 8
"""Of a vector in a row: so many bytes do not come about by chance."""


def forms(text: str) -> list[bytes]:
    """The text as bytes: UTF-8, UTF-16 both ways, and as JSON writes it with escapes."""
    escaped = text.encode("ascii", "backslashreplace")
    return [text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be"), escaped]


def vector_forms(vector: Iterable[float]) -> list[bytes]:
    """Some numbers of it in a row, as float32 and as half precision."""
    numbers = np.array(list(vector)[:FEWEST_FLOATS])
    return [numbers.astype("<f4").tobytes(), numbers.astype(">f4").tobytes(), numbers.astype("<f2").tobytes()]


def places_of(wanted: Iterable[bytes], folder: Path) -> list[Path]:
    """The files that hold one of them, plain or compressed."""
    looked_for = [form for form in wanted if form]
    assert looked_for
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        names = str(file.relative_to(folder)).encode("utf-8")
        if any(form in part for part in (names, data, *_inflated(data)) for form in looked_for):
            found.append(file)
    return found


def _inflated(data: bytes) -> Iterator[bytes]:
    """What every zlib stream and every raw stream of a zip archive holds, as far as it goes."""
    for head in ZLIB_HEADS:
        at = data.find(head)
        while at >= 0:
            yield _whole(data[at:], zlib.MAX_WBITS)
            at = data.find(head, at + 1)
    at = data.find(LOCAL_FILE)
    while at >= 0:
        start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
        start += int.from_bytes(data[at + 28 : at + 30], "little")
        yield _whole(data[start:], -zlib.MAX_WBITS)
        at = data.find(LOCAL_FILE, at + 1)


def _whole(data: bytes, bits: int) -> bytes:
    stream, parts = zlib.decompressobj(bits), []
    try:
        for start in range(0, len(data), 4096):
            parts.append(stream.decompress(data[start : start + 4096]))
            if stream.eof:
                break
    except zlib.error:
        pass
    return b"".join(parts)
