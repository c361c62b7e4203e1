"""What a vault's file is read from: memory, and nothing is left of it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from app.ingest.in_memory import MEMORY, PREFIX, clear_left, readable

TEXT = "金丝雀鸣于山涧".encode()
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory has no folder elsewhere")


def left() -> list[str]:
    return [path.name for path in MEMORY.glob(f"{PREFIX}{os.getpid()}-*")]


def test_without_content_the_path_is_read_itself(tmp_path: Path) -> None:
    with readable(tmp_path / "a.pdf", b"") as path:
        assert path == tmp_path / "a.pdf"


@linux
def test_content_is_read_by_a_path_of_the_same_suffix_and_lies_on_no_disk(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with readable(tmp_path / "4f1a.pdf", TEXT) as path:
        assert path.suffix == ".pdf"
        assert path.read_bytes() == TEXT
        assert path.read_bytes() == TEXT  # from its beginning every time
        assert path.stat().st_size == len(TEXT)
        assert MEMORY in path.parents
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert tempfile.gettempdir() == str(path.parent)  # what readers write beside goes there as well
        assert os.environ["TMPDIR"] == str(path.parent)
    assert not left()
    assert tempfile.gettempdir() == before


@linux
def test_what_a_killed_reader_left_goes_with_the_next(tmp_path: Path) -> None:
    dead = MEMORY / f"{PREFIX}4194305-abc"  # above what Linux gives to any process
    dead.mkdir(mode=0o700)
    (dead / "converted.docx").write_bytes(TEXT)
    clear_left()
    assert not dead.exists()
