"""Bits that rot are found: in the catalogue by SQLite, in copies by their hash, in the index by its seal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.foundation.jobs import Progress
from app.workspace import Workspace
from app.workspace.models import ModelRoles
from app.workspace.soundness import Soundness
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
PAGE = 4096
"""SQLite's."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ModelRoles, "embedder", EMBEDDER)
    files = tmp_path / "files"
    files.mkdir()
    for name in "甲乙":
        (files / f"{name}.md").write_text(f"# {name}车\n\n1 范围\n\n本标准适用于{name}车。\n", "utf-8")
    with Workspace.open(tmp_path / "work", writing=True) as workspace:
        workspace.add([files], Progress())
        workspace.embed(Progress())
    return tmp_path / "work"


def look(root: Path) -> Soundness:
    with Workspace.open(root) as workspace:
        return workspace.upkeep.soundness(Progress())


def turn_a_bit(path: Path, at: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)


def a_copy(root: Path) -> Path:
    return next((root / "originals").glob("*.md"))


def test_what_is_as_it_was_written_is_sound(root: Path) -> None:
    assert look(root) == Soundness(2, ())


@pytest.mark.parametrize("spoil", [turn_a_bit, Path.unlink])
def test_a_copy_that_rots_or_goes_is_named(root: Path, spoil: Callable[[Path], None]) -> None:
    copy = a_copy(root)
    spoil(copy)
    found = look(root)
    assert found.lost == (copy.stem,)
    assert len(found.problems) == 1
    assert ".md" in found.problems[0]


def test_an_index_that_rots_is_told_and_made_anew(root: Path) -> None:
    turn_a_bit(next((root / "index.lance").glob("*/data/*.lance")))
    assert "索引" in look(root).problems[0]
    with Workspace.open(root, writing=True) as workspace:
        workspace.embed(Progress())
    assert look(root).is_sound


def test_a_catalogue_that_rots_is_told(root: Path) -> None:
    catalogue = root / "catalogue.sqlite3"
    data = bytearray(catalogue.read_bytes())
    page = data.index("本标准适用于".encode()) // PAGE * PAGE
    data[page : page + 64] = b"\xff" * 64
    catalogue.write_bytes(data)
    found = look(root)
    assert any("目录数据库" in problem for problem in found.problems)
