"""vault as a script meets it, and the other commands on a workspace that is one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.foundation.paths import WorkspacePaths
from app.security import vault_file
from app.security.roles import Role
from app.security.vault_cipher import Stretching
from app.workspace import Workspace, vault
from app.workspace.auditing import Auditing

PASSPHRASE, OTHER = "correct horse battery", "四个 互不相干的词"


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main, "allow_no_core_dumps", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.cli.main.os.umask", lambda mask: mask)
    monkeypatch.setattr(vault_file, "USUAL", Stretching(memory=64, passes=1, lanes=1))


class Line:
    """A command line on one workspace; every command is a process of its own, which has forgotten the keys."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.paths = WorkspacePaths(root)
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, Any]:
        vault.lock(self.paths)
        code = main.run(["--data", str(self.paths.root), "--json", *arguments], _no_window)
        return code, json.loads(self._capsys.readouterr().out)

    def file(self, text: str) -> str:
        file = self.paths.root.parent / f"secret-{abs(hash(text))}"
        file.write_text(f"{text}\n", encoding="utf-8")
        return str(file)


def _no_window(data: Path, files: Sequence[Path]) -> int:
    raise AssertionError("no window was asked for")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    root = tmp_path / "workspace"
    Workspace.open(root, writing=True).close()
    return Line(root, capsys)


def test_from_on_to_off(line: Line) -> None:
    key, other = line.file(PASSPHRASE), line.file(OTHER)
    assert line("vault", "status") == (0, {"vault": "off", "suite": None})
    code, told = line("vault", "on", "--suite", "sm", "--passphrase-file", key)
    assert code == 0
    phrase = told["recovery_phrase"]
    assert line("vault", "status") == (0, {"vault": "on", "suite": "sm"})
    code, told = line("documents")
    assert (code, told["error"]["kind"]) == (3, "locked")
    assert line("documents", "--passphrase-file", key) == (0, [])
    assert line("--passphrase-file", key, "documents") == (0, [])
    code, told = line("documents", "--passphrase-file", other)
    assert (code, told["error"]["kind"]) == (2, "passphrase")
    assert line("vault", "passphrase", "--passphrase-file", key, "--new-passphrase-file", other)[0] == 0
    assert line("documents", "--passphrase-file", key)[0] == 2
    assert line("documents", "--passphrase-file", other)[0] == 0
    code, told = line("vault", "recover", "--recovery-file", line.file(phrase), "--new-passphrase-file", key)
    assert code == 0
    assert told["recovery_phrase"] != phrase
    assert line("vault", "off", "--passphrase-file", key) == (0, {"vault": "off"})
    assert line("documents") == (0, [])


def test_the_passphrase_comes_through_a_descriptor(line: Line) -> None:
    line("vault", "on", "--passphrase-file", line.file(PASSPHRASE))
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\nmore".encode())
    os.close(writing)
    assert line("documents", "--passphrase-fd", str(reading)) == (0, [])


def test_an_administrator_signs_in_to_encrypt_and_decrypt(line: Line) -> None:
    Auditing(line.paths).set_passphrase(Role.ADMINISTRATOR, OTHER)
    key = ("--passphrase-file", line.file(PASSPHRASE))
    signed_in = ("--sign-in-file", line.file(OTHER))
    code, told = line("vault", "on", *key)
    assert (code, told["error"]["kind"]) == (2, "role")
    assert line("vault", "on", *key, *signed_in)[0] == 0
    assert line("vault", "off", *key)[0] == 2
    assert line("vault", "off", *key, *signed_in)[0] == 0


def test_a_short_passphrase_changes_nothing(line: Line) -> None:
    code, told = line("vault", "on", "--passphrase-file", line.file("short"))
    assert (code, told["error"]["kind"]) == (2, "usage")
    assert not line.paths.vault.exists()


def test_a_vault_is_erased_without_its_passphrase(line: Line) -> None:
    line("vault", "on", "--passphrase-file", line.file(PASSPHRASE))
    assert line("erase", "--yes")[0] == 0
    assert [path.name for path in line.paths.root.iterdir()] == ["audit"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_no_process_of_the_program_leaves_a_core_dump(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from app.cli import main;"
        "main.run(['--data', sys.argv[1]], lambda *_: print(resource.getrlimit(resource.RLIMIT_CORE)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0)"
