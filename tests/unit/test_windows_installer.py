"""The installer for Windows over a stand-in tree: what is in it, and what its script may never do."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "windows"

pytestmark = pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is missing: apt-get install nsis")


@pytest.fixture(scope="module")
def check() -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module("check")
    finally:
        sys.path.remove(str(FOLDER))


def test_the_script_keeps_its_promises(check: ModuleType) -> None:
    assert list(check.script_complaints(check.expanded())) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('RMDir /r "$INSTDIR"', "all that is in it"),
        (r'RMDir /r "$LOCALAPPDATA\zhunsheng"', "own folders"),
        ('WriteRegStr HKLM "Software" "" ""', "registry"),
        ('LangString Lonely ${LANG_ENGLISH} "alone"', "one language"),
    ],
)
def test_a_broken_promise_is_seen(check: ModuleType, line: str, told: str) -> None:
    assert any(told in complaint for complaint in check.script_complaints(f"{check.expanded()}\n{line}\n"))


@pytest.mark.skipif(shutil.which("7z") is None, reason="7z is missing: apt-get install p7zip-full")
def test_the_installer_holds_the_tree(check: ModuleType, tmp_path: Path) -> None:
    check.make_standin(tmp_path / "tree")
    older, newer = check.build(tmp_path / "tree", tmp_path / "out")
    assert check.packed_complaints(older, tmp_path / "tree") == []
    assert check.packed_complaints(newer, tmp_path / "tree") != []


def test_a_tree_that_is_no_program_is_refused(check: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"zhunshengw\.exe"):
        check.pack(tmp_path, tmp_path / "out.exe", "0.1.0")
