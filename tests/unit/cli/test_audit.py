"""audit, roles and settings as a script meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.workspace import Workspace

ADMINISTRATOR, AUDITOR = "管理员的长口令一", "审计员的长口令二"


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.cli.main.os.umask", lambda mask: mask)


class Shell:
    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> Any:
        self.capsys.readouterr()
        assert main.run(["--data", str(self.root), "--json", *arguments], lambda *_: 0) == code
        return json.loads(self.capsys.readouterr().out)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    with Workspace.open(tmp_path / "w", writing=True):
        pass
    return Shell(tmp_path / "w", capsys)


def segment(shell: Shell) -> Path:
    (found,) = (shell.root / "audit").glob("*.log")
    return found


def test_verify_gives_the_contract_s_fields(shell: Shell) -> None:
    told = shell("audit", "verify")
    assert (told["entries"], told["intact"], told["first_bad"]) == (2, True, None)
    path = segment(shell)
    path.write_bytes(path.read_bytes().replace(b'"roles":"none"', b'"roles":"NONE"'))
    told = shell("audit", "verify", code=1)
    assert (told["intact"], told["first_bad"]) == (False, 2)


def test_a_workspace_that_is_not_there_has_no_entries_and_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path / "nowhere", capsys)
    told = shell("audit", "verify")
    assert (told["entries"], told["intact"]) == (0, True)
    assert not shell.root.exists()


def test_what_was_exported_shows_that_the_end_was_cut_off(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "out.zsaudit"
    told = shell("audit", "export", str(file))
    assert (told["entries"], told["intact"], told["first_bad"]) == (2, True, None)
    assert shell("audit", "verify", "--against", str(file))["intact"]
    assert shell("audit", "verify", "--file", str(file))["entries"] == 2
    path = segment(shell)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert shell("audit", "verify")["intact"]
    told = shell("audit", "verify", "--against", str(file), code=1)
    assert (told["intact"], told["first_bad"]) == (False, 2)
    assert shell("audit", "export", str(file), code=2)["error"]["kind"] == "usage"


def test_an_auditor_verifies_the_folder_of_another_user(shell: Shell, tmp_path: Path) -> None:
    folder = shell.root / "audit"
    other = Shell(tmp_path / "nowhere", shell.capsys)
    assert other("audit", "verify", "--folder", str(folder))["entries"] == 2
    path = segment(shell)
    path.write_bytes(path.read_bytes().replace(b'"roles":"none"', b'"roles":"NONE"'))
    assert other("audit", "verify", "--folder", str(folder), code=1)["first_bad"] == 2
    assert other("audit", "verify", "--folder", str(tmp_path / "x"), code=2)["error"]["kind"] == "usage"
    assert not other.root.exists()


def test_show_gives_the_newest_entries_first(shell: Shell) -> None:
    told = shell("audit", "show", "--top", "1")
    assert [entry["kind"] for entry in told] == ["open"]


def test_roles_are_set_up_and_asked_for(shell: Shell, tmp_path: Path) -> None:
    for name, passphrase in (("administrator", ADMINISTRATOR), ("auditor", AUDITOR)):
        (tmp_path / name).write_text(f"{passphrase}\n", "utf-8")
    administrator = ("--sign-in-file", str(tmp_path / "administrator"))
    auditor = ("--sign-in-file", str(tmp_path / "auditor"))
    assert shell("roles", "show")["scheme"] == "none"
    shell("roles", "set", "administrator", "--new-file", administrator[1])
    shell("roles", "set", "auditor", "--new-file", auditor[1], *administrator)
    assert shell("roles", "show")["may"] == {"guard": False, "audit": False}
    assert shell("settings", "set", "ai_label", "false", code=2)["error"]["kind"] == "role"
    assert shell("settings", "set", "theme", "dark")["value"] == "dark"
    assert shell("settings", "set", "ai_label", "false", *administrator)["value"] is False
    assert shell("audit", "verify", code=2)["error"]["kind"] == "role"
    assert shell("audit", "verify", *administrator, code=2)["error"]["kind"] == "role"
    assert shell("audit", "verify", *auditor)["intact"]
    assert shell("erase", "--yes", code=2)["error"]["kind"] == "role"
    kinds = [entry["kind"] for entry in shell("audit", "show", "--top", "50", *auditor)]
    assert {"refused", "role", "roles_set", "settings"} <= set(kinds)
    shell("roles", "clear", *administrator)
    assert shell("roles", "show")["scheme"] == "none"


@pytest.mark.parametrize(
    ("name", "value"), [("no_such", "1"), ("audit_days", "10"), ("audit_days", "x"), ("theme", "x")]
)
def test_no_setting_takes_what_its_rule_does_not(shell: Shell, name: str, value: str) -> None:
    assert shell("settings", "set", name, value, code=2)["error"]["kind"] == "usage"


def test_settings_are_listed_with_their_guards(shell: Shell) -> None:
    listed = {item["name"]: item for item in shell("settings", "show")}
    assert listed["ai_label"]["guarded"]
    assert not listed["theme"]["guarded"]
