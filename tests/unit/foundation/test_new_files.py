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


@pytest.mark.parametrize("name", ["长" * 90, "a\0b"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="用不了"):
        write_new(tmp_path / name, b"")


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 84 + ".md")
    write_new(path, b"text")
    assert path.read_bytes() == b"text"


def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone")
    with pytest.raises(UserError, match=r"a\.md"):
        write_new(tmp_path / "a.md", b"")
