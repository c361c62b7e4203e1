"""Every file that a session writes is its owner's alone, whatever the shell's umask."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main

TEXT = "# 手推车\n\n## 1 载重\n\n手推车的额定载重应不小于 300 kg。\n"
PASSPHRASE = "管理员的长口令一"


@pytest.fixture(autouse=True)
def _open_mask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr("app.cli.main.signal.signal", lambda *arguments: None)
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))
    before = os.umask(0)
    yield
    os.umask(before)


def call(*arguments: str) -> None:
    assert main.run(["--json", *arguments], lambda *_: 0) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_crash_leaves_no_memory_on_the_disk(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (min(4096, before[1]) if before[1] >= 0 else 4096, before[1]))
    call("--data", str(tmp_path / "work"), "documents")
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_a_whole_session_leaves_only_private_files(tmp_path: Path) -> None:
    file, new = tmp_path / "手推车.md", tmp_path / "new"
    file.write_text(TEXT, "utf-8")
    new.write_text(PASSPHRASE, "utf-8")
    data = ("--data", str(tmp_path / "work"))
    call(*data, "ingest", str(file))
    call(*data, "ask", "手推车的额定载重应不小于多少？", "--mode", "verbatim")
    call(*data, "settings", "set", "audit_days", "200")
    call(*data, "backup", str(tmp_path / "out.zslib"))
    call(*data, "audit", "export", str(tmp_path / "out.zsaudit"))
    call(*data, "roles", "set", "administrator", "--new-file", str(new))
    written = [*(tmp_path / "work").rglob("*"), tmp_path / "work", tmp_path / "out.zslib", tmp_path / "out.zsaudit"]
    assert len(written) > 10
    for path in written:
        wanted = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 & ~wanted == 0, (path, oct(path.stat().st_mode))
