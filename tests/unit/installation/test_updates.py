"""Updates from a stick: verified whole, tried, switched to in one step, or nothing has changed."""

from __future__ import annotations

import io
import platform
import sys
import tarfile
from pathlib import Path

import pytest

from app.foundation.codec import to_plain
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.installation.updates import APPLICATION, AboutUpdate, Updater, release_key
from app.installation.versions import Versions
from app.security.sealed import DamagedSeal, Manifest
from app.security.sealing import Content, seal
from app.security.signing import SigningKey, own_key

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the Windows installer updates there")
NEXT = AboutUpdate("0.2.0", platform.machine(), platform.system())
GOOD, BROKEN = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 3\n"


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return own_key(tmp_path / "release")


@pytest.fixture
def updater(tmp_path: Path, key: SigningKey) -> Updater:
    versions = Versions(tmp_path / "prefix")
    partial = versions.unfinished("0.1.0")
    (partial / "zhunsheng").write_text(GOOD)
    versions.adopt(partial, "0.1.0")
    return Updater(versions, tmp_path / "models", key.public)


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.installation.updates.__version__", "0.1.0")


def packed(tmp_path: Path, key: SigningKey, about: AboutUpdate = NEXT, program: str = GOOD, evil: str = "") -> Path:
    """An update with an application and a model."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        for name in ("zhunsheng", *([evil] if evil else ())):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(program), 0o755
            tar.addfile(info, io.BytesIO(program.encode()))
    (tmp_path / "application").write_bytes(data.getvalue())
    (tmp_path / "model").write_bytes(b"GGUF")
    contents = [Content("models/new.gguf", tmp_path / "model"), Content(APPLICATION, tmp_path / "application")]
    path = tmp_path / "update.zsupdate"
    path.unlink(missing_ok=True)
    seal(path, contents, lambda m: Manifest("update", "2026-11-23", "", "", m, to_plain(about)), key, Progress())
    return path


def current(updater: Updater) -> str:
    assert updater.versions is not None
    return updater.versions.current


def test_an_update_is_applied_and_can_be_taken_back(tmp_path: Path, key: SigningKey, updater: Updater) -> None:
    update = updater.apply(packed(tmp_path, key), Progress())
    assert (update.about.version, update.models) == ("0.2.0", ("new.gguf",))
    assert current(updater) == "0.2.0"
    assert (tmp_path / "models" / "new.gguf").read_bytes() == b"GGUF"
    assert updater.versions is not None
    assert updater.versions.go_back() == "0.1.0"


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (AboutUpdate("0.1.0", NEXT.machine, NEXT.system), "不往回装"),
        (AboutUpdate("0.0.9", NEXT.machine, NEXT.system), "不往回装"),
        (AboutUpdate("0.2.0", "vax", NEXT.system), "这台机器"),
        (AboutUpdate("0.2.0", NEXT.machine, "Plan 9"), "这台机器"),
        (AboutUpdate("0.3.0", NEXT.machine, NEXT.system, oldest="0.2.0"), "请先|不能直接"),
        (AboutUpdate("../../x", NEXT.machine, NEXT.system), "说明"),
    ],
)
def test_what_does_not_fit_is_refused(
    tmp_path: Path, key: SigningKey, updater: Updater, about: AboutUpdate, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        updater.apply(packed(tmp_path, key, about), Progress())
    assert current(updater) == "0.1.0"
    assert not updater.models.exists()


def test_another_signature_is_refused(tmp_path: Path, updater: Updater) -> None:
    with pytest.raises(UserError, match="发布者"):
        updater.apply(packed(tmp_path, own_key(tmp_path / "somebody")), Progress())
    assert current(updater) == "0.1.0"


def test_a_damaged_update_changes_nothing(tmp_path: Path, key: SigningKey, updater: Updater) -> None:
    path = packed(tmp_path, key)
    data = bytearray(path.read_bytes())
    data[512 + 1] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedSeal):
        updater.apply(path, Progress())
    assert current(updater) == "0.1.0"
    assert not updater.models.exists()


def test_a_version_that_does_not_start_here_is_not_switched_to(
    tmp_path: Path, key: SigningKey, updater: Updater
) -> None:
    with pytest.raises(EnvironmentFault, match="启动不了"):
        updater.apply(packed(tmp_path, key, program=BROKEN), Progress())
    assert current(updater) == "0.1.0"


def test_nothing_leaves_the_folder_of_the_version(tmp_path: Path, key: SigningKey, updater: Updater) -> None:
    with pytest.raises(EnvironmentFault):
        updater.apply(packed(tmp_path, key, evil="../../../evil"), Progress())
    assert not list(tmp_path.rglob("evil"))
    assert current(updater) == "0.1.0"


def test_a_package_of_the_system_is_updated_by_the_system(tmp_path: Path, key: SigningKey) -> None:
    updater = Updater(None, tmp_path / "models", key.public)
    with pytest.raises(UserError, match="系统的安装包"):
        updater.look_at(packed(tmp_path, key))


def test_the_key_comes_with_the_program(tmp_path: Path, key: SigningKey) -> None:
    with pytest.raises(EnvironmentFault, match="公钥"):
        release_key(tmp_path)
    (tmp_path / "release.key").write_text(key.public.text + "\n")
    assert release_key(tmp_path) == key.public
