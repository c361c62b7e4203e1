"""feedback export as a script meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.foundation import logs
from app.foundation.errors import EnvironmentFault
from app.workspace import Workspace


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.cli.main.os.umask", lambda mask: mask)
    yield
    logs.stop_logging()


def export(tmp_path: Path, file: Path) -> int:
    return main.run(["--data", str(tmp_path / "w"), "feedback", "export", str(file)], lambda path: 0)


def test_verdicts_go_to_a_new_file(tmp_path: Path) -> None:
    assert export(tmp_path, tmp_path / "x.jsonl") == 0
    assert (tmp_path / "x.jsonl").read_bytes() == b""


@pytest.mark.parametrize("name", ["nowhere/x.jsonl", "taken.jsonl"])
def test_a_place_that_is_none_is_told_before_the_workspace_is_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken.jsonl").write_text("mine")
    monkeypatch.setattr(Workspace, "open", lambda *arguments: pytest.fail("the workspace was opened"))
    assert export(tmp_path, tmp_path / name) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert (tmp_path / "taken.jsonl").read_text() == "mine"


def test_a_disk_that_refuses_is_no_defect_of_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.foundation.new_files.write_whole", refuse)
    assert export(tmp_path, tmp_path / "x.jsonl") == EnvironmentFault("").exit_code
    assert "No space left" in capsys.readouterr().err
