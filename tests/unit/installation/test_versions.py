"""Versions beside each other: the switch is one rename, and the one before stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import UserError
from app.installation.versions import Versions, version_key


def lay_down(versions: Versions, version: str) -> None:
    partial = versions.unfinished(version)
    (partial / "zhunsheng").write_text(version)
    versions.adopt(partial, version)


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    made = Versions(tmp_path / "prefix")
    lay_down(made, "0.1.0")
    return made


def started(versions: Versions) -> str:
    """What somebody gets who starts the program."""
    return (versions.prefix / "current" / "zhunsheng").read_text()


def test_the_first_version_is_current_and_has_none_before(versions: Versions) -> None:
    assert started(versions) == versions.current == "0.1.0"
    assert versions.previous is None
    with pytest.raises(UserError):
        versions.go_back()


def test_one_version_before_is_kept_and_older_ones_go(versions: Versions) -> None:
    lay_down(versions, "0.2.0")
    lay_down(versions, "0.10.0")
    assert (started(versions), versions.previous) == ("0.10.0", "0.2.0")
    assert sorted(path.name for path in (versions.prefix / "versions").iterdir()) == ["0.10.0", "0.2.0"]


def test_going_back_and_forth(versions: Versions) -> None:
    lay_down(versions, "0.2.0")
    assert versions.go_back() == "0.1.0"
    assert started(versions) == "0.1.0"
    assert versions.go_back() == "0.2.0"
    assert started(versions) == "0.2.0"


def test_what_an_earlier_try_left_is_gone(versions: Versions) -> None:
    (versions.unfinished("0.2.0") / "half").write_text("")
    assert list(versions.unfinished("0.2.0").iterdir()) == []
    lay_down(versions, "0.2.0")
    assert not (versions.prefix / "versions" / "0.2.0.part").exists()


def test_a_version_that_was_laid_down_and_not_switched_to_is_laid_down_again(versions: Versions) -> None:
    versions.folder("0.2.0").mkdir()
    lay_down(versions, "0.2.0")
    assert started(versions) == "0.2.0"


def test_the_prefix_may_be_moved(versions: Versions, tmp_path: Path) -> None:
    moved = versions.prefix.rename(tmp_path / "elsewhere")
    assert started(Versions(moved)) == "0.1.0"


def test_a_program_finds_its_prefix_unless_a_package_owns_it(versions: Versions, tmp_path: Path) -> None:
    assert Versions.around(versions.prefix / "current") == versions
    other = tmp_path / "opt" / "zhunsheng"
    other.mkdir(parents=True)
    assert Versions.around(other) is None


def test_versions_are_compared_as_numbers() -> None:
    assert version_key("0.10.0") > version_key("0.9.12")
    for wrong in ("", "1.2", "1.2.3-rc1", "١.٢.٣", "../../x"):
        with pytest.raises(ValueError, match="no version"):
            version_key(wrong)
