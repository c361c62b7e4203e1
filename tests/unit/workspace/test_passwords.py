"""Encrypted files: opened by a password that is remembered while the workspace is open, and written nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.jobs import Progress
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import ReadOptions
from app.workspace import Workspace
from app.workspace.adding import AddResult
from app.workspace.passwords import Passwords
from tests.unit.ingest.pdf_helpers import PdfSketch

PASSWORD = "correct-horse-battery"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    return (
        PdfSketch(tmp_path / "加密.pdf", PASSWORD).lines(72, 100, "5.1 载重不应小于300 kg。", "5.2 应有制动。").save()
    )


def test_a_password_is_remembered_for_what_it_opened() -> None:
    passwords, told = Passwords(), list[AddResult]()
    note = passwords.noting(PASSWORD, told.append)
    assert note is not None
    note(AddResult("/a.pdf", "a.pdf", "a", "added"))
    note(AddResult("/b.pdf", "b.pdf", None, "failed"))
    assert passwords.of("a") == PASSWORD
    assert [result.file for result in told] == ["a.pdf", "b.pdf"]
    assert PASSWORD not in repr(passwords)


def test_without_a_password_nothing_is_noted() -> None:
    assert Passwords().noting(None, None) is None


def test_an_encrypted_file_is_read_drawn_and_read_again_with_its_password(tmp_path: Path, locked: Path) -> None:
    with Workspace.open(tmp_path / "w", writing=True) as workspace:
        [missing] = workspace.add([locked], Progress())
        [wrong] = workspace.add([locked], Progress(), options=ReadOptions(password="guess"))
        [added] = workspace.add([locked], Progress(), options=ReadOptions(password=PASSWORD))
        assert [issue.code for issue in (*missing.issues, *wrong.issues)] == ["encrypted", "encrypted"]
        assert "密码不正确" in wrong.issues[0].message
        assert "密码不正确" not in missing.issues[0].message
        assert added.document_id is not None
        assert added.status == "added"
        assert workspace.page_image(added.document_id, 1, 0.5).width > 100
        assert [result.status for result in workspace.reread((), Progress())] == ["updated"]


def test_after_a_restart_the_page_asks_for_the_password_once(tmp_path: Path, locked: Path) -> None:
    with Workspace.open(tmp_path / "w", writing=True) as workspace:
        [added] = workspace.add([locked], Progress(), options=ReadOptions(password=PASSWORD))
    assert added.document_id is not None
    with Workspace.open(tmp_path / "w") as workspace:
        for password in (None, "guess"):
            with pytest.raises(UnreadableFile, match=r"加密\.pdf") as raised:
                workspace.page_image(added.document_id, 1, 0.5, password=password)
            assert raised.value.code is UnreadableCode.ENCRYPTED
        workspace.page_image(added.document_id, 1, 0.5, password=PASSWORD)
        assert workspace.page_image(added.document_id, 1, 0.5).width > 100


def test_the_password_is_written_nowhere_and_the_copy_stays_locked(tmp_path: Path, locked: Path) -> None:
    with Workspace.open(tmp_path / "w", writing=True) as workspace:
        workspace.add([locked], Progress(), options=ReadOptions(password="guess-" + PASSWORD))
        workspace.add([locked], Progress(), options=ReadOptions(password=PASSWORD))
    files = [path for path in (tmp_path / "w").rglob("*") if path.is_file()]
    assert all(PASSWORD.encode() not in path.read_bytes() for path in files)
    [copy] = [path for path in files if path.suffix == ".pdf"]
    assert copy.read_bytes() == locked.read_bytes()
