"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import get_ident

import pytest

from app.foundation.files import write_whole


def test_a_file_is_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    with pytest.raises(OSError, match="list"):
        write_whole(tmp_path / "list", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["list"]


def test_a_file_that_another_process_has_begun_is_not_written_into(tmp_path: Path) -> None:
    begun = tmp_path / "list.part"
    begun.write_bytes(b"half")
    write_whole(tmp_path / "list", b"whole")
    assert begun.read_bytes() == b"half"


def test_what_another_has_laid_at_the_name_of_the_unfinished_file_is_not_written_into(tmp_path: Path) -> None:
    """In a folder that others share, a link laid there would have led the text into a file of theirs."""
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"")
    (tmp_path / f"list.{os.getpid()}-{get_ident():x}.part").symlink_to(theirs)
    write_whole(tmp_path / "list", b"secret")
    assert theirs.read_bytes() == b""
    assert (tmp_path / "list").read_bytes() == b"secret"
