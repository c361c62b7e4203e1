"""Which modules lie inside a program that PyInstaller has made: pure Python ones are nowhere else in the built folder.

Read without PyInstaller, so that a bill can be made of a folder wherever it lies. Formats: PyInstaller's
``archive/writers.py`` (an archive at the end of the program, in it one of modules; the same since version 4).
"""

from __future__ import annotations

import marshal
import struct
from pathlib import Path

COOKIE = b"MEI\014\013\012\013\016"
COOKIE_FORMAT = struct.Struct("!8sIIII64s")
"""Mark, bytes of the archive, where its list begins, bytes of the list, version of Python, name of its library."""
ENTRY_FORMAT = struct.Struct("!IIIIBc")
"""Bytes of the entry, where its content begins, bytes packed and unpacked, whether packed, kind; then the name."""
MODULES_KIND = b"z"
MODULES_MARK = b"PYZ\0"
LONGEST_TAIL = 1 << 20
"""The mark stands at the very end, before nothing but a signature."""


def modules_in(program: Path) -> set[str]:
    """Full names. Raises ValueError where the file is no such program."""
    data = program.read_bytes()
    found = data.rfind(COOKIE, max(0, len(data) - LONGEST_TAIL))
    if found < 0:
        raise ValueError(f"{program} is no program of PyInstaller")
    _, size, list_at, list_size, _, _ = COOKIE_FORMAT.unpack_from(data, found)
    start = found + COOKIE_FORMAT.size - size
    at, end = start + list_at, start + list_at + list_size
    modules = set[str]()
    while at < end:
        length, begins, packed, _, _, kind = ENTRY_FORMAT.unpack_from(data, at)
        if length < ENTRY_FORMAT.size:
            raise ValueError(f"the archive in {program} is damaged")
        if kind == MODULES_KIND:
            modules |= _modules(data[start + begins : start + begins + packed])
        at += length
    return modules


def _modules(archive: bytes) -> set[str]:
    if not archive.startswith(MODULES_MARK):
        raise ValueError("the archive of modules is damaged")
    (list_at,) = struct.unpack_from("!i", archive, 8)  # after its mark and that of Python's bytecode
    return {name for name, _ in marshal.loads(archive[list_at:])}  # of a program that we have just built ourselves
