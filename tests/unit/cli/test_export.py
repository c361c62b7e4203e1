"""export as a script meets it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.domain.answer import Answer, Mode
from app.foundation import logs
from app.workspace import Workspace


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.cli.main.os.umask", lambda mask: mask)
    yield
    logs.stop_logging()


@pytest.fixture
def conversation(tmp_path: Path) -> str:
    with Workspace.open(tmp_path / "w", writing=True) as workspace:
        made = workspace.conversations.create("制动").id
        for question in ("甲问？", "乙问？"):
            workspace.conversations.append(made, Answer(question, Mode.VERBATIM, "文库中的文件没有说明。"))
    return made


def export(tmp_path: Path, *arguments: str) -> int:
    return main.run(["--data", str(tmp_path / "w"), "export", *arguments], lambda path: 0)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.md"])
def test_a_conversation_becomes_a_file(
    name: str, conversation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    assert export(tmp_path, conversation, "--to", str(target), "--page", "official", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"file": str(target), "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}


def test_one_turn_can_be_chosen(conversation: str, tmp_path: Path) -> None:
    assert export(tmp_path, conversation, "--to", str(tmp_path / "a.md"), "--turn", "2") == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "乙问？" in text
    assert "甲问？" not in text


@pytest.mark.parametrize("turn", ["0", "3"])
def test_a_turn_that_is_none_is_told(
    turn: str, conversation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path, conversation, "--to", str(tmp_path / "a.md"), "--turn", turn) == 2
    assert not (tmp_path / "a.md").exists()


def test_an_unknown_conversation_and_an_unknown_ending_are_told(
    conversation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path, "nothing", "--to", str(tmp_path / "a.md")) == 2
    assert "nothing" in capsys.readouterr().err
    assert export(tmp_path, conversation, "--to", str(tmp_path / "a.txt")) == 2
    assert ".docx" in capsys.readouterr().err
