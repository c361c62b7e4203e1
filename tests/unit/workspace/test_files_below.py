"""Which files are meant when a person names files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import UserError
from app.workspace.files_below import files_below


def test_one_file_has_one_spelling(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.touch()
    assert list(files_below([file, tmp_path / ".." / tmp_path.name / "a.md"])) == [file]


def test_hidden_files_and_locks_of_office_programs_are_passed_over_unless_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".git/a.md", ".hidden.md", "~$a.docx", "a.docx"):
        (tmp_path / name).touch()
    assert list(files_below([tmp_path])) == [tmp_path / "a.docx"]
    assert list(files_below([tmp_path / ".hidden.md"])) == [tmp_path / ".hidden.md"]


@pytest.mark.parametrize("name", ["absent.md", "n" * 5000])
def test_a_path_that_cannot_be_reached_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        list(files_below([tmp_path / name]))


def test_what_a_browser_saves_beside_a_page_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "消防法.html").write_text("<p>第一条</p>", encoding="utf-8")
    for folder in ("消防法_files", "消防法.files", "附件_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "logo.png").write_bytes(b"x")
    assert list(files_below([tmp_path])) == [tmp_path / "消防法.html", tmp_path / "附件_files" / "logo.png"]


def test_an_address_with_a_nul_names_no_file() -> None:
    with pytest.raises(UserError, match="没有这个文件"):
        list(files_below([Path("/a\0b.md")]))
