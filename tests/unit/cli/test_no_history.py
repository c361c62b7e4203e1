"""The command line where a person wants no history, or keeps it for some days only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.domain.answer import Answer, Mode
from app.foundation import logs
from app.foundation.jobs import Progress
from app.foundation.settings import Settings, save_settings
from app.workspace import Workspace


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(main.os, "umask", lambda mask: mask)
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))
    yield
    logs.stop_logging()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "升降平台.md"
    file.write_text("# 升降平台\n\n1 速度\n\n平台的升降速度不应大于0.5m/s。\n", encoding="utf-8")
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.add([file], Progress())
    return tmp_path / "work"


def want_no_history(data: Path) -> None:
    with Workspace.open(data) as reader:
        save_settings(reader.paths.settings, Settings(keep_history=False))


def titles(data: Path) -> list[str]:
    with Workspace.open(data) as reader:
        return [each.title for each in reader.conversations.list(archived=True)]


def run(data: Path, *arguments: str) -> int:
    return main.run(["--data", str(data), *arguments], lambda *_: 0)


def test_a_question_leaves_nothing_where_no_history_is_wanted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "ask", "--mode", "verbatim", "平台的升降速度不应大于多少？") == 0
    assert titles(data) == ["平台的升降速度不应大于多少？"]
    want_no_history(data)
    capsys.readouterr()
    assert run(data, "--json", "ask", "--mode", "verbatim", "平台怎样升降？") == 0
    assert json.loads(capsys.readouterr().out)["conversation"] is None
    assert "平台怎样升降？" not in titles(data)


def test_a_command_that_writes_says_what_the_settings_had_it_delete(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "ingest", "--resume", "--no-embed") == 0
    assert "对话" not in capsys.readouterr().err
    with Workspace.open(data) as reader:
        for name in ("一", "二"):
            kept = reader.conversations.create(name)
            reader.conversations.append(kept.id, Answer("问", Mode.VERBATIM, "答"))
    want_no_history(data)
    assert run(data, "ingest", "--resume", "--no-embed") == 0
    assert "删去了 2 个对话" in capsys.readouterr().err
    assert titles(data) == []
