"""A workspace explains its settings in a file of its own."""

from __future__ import annotations

from pathlib import Path

from app.foundation.settings import Settings
from app.workspace.workspace import Workspace


def test_a_workspace_opened_for_writing_has_a_file_of_its_settings(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        assert workspace.settings == Settings()
    assert "threads = 0" in workspace.paths.settings.read_text("utf-8")


def test_a_reader_writes_no_settings(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "work") as workspace:
        assert workspace.settings == Settings()
    assert not workspace.paths.settings.exists()


def test_what_a_person_has_set_is_kept(tmp_path: Path) -> None:
    settings = tmp_path / "work" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text("threads = 3\n", "utf-8")
    with Workspace.open(settings.parent, writing=True) as workspace:
        assert workspace.settings == Settings(threads=3)
    assert settings.read_text("utf-8") == "threads = 3\n"
