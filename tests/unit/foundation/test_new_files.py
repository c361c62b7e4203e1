"""Files that a person asks for by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import UserError
from app.foundation.new_files import write_new


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine")
    with pytest.raises(UserError, match=r"a\.jsonl"):
        write_new(tmp_path / "a.jsonl", b"theirs")
    assert (tmp_path / "a.jsonl").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        write_new(tmp_path / "nowhere" / "a.jsonl", b"")
