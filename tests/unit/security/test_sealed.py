"""One signed file of many: what comes out is what went in, or nothing does."""

from __future__ import annotations

import io
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.foundation.errors import Cancelled, UserError
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.security.sealed import FORMAT, DamagedSeal, Manifest, SealedMember
from app.security.sealed_reading import opened
from app.security.sealing import Content, seal
from app.security.signing import SigningKey, own_key

SIZES = (0, 1, 511, 512, 513, 3_000_000)


def manifest(members: tuple[SealedMember, ...]) -> Manifest:
    return Manifest("test", "2026-11-23T00:00:00+00:00", "某人", "zhunsheng", members, {"答案": 42})


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return own_key(tmp_path / "own.key")


@pytest.fixture
def contents(tmp_path: Path) -> list[Content]:
    """Files of awkward sizes; the hash of every second one is known beforehand."""
    source = tmp_path / "source"
    source.mkdir()
    made = []
    for place, size in enumerate(SIZES):
        path = source / f"{place}.bin"
        path.write_bytes(random.Random(place).randbytes(size))
        made.append(Content(f"files/{place}.bin", path))
    return made


@pytest.fixture
def sealed(tmp_path: Path, contents: list[Content], key: SigningKey) -> Path:
    path = tmp_path / "library.zslib"
    seal(path, contents, manifest, key, Progress())
    return path


def read_all(path: Path, folder: Path) -> list[bytes]:
    folder.mkdir(exist_ok=True)
    with opened(path) as file:
        file.verify(Progress())
        for member in file.seal.manifest.members:
            file.copy(member.name, folder / Path(member.name).name)
        return [(folder / Path(member.name).name).read_bytes() for member in file.seal.manifest.members]


def test_what_comes_out_is_what_went_in(sealed: Path, contents: list[Content], key: SigningKey, tmp_path: Path) -> None:
    assert read_all(sealed, tmp_path / "out") == [content.path.read_bytes() for content in contents]
    with opened(sealed) as file:
        assert file.seal.signer == key.public
        assert file.seal.manifest.about == {"答案": 42}
    assert not sealed.with_name("library.zslib.part").exists()


def test_any_tar_reads_it(sealed: Path) -> None:
    with tarfile.open(sealed) as file:
        assert [member.size for member in file.getmembers()[:-2]] == list(SIZES)


def test_the_same_content_gives_the_same_bytes(
    sealed: Path, contents: list[Content], key: SigningKey, tmp_path: Path
) -> None:
    again = tmp_path / "again.zslib"
    seal(again, contents, manifest, key, Progress())
    assert again.read_bytes() == sealed.read_bytes()


def test_every_changed_byte_that_matters_is_noticed(sealed: Path, tmp_path: Path) -> None:
    """A bit of every header, of every content and of manifest and signature; what fills blocks up means nothing."""
    whole = sealed.read_bytes()
    places = {0, 100, 512 * 2, len(whole) // 2}
    with tarfile.open(sealed) as file:
        for member in file.getmembers():
            places |= {member.offset + 3, member.offset + 130}
            places |= {member.offset_data + step for step in (0, member.size // 2, member.size - 1) if member.size}
    for place in sorted(places):
        sealed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(DamagedSeal):
            read_all(sealed, tmp_path / "out")


@pytest.mark.parametrize("left", [0, 1, 511, 600, 5_000, 1_000_000, -1500, -2048])
def test_a_file_that_was_cut_short_is_refused(sealed: Path, left: int, tmp_path: Path) -> None:
    sealed.write_bytes(sealed.read_bytes()[:left])
    with pytest.raises(DamagedSeal):
        read_all(sealed, tmp_path / "out")


def test_a_member_added_behind_the_signature_is_refused(sealed: Path) -> None:
    extra = tarfile.TarInfo("evil.sh")
    extra.size = 3
    whole = sealed.read_bytes()[: -2 * 512]
    sealed.write_bytes(whole + extra.tobuf(tarfile.GNU_FORMAT) + b"rm\n".ljust(512, b"\0") + bytes(1024))
    with pytest.raises(DamagedSeal), opened(sealed):
        pass


def test_the_signature_of_another_is_told_from_the_makers(sealed: Path, tmp_path: Path) -> None:
    """Who changes a file can sign it anew, but not as the first one."""
    with opened(sealed) as file:
        assert file.seal.signer != own_key(tmp_path / "another.key").public


def _tar(*infos: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as file:
        for info, data in infos:
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 not ours",
        bytes(4096),
        _tar((tarfile.TarInfo("../../evil"), b"x")),
        _tar((_link("catalogue.sqlite3"), b"")),
        _tar((tarfile.TarInfo("manifest.json"), b"{}"), (tarfile.TarInfo("manifest.sig"), b"{}")),
        _tar((tarfile.TarInfo("manifest.json"), b"\xff" * 600), (tarfile.TarInfo("manifest.sig"), b"\0" * 600)),
    ],
)
def test_what_is_not_ours_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.zslib"
    path.write_bytes(data)
    with pytest.raises(DamagedSeal), opened(path):
        pass


def _sealed_as(tmp_path: Path, key: SigningKey, of: Callable[[tuple[SealedMember, ...]], Manifest]) -> Path:
    (tmp_path / "a").write_bytes(b"a")
    path = tmp_path / "made.zslib"
    seal(path, [Content("a", tmp_path / "a")], of, key, Progress())
    return path


def test_a_newer_format_asks_for_an_upgrade(tmp_path: Path, key: SigningKey) -> None:
    def newer(members: tuple[SealedMember, ...]) -> Manifest:
        return Manifest("test", "", "", "", members, {}, FORMAT + 1)

    path = _sealed_as(tmp_path, key, newer)
    with pytest.raises(DamagedSeal, match="较新"), opened(path):
        pass


def test_a_manifest_that_promises_other_members_is_refused(tmp_path: Path, key: SigningKey) -> None:
    path = _sealed_as(tmp_path, key, lambda members: manifest((SealedMember("b", 1, members[0].sha256),)))
    with pytest.raises(DamagedSeal, match="不一致"), opened(path):
        pass


class Stopper:
    """Cancels when the work comes to a member."""

    def __init__(self, name: str) -> None:
        self.token = CancelToken()
        self.name = name
        self.progress = Progress(self._look, self.token)

    def _look(self, event: ProgressEvent) -> None:
        if event.item == self.name:
            self.token.cancel()


def test_what_was_broken_off_goes_on_where_it_stopped(
    tmp_path: Path, contents: list[Content], key: SigningKey, sealed: Path
) -> None:
    import hashlib

    known = [
        Content(content.name, content.path, hashlib.sha256(content.path.read_bytes()).hexdigest())
        for content in contents
    ]
    path = tmp_path / "broken.zslib"
    with pytest.raises(Cancelled):
        seal(path, known, manifest, key, Stopper("files/4.bin").progress)
    assert not path.exists()
    partial = path.with_name("broken.zslib.part")
    partial.write_bytes(partial.read_bytes() + b"half a member")
    written: list[str] = []
    seal(path, known, manifest, key, Progress(lambda event: written.append(event.item)))
    assert path.read_bytes() == sealed.read_bytes()


def test_what_an_earlier_try_wrote_and_is_wanted_no_more_is_gone(
    tmp_path: Path, contents: list[Content], key: SigningKey
) -> None:
    path = tmp_path / "broken.zslib"
    with pytest.raises(Cancelled):
        seal(path, contents, manifest, key, Stopper("files/5.bin").progress)
    seal(path, contents[2:3], manifest, key, Progress())
    with opened(path) as file:
        assert set(file.names) == {"files/2.bin"}
    assert contents[1].path.read_bytes() not in path.read_bytes()[:512]


def test_a_content_that_changed_meanwhile_is_refused(tmp_path: Path, contents: list[Content], key: SigningKey) -> None:
    wrong = Content("a", contents[1].path, "0" * 64)
    with pytest.raises(UserError, match="变了"):
        seal(tmp_path / "a.zslib", [wrong], manifest, key, Progress())


def test_a_name_that_is_taken_is_left_alone(sealed: Path, contents: list[Content], key: SigningKey) -> None:
    before = sealed.read_bytes()
    with pytest.raises(UserError):
        seal(sealed, contents, manifest, key, Progress())
    assert sealed.read_bytes() == before
