"""Building packages: their layout, the look over them, the steps of a build, the locks. The program is a stand-in."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from app.foundation import paths
from app.runtime.backends import backends
from app.runtime.threads import llama_version

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
EPOCH = 1_600_000_000

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is Debian's own")


def script(name: str, folder: str = ".") -> ModuleType:
    """A script of packaging/ as a module; they find each other by their folders, as when they are run."""
    folders = [str(PACKAGING / part) for part in (".", "base", "linux")]
    sys.path[:0] = folders
    try:
        return importlib.import_module(name)
    finally:
        del sys.path[: len(folders)]


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build leaves, in small: a program, a library and a link to it."""
    folder = tmp_path_factory.mktemp("built") / "zhunsheng"
    (folder / "_internal").mkdir(parents=True)
    (folder / "zhunsheng").write_text("#!/bin/sh\necho zhunsheng\n")
    (folder / "zhunsheng").chmod(0o700)
    (folder / "_internal" / "libx.so.1").write_bytes(b"x" * 2000)
    (folder / "_internal" / "libx.so").symlink_to("libx.so.1")
    (folder / "papers").mkdir()
    (folder / "papers" / "zhunsheng.cdx.json").write_text("{}\n")
    return folder


def package(dist: Path, out: Path, *more: str) -> Path:
    words = [sys.executable, PACKAGING / "linux" / "deb.py", "application", dist, out, "--level", "1", *more]
    subprocess.run(words, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)}, capture_output=True)
    (deb,) = out.glob("*.deb")
    return deb


@pytest.fixture(scope="session")
def deb(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(dist, tmp_path_factory.mktemp("out"))


def fields(deb: Path) -> dict[str, str]:
    told = subprocess.run(["dpkg-deb", "--field", deb], check=True, capture_output=True, text=True).stdout
    return dict(line.split(": ", 1) for line in told.splitlines() if ": " in line and not line.startswith(" "))


@needs_dpkg
def test_a_package_of_ours_passes_the_look_over_it(deb: Path) -> None:
    assert script("checks").complaints(deb, EPOCH) == []


@needs_dpkg
def test_the_store_layout_passes_it_too(dist: Path, tmp_path: Path) -> None:
    made = package(dist, tmp_path, "--store")
    assert script("checks").complaints(made, EPOCH) == []
    assert fields(made)["Conflicts"] == "zhunsheng"


@needs_dpkg
def test_the_same_input_gives_the_same_bytes(dist: Path, deb: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    shutil.copytree(dist, later, symlinks=True)
    os.utime(later / "zhunsheng", (EPOCH + 10**8, EPOCH + 10**8))
    assert package(later, tmp_path / "out").read_bytes() == deb.read_bytes()


@needs_dpkg
def test_the_measured_floor_becomes_the_dependency(dist: Path, tmp_path: Path) -> None:
    report = tmp_path / "glibc.json"
    report.write_text(json.dumps({"newest": "2.28"}))
    assert "libc6 (>= 2.28)" in fields(package(dist, tmp_path / "out", "--glibc-report", str(report)))["Depends"]


@needs_dpkg
def test_the_full_flavour_takes_the_place_of_the_slim_one(dist: Path, tmp_path: Path) -> None:
    full = fields(package(dist, tmp_path, "--flavour", "full"))
    assert (full["Package"], full["Provides"], full["Conflicts"], full["Replaces"]) == (
        "zhunsheng-full",
        "zhunsheng",
        "zhunsheng",
        "zhunsheng",
    )


def repacked(deb: Path, folder: Path, spoil: str) -> Path:
    """The package with something changed in it by a shell line, its sums left as they were."""
    tree = folder / "tree"
    subprocess.run(["dpkg-deb", "--raw-extract", deb, tree], check=True)
    subprocess.run(["sh", "-ec", spoil], cwd=tree, check=True)
    made = folder / "spoilt.deb"
    words = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, made]
    subprocess.run(words, check=True, capture_output=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)})
    return made


@needs_dpkg
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("printf '#!/bin/sh\\ncurl example\\n' >DEBIAN/postinst; chmod 755 DEBIAN/postinst", "control file postinst"),
        ("chmod 4755 opt/zhunsheng/zhunsheng", "opt/zhunsheng/zhunsheng has mode 4755"),
        ("chmod 777 opt/zhunsheng", "opt/zhunsheng has mode 777"),
        ("ln -sf missing.so opt/zhunsheng/_internal/libx.so", "libx.so links to missing.so"),
        ("ln -sf /etc/passwd opt/zhunsheng/_internal/libx.so", "libx.so links to /etc/passwd"),
        ("echo more >>opt/zhunsheng/_internal/libx.so.1", "md5sums does not know opt/zhunsheng/_internal/libx.so.1"),
        ("rm opt/zhunsheng/_internal/libx.so*", "md5sums lists opt/zhunsheng/_internal/libx.so.1"),
        ("mkdir -p etc/cron.d; echo x >etc/cron.d/x", "etc/cron.d/x lies where"),
        ("sed -i s/x-zhunsheng-library/x-other/ usr/share/mime/packages/zhunsheng.xml", "which no MIME file describes"),
        ("sed -i s,Exec=/opt/zhunsheng/,Exec=/opt/none/, usr/share/applications/zhunsheng.desktop", "is no program"),
        ("rm -r usr/share/icons", "there is no icon zhunsheng"),
        ("rm -r opt/zhunsheng/papers", "no bill of materials beside zhunsheng"),
        ("rm usr/share/doc/zhunsheng/copyright", "no copyright file"),
        ("sed -i /^Depends/d DEBIAN/control", "no Depends"),
    ],
)
def test_what_is_wrong_with_a_package_is_told(deb: Path, tmp_path: Path, spoil: str, told: str) -> None:
    found = script("checks").complaints(repacked(deb, tmp_path, spoil))
    assert any(told in line for line in found), found


@needs_dpkg
def test_a_file_younger_than_the_commit_is_told(deb: Path) -> None:
    assert any("younger" in line for line in script("checks").complaints(deb, EPOCH - 1))


class TestSteps:
    def step(self, work: Path, key: str = "1", shell: str = "echo done >>log", **more: object) -> object:
        return script("steps").Step("one", "One", key, [["sh", "-c", f"cd '{work}'; {shell}"]], **more)

    def test_what_is_done_is_not_done_again(self, tmp_path: Path) -> None:
        steps = script("steps")
        for _ in range(2):
            line = steps.Line(tmp_path)
            line.take([self.step(tmp_path)])
            line.close()
        assert (tmp_path / "log").read_text() == "done\n"

    def test_another_key_does_it_again_after_forgetting(self, tmp_path: Path) -> None:
        line = script("steps").Line(tmp_path)
        line.take([self.step(tmp_path)])
        line.take([self.step(tmp_path, "2", forget=lambda: (tmp_path / "log").unlink())])
        line.close()
        assert (tmp_path / "log").read_text() == "done\n"

    def test_a_step_that_failed_is_taken_again_and_told_with_its_output(self, tmp_path: Path) -> None:
        steps = script("steps")
        line = steps.Line(tmp_path)
        with pytest.raises(steps.Failed, match="no such wheel"):
            line.take([self.step(tmp_path, shell="echo no such wheel; exit 3")])
        line.take([self.step(tmp_path)])
        line.close()
        assert (tmp_path / "log").exists()

    def test_a_second_build_in_the_same_folder_is_refused(self, tmp_path: Path) -> None:
        steps = script("steps")
        line = steps.Line(tmp_path)
        with pytest.raises(steps.Failed, match="another build"):
            steps.Line(tmp_path)
        line.close()
        steps.Line(tmp_path).close()

    def test_being_stopped_ends_what_a_step_has_started_even_if_it_will_not_hear(self, tmp_path: Path) -> None:
        code = f"""
import sys
sys.path.insert(0, {str(PACKAGING)!r})
import steps
steps.GRACE_SECONDS = 0.2
step = steps.Step("one", "One", "1", [["sh", "-c", "trap '' TERM; echo $$ >pid; while :; do sleep 0.1; done"]])
sys.exit(steps.ended(lambda: steps.Line(steps.Path(".")).take([step])))
"""
        process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.DEVNULL)
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
            assert process.poll() is None
        process.terminate()
        assert process.wait(60) == 143
        left = int((tmp_path / "pid").read_text())
        deadline = time.monotonic() + 30  # whoever inherited it may reap it late
        while psutil.pid_exists(left) and psutil.Process(left).status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline


class TestLocks:
    LOCK = (
        "pip==25.3 \\\n    --hash=sha256:" + "0" * 64 + "\nsetuptools==84.2.1 \\\n    --hash=sha256:" + "1" * 64 + "\n"
    )

    def test_a_requirement_that_is_not_pinned_and_a_pin_without_hash_are_told(self) -> None:
        lock = script("lock")
        assert lock.missing(self.LOCK, ["pip>=25"]) == []
        assert lock.missing(self.LOCK, ["pip>=26"]) == ["pip>=26 is not in the lock"]
        assert lock.missing("pip==25.3\n", ["pip"]) == ["pip has no hash"]

    def test_two_versions_of_one_package_are_told(self) -> None:
        lock = script("lock")
        other = self.LOCK.replace("84.2.1", "80.0.0")
        assert lock.at_odds(self.LOCK, self.LOCK) == []
        assert len(lock.at_odds(self.LOCK, other)) == 1

    def test_the_locks_are_parted_without_losing_a_package(self, tmp_path: Path) -> None:
        split = script("split_lock")
        for name in ("requirements.lock", "packaging/packages.lock"):
            shutil.copy(ROOT / name, tmp_path)
        split.main(tmp_path)
        parts = [split.blocks(tmp_path / name) for name in ("wheels.txt", "source.txt", "tools.txt", "pip.txt")]
        whole = split.blocks(ROOT / "requirements.lock") | split.blocks(PACKAGING / "packages.lock")
        assert sorted(name for part in parts for name in part) == sorted(whole)
        assert "pyinstaller" in parts[2]


def test_without_root_the_build_says_so_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package_script, steps = script("package"), script("steps")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "argv", ["package.py", "deb", "--work", str(tmp_path / "work"), "--models", "none.gguf"])
    with pytest.raises(steps.Failed, match=r"(?s)run as root.*no file none\.gguf"):
        package_script.main()
    assert not (tmp_path / "work").exists()


@needs_dpkg
def test_a_backend_lies_where_the_program_looks_and_asks_for_its_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = tmp_path / "vulkan" / llama_version()
    built.mkdir(parents=True)
    (built / "libggml-vulkan.so").write_bytes(b"x" * 100)
    words = [sys.executable, PACKAGING / "linux" / "deb.py", "backend", "vulkan", built.parent, tmp_path / "out"]
    subprocess.run(words, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)}, capture_output=True)
    (made,) = (tmp_path / "out").glob("*.deb")
    assert script("checks").complaints(made, EPOCH) == []
    wanted = fields(made)
    assert wanted["Package"] == "zhunsheng-vulkan"
    assert {"zhunsheng", "libvulkan1"} <= set(wanted["Depends"].split(", "))
    subprocess.run(["dpkg-deb", "--extract", made, tmp_path / "root"], check=True)
    monkeypatch.setattr(paths, "application_folder", lambda: tmp_path / "root" / "opt" / "zhunsheng")
    (found,) = backends()
    assert found.kind == "vulkan"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl program")
def test_the_sums_of_a_build_are_signed_for_whoever_has_only_openssl(tmp_path: Path) -> None:
    key, sums = tmp_path / "key", tmp_path / "SHA256SUMS"
    sums.write_text("00  zhunsheng.deb\n", "utf-8")
    release = [sys.executable, str(PACKAGING / "release.py")]
    subprocess.run([*release, "key", str(key)], check=True, capture_output=True)
    subprocess.run([*release, "sums", str(key), str(sums)], check=True, capture_output=True)
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "release.pem", "-rawin"]
    verify += ["-in", "SHA256SUMS", "-sigfile", "SHA256SUMS.sig"]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    sums.write_text("01  zhunsheng.deb\n", "utf-8")
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode != 0
