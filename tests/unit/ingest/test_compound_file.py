"""Old Office files are told apart by the directory of their envelope."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from app.ingest.compound_file import SIGNATURE, stream_names

SECTOR = 512
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def entry(name: str, kind: int, left: int = FREE, right: int = FREE, child: int = FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, left, right, child)
    return head.ljust(128, b"\0")


def compound(entries: list[bytes], *, chain: tuple[int, ...] = (END,)) -> bytes:
    """A header, one sector of allocation table and the directory from the next sector on ([MS-CFB] 2.2 to 2.6)."""
    header = bytearray(SIGNATURE.ljust(SECTOR, b"\0"))
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = struct.pack(f"<I{len(chain)}I", 0xFFFFFFFD, *chain).ljust(SECTOR, b"\xff")
    return bytes(header) + table + b"".join(entries).ljust(SECTOR, b"\0")


def names(tmp_path: Path, content: bytes) -> frozenset[str]:
    path = tmp_path / "a.doc"
    path.write_bytes(content)
    return stream_names(path)


def test_streams_at_the_top_are_named_and_those_of_embedded_objects_not(tmp_path: Path) -> None:
    entries = [
        entry("Root Entry", 5, child=1),
        entry("WordDocument", 2, left=2),
        entry("ObjectPool", 1, child=3),
        entry("Workbook", 2),
    ]
    assert names(tmp_path, compound(entries)) == {"WordDocument", "ObjectPool"}


def test_a_directory_goes_on_along_its_chain(tmp_path: Path) -> None:
    entries = [
        entry("Root Entry", 5, child=4),
        *(entry("", 0) for _ in range(3)),
        entry("EncryptedPackage", 2),
    ]
    assert names(tmp_path, compound(entries, chain=(2, END))) == {"EncryptedPackage"}


@pytest.mark.parametrize(
    "content",
    [
        SIGNATURE,
        SIGNATURE.ljust(600, b"\0"),
        compound([entry("Root Entry", 5, child=900)]),
        compound([entry("Root Entry", 5, child=FREE)], chain=(1,)),
    ],
    ids=["cut off", "all zeros", "a child that is not there", "a chain in a circle"],
)
def test_a_damaged_directory_names_nothing(content: bytes, tmp_path: Path) -> None:
    assert names(tmp_path, content) == frozenset()


def test_entries_that_name_each_other_are_met_once(tmp_path: Path) -> None:
    circle = [entry("Root Entry", 5, child=1), entry("Book", 2, left=1, right=1)]
    assert names(tmp_path, compound(circle)) == {"Book"}
