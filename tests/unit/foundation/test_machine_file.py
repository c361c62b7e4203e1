"""The machine-wide file of the administrator."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import ZhunshengError
from app.foundation.machine_file import Machine, load_machine


def written(folder: Path, text: str) -> Path:
    file = folder / "machine.toml"
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert load_machine(tmp_path / "machine.toml") == Machine()


def test_groups_folder_and_fixed_settings_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    text = (
        '[roles]\nadministrators = ["a", "b"]\nauditors = ["c"]\n'
        f"[audit]\nfolder = '{folder}'\n[settings]\naudit_days = 400\nai_label = true\n"
    )
    found = load_machine(written(tmp_path, text))
    assert found == Machine(("a", "b"), ("c",), folder, {"audit_days": 400, "ai_label": True})
    assert found.names_groups


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[roles", "读不出来"),
        ("[rules]\nx = 1\n", "rules"),
        ("[roles]\nkings = []\n", "roles.kings"),
        ('[roles]\nauditors = "c"\n', "roles.auditors"),
        ('[audit]\nfolder = "log"\n', "完整路径"),
        ("[settings]\naudit_days = 10\n", "audit_days"),
        ("[settings]\nno_such = 1\n", "no_such"),
    ],
)
def test_what_cannot_be_obeyed_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ZhunshengError, match=said):
        load_machine(written(tmp_path, text))
