"""The package for 64-bit ARM: which pins its environment has, and what the kernel is told about its programs."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "packaging" / "cross", ROOT / "packaging", ROOT / "packaging" / "base"]


def loaded(name: str) -> ModuleType:
    before = list(sys.path)
    sys.path[:0] = map(str, FOLDERS)
    try:
        return importlib.import_module(name)
    finally:
        sys.path[:] = before


@pytest.fixture(scope="module")
def pins() -> ModuleType:
    return loaded("pins")


@pytest.mark.parametrize(
    ("pin", "taken"),
    [
        ("numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:00\n", True),
        ("numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:00\n", False),
        ("hf-xet==1.8.0 ; platform_machine == 'AMD64' or platform_machine == 'aarch64' \\\n", True),
        ("pefile==2024.8.26 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n", False),
        ("idna==3.20 \\\n    --hash=sha256:00\n", True),
    ],
)
def test_pins_are_read_as_the_target_reads_them(pins: ModuleType, pin: str, taken: bool) -> None:
    assert pins.for_target(pin) is taken


def test_the_targets_own_version_takes_the_place_of_the_locks(pins: ModuleType) -> None:
    lock = {"a": "a==1 \\\n    --hash=sha256:11\n", "b": "b==1 \\\n    --hash=sha256:12\n"}
    own = {"a": "a==0.9 \\\n    --hash=sha256:09\n# of the next one\n"}

    assert pins.target_pins(lock, {}, own) == {
        "a": "a==0.9 \\\n    --hash=sha256:09\n",
        "b": "b==1 \\\n    --hash=sha256:12\n",
    }
    assert pins.with_own(lock, own) == "a==0.9 \\\n    --hash=sha256:09\nb==1 \\\n    --hash=sha256:12\n"


def test_what_is_compiled_or_is_not_there_for_the_target_is_no_wheel_of_it(pins: ModuleType) -> None:
    lock = {"torch": "torch==2 ; sys_platform == 'linux' \\\n", "llama-cpp-python": "llama-cpp-python==1 \\\n"}

    assert pins.target_pins(lock, {"pip": "pip==25 \\\n", "tool": "tool==1 \\\n"}, {}) == {"tool": "tool==1 \\\n"}


def test_a_pin_that_nobody_asked_for_is_refused(pins: ModuleType) -> None:
    with pytest.raises(ValueError, match="stranger"):
        pins.target_pins({}, {}, {"stranger": "stranger==1 \\\n"})


def test_own_pins_are_allowed_by_the_project_and_have_hashes(pins: ModuleType) -> None:
    lock = loaded("lock")
    own = (ROOT / pins.OWN_LOCK).read_text("utf-8")
    wanted = [text for text in lock.wanted() if text.split(">")[0].lower() in lock.versions(own)]

    assert len(wanted) == 1
    assert lock.missing(own, wanted) == []


def test_the_lock_of_today_gives_each_package_once(pins: ModuleType) -> None:
    blocks = loaded("split_lock").blocks
    found = pins.target_pins(
        blocks(ROOT / "requirements.lock"), blocks(ROOT / "packaging" / "packages.lock"), blocks(ROOT / pins.OWN_LOCK)
    )

    assert all(len(pins.split_pins(pin)) == 1 for pin in found.values())
    assert {"pyinstaller", "pyside6-essentials", "lancedb"} <= found.keys()
    assert "torch" not in found


def test_wheels_are_asked_for_down_from_the_floor(pins: ModuleType) -> None:
    assert pins.PLATFORMS[0] == "manylinux_2_31_aarch64"
    assert pins.PLATFORMS[-2:] == ["manylinux_2_17_aarch64", "manylinux2014_aarch64"]


def test_the_kernel_knows_the_targets_programs_by_their_first_bytes() -> None:
    build = loaded("build")
    told = build.registration().decode("ascii").split(":")

    assert told[1:4] == ["qemu-aarch64", "M", ""]
    magic, mask = (bytes.fromhex(part.replace("\\x", "")) for part in told[4:6])
    assert len(magic) == len(mask) == 20
    assert told[7] == "F"
    shared_object = bytes.fromhex("7f454c4602010100" + "00" * 8 + "0300b700")
    other_machine = bytes.fromhex("7f454c4602010100" + "00" * 8 + "02003e00")
    masked = [bytes(a & b for a, b in zip(head, mask, strict=True)) for head in (shared_object, other_machine)]
    assert masked[0] == bytes(a & b for a, b in zip(magic, mask, strict=True))
    assert masked[1] != masked[0]
