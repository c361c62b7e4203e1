"""The copies of the files that were added, apart from what is read from them."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault
from app.ingest.errors import UnreadableFile
from app.workspace.originals import Originals


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    made = Originals(tmp_path / "originals")
    made.folder.mkdir()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.md"
    made.write_bytes(b"1 scope\n")
    return made


def test_a_copy_that_is_not_kept_is_gone(originals: Originals, file: Path) -> None:
    with originals.copied(file) as copy:
        assert copy.path.read_bytes() == file.read_bytes()
        assert copy.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert list(originals.folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are counted in characters")
def test_a_title_after_a_number_and_a_point_is_no_suffix(originals: Originals, file: Path) -> None:
    named = file.rename(file.with_name("1." + "关" * 84))
    with originals.copied(named) as copy:
        assert copy.path.read_bytes() == named.read_bytes()


def test_a_kept_copy_stays_until_its_document_is_removed(originals: Originals, file: Path) -> None:
    with originals.copied(file) as copy:
        originals.keep(copy, "0123", "markdown")
    assert list(originals.folder.iterdir()) == [originals.path_of("0123", "markdown")]
    for _ in range(2):  # the second time there is none, which is no fault
        originals.drop({"0123"})
    assert list(originals.folder.iterdir()) == []


def test_a_file_that_vanished_is_unreadable_and_a_folder_that_takes_no_copy_is_a_fault(
    originals: Originals, file: Path
) -> None:
    with pytest.raises(UnreadableFile), originals.copied(file.with_name("gone.md")):
        pass
    with pytest.raises(EnvironmentFault), Originals(file.parent / "absent").copied(file):
        pass
