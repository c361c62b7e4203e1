"""Everything that a workspace holds goes when a person asks for it, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import UserError, WorkspaceBusy
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.security.audit.entry import Kind
from app.workspace import Workspace
from app.workspace.auditing import Auditing
from app.workspace.erasing import bytes_held, erase

TEXT = "# 1 范围\n\n本标准适用于手推车。\n"


@pytest.fixture
def paths(tmp_path: Path) -> WorkspacePaths:
    """With a document that was added from beside it, a signing key, and the window's state."""
    file = tmp_path / "甲.md"
    file.write_text(TEXT, "utf-8")
    found = WorkspacePaths(tmp_path / "work")
    with Workspace.open(found.root, writing=True) as workspace:
        workspace.add([file], Progress())
        assert workspace.carrying.fingerprint
    found.window.write_text("{}")
    return found


def test_nothing_is_left_but_the_file_that_was_added(paths: WorkspacePaths, tmp_path: Path) -> None:
    held = bytes_held(paths)
    assert held > len(TEXT.encode())
    erased = erase(paths)
    assert (erased.root, erased.left) == (paths.root, ())
    assert erased.size > 0
    assert list(paths.root.iterdir()) == [paths.audit]
    assert (tmp_path / "甲.md").read_text("utf-8") == TEXT


def test_what_is_not_ours_stays_and_is_told(paths: WorkspacePaths) -> None:
    own = paths.root / "我的.txt"
    own.write_text("x")
    assert erase(paths).left == (own,)
    assert sorted(paths.root.iterdir()) == sorted([own, paths.audit])


def test_a_link_goes_and_what_it_leads_to_stays(paths: WorkspacePaths, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    paths.originals.rename(elsewhere)
    paths.originals.symlink_to(elsewhere)
    kept = sorted(elsewhere.rglob("*"))
    assert erase(paths).left == ()
    assert sorted(elsewhere.rglob("*")) == kept


def test_while_somebody_writes_nothing_goes(paths: WorkspacePaths) -> None:
    before = sorted(paths.root.rglob("*"))
    with Workspace.open(paths.root, writing=True), pytest.raises(WorkspaceBusy):
        erase(paths)
    assert paths.catalogue.exists()
    assert {path for path in before if path.is_file()} <= set(paths.root.rglob("*"))


def test_a_folder_that_is_no_workspace_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("x")
    (tmp_path / "logs").mkdir()
    for look in (bytes_held, erase):
        with pytest.raises(UserError, match="不是准绳的工作区"):
            look(WorkspacePaths(tmp_path))
    assert (tmp_path / "settings.toml").exists()
    assert (tmp_path / "logs").exists()


def test_a_part_that_does_not_go_is_told_and_the_rest_goes(
    paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == paths.settings:
            raise PermissionError(13, "in use")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert erase(paths).left == (paths.settings,)
    assert not paths.catalogue.exists()


def test_the_audit_log_stays_and_tells_of_it(paths: WorkspacePaths) -> None:
    before = Auditing(paths).verify().head
    assert before is not None
    erase(paths)
    entries, verdict = Auditing(paths).entries(1)
    assert verdict.intact
    assert Auditing(paths).verify((before,)).intact
    assert entries[0].kind == Kind.ERASE
    with Workspace.open(paths.root, writing=True) as workspace:
        assert workspace.audit.verify((before,)).entries == before.entries + 2  # the chain goes on
