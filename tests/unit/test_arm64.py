"""What is told about wheels for 64-bit ARM follows from the names of the files that an index offers."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def arm64() -> ModuleType:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return importlib.import_module("arm64")
    finally:
        del sys.path[0]


@pytest.mark.parametrize(
    ("files", "told", "is_missing"),
    [
        (["a-1.0-py3-none-any.whl", "a-1.0.tar.gz"], "any machine", False),
        (["a-1.0-cp311-cp311-manylinux_2_17_aarch64.manylinux2014_aarch64.whl"], "glibc 2.17", False),
        (["a-1.0-cp39-abi3-manylinux_2_39_aarch64.whl"], "glibc 2.39", True),
        (
            ["a-1.0-cp311-cp311-manylinux_2_34_aarch64.whl", "a-1.0-cp311-cp311-manylinux_2_28_aarch64.whl"],
            "glibc 2.28",
            False,
        ),
        (["a-1.0.tar.gz", "a-1.1-py3-none-any.whl"], "only the source distribution", True),
        (["a-1.1.tar.gz"], "nothing", True),
    ],
)
def test_the_lowest_floor_of_the_pinned_version_counts(
    arm64: ModuleType, files: list[str], told: str, is_missing: bool
) -> None:
    pin = arm64.judged("requirements.lock", "a", "1.0", files)
    assert (pin.found, pin.is_missing) == (told, is_missing)


def test_pins_are_those_of_linux_on_arm_with_the_packages_python(arm64: ModuleType) -> None:
    found = {(name, version) for _, name, version in arm64.pins()}
    names = {name for name, _ in found}
    assert {"numpy", "llama-cpp-python", "pyinstaller"} <= names
    assert not {"colorama", "pefile", "macholib", "nvidia-cuda-cccl"} & names
    assert all(version.endswith("+cpu") for name, version in found if name == "torch")


def test_the_table_names_what_is_missing_first(arm64: ModuleType) -> None:
    pins = [arm64.Pin("there", "1", "lock", 0, True), arm64.Pin("missing", "2", "lock", None, True)]
    told = arm64.table(pins)
    assert told.index("| missing | 2 |") < told.index("| there | 1 |")
    assert told.startswith("2 pins; 1 of them")
