"""Unpacking an update, also with the Python that the packages bring, which has no filters."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from app.installation.updates import unpack


def archive(*members: tuple[str, bytes, str]) -> tarfile.TarFile:
    """Name, type and where a link leads to."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, kind, target in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.mode = kind, target, 0o4777
            tar.addfile(info)
    raw.seek(0)
    return tarfile.open(fileobj=raw)


def without_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python 3.11.2: the keyword is not known."""
    extract = tarfile.TarFile.extract

    def old(self: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
        extract(self, member, path, filter="fully_trusted")

    monkeypatch.delattr(tarfile, "data_filter")
    monkeypatch.setattr(tarfile.TarFile, "extract", old)


@pytest.mark.parametrize("old", [False, True])
def test_files_and_links_within_are_laid_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool) -> None:
    if old:
        without_filters(monkeypatch)
    members = [
        ("lib", tarfile.DIRTYPE, ""),
        ("lib/x.so.1", tarfile.REGTYPE, ""),
        ("lib/x.so", tarfile.SYMTYPE, "x.so.1"),
    ]
    with archive(*members, ("zhunsheng", tarfile.REGTYPE, ""), ("a/up", tarfile.SYMTYPE, "../zhunsheng")) as tar:
        unpack(tar, tmp_path)
    assert (tmp_path / "lib" / "x.so").readlink() == Path("x.so.1")
    assert (tmp_path / "a" / "up").resolve() == tmp_path / "zhunsheng"
    assert (tmp_path / "zhunsheng").stat().st_mode & 0o7777 == 0o755


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    "member",
    [
        ("../out", tarfile.REGTYPE, ""),
        ("/tmp/out", tarfile.REGTYPE, ""),
        ("a/../../out", tarfile.REGTYPE, ""),
        ("link", tarfile.SYMTYPE, "../out"),
        ("a/link", tarfile.SYMTYPE, "../../out"),
        ("link", tarfile.SYMTYPE, "/etc/passwd"),
        ("hard", tarfile.LNKTYPE, "x"),
        ("pipe", tarfile.FIFOTYPE, ""),
    ],
)
def test_what_would_leave_the_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool, member: tuple[str, bytes, str]
) -> None:
    if old:
        without_filters(monkeypatch)
    folder = tmp_path / "folder"
    folder.mkdir()
    with archive(member) as tar, pytest.raises(tarfile.TarError):
        unpack(tar, folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
