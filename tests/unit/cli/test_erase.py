"""erase as a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from app.workspace import Workspace


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.cli.main.os.umask", lambda mask: mask)


def test_nothing_goes_without_yes_and_everything_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "w"
    with Workspace.open(root, writing=True):
        pass
    command = ["--data", str(root), "--json", "erase"]
    assert main.run(command, lambda *_: 0) == 2
    assert root.exists()
    assert "--yes" in capsys.readouterr().out
    assert main.run([*command, "--yes"], lambda *_: 0) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["erased"], told["left"]) == (str(root), [])
    assert told["bytes"] > 0
    assert list(root.iterdir()) == [root / "audit"] == [Path(told["audit_log"])]
    assert main.run([*command, "--yes"], lambda *_: 0) == 2
