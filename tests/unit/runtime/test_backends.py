"""Backends for graphics processors are used where they lie beside the program, and never keep it from working."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.foundation.paths import BACKENDS_VARIABLE
from app.runtime import backends as backends_module
from app.runtime.backends import Backend, backends, load_backends
from app.runtime.gpus import GpuReport, drivers_are_safe, gpu_report
from app.runtime.threads import llama_version


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    drivers_are_safe.cache_clear()
    yield
    drivers_are_safe.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backends for this version of llama.cpp are looked for."""
    monkeypatch.setenv(BACKENDS_VARIABLE, str(tmp_path / "backends"))
    made = tmp_path / "backends" / llama_version()
    made.mkdir(parents=True)
    return made


@pytest.fixture
def compiler() -> str:
    found = shutil.which("cc")
    if found is None:
        pytest.skip("no C compiler")
    return found


def compiled(compiler: str, target: Path, code: str) -> None:
    subprocess.run([compiler, "-shared", "-fPIC", "-x", "c", "-", "-o", str(target)], input=code.encode(), check=True)


@pytest.mark.usefixtures("folder")
def test_without_a_backend_there_is_nothing_to_tell() -> None:
    assert gpu_report().faults == ()
    assert drivers_are_safe()


def test_the_faster_one_is_tried_first_and_other_files_are_left_alone(folder: Path) -> None:
    for name in ("libggml-vulkan.so", "libggml-cuda.so", "libggml-cpu-haswell.so", "libcudart.so.12", "liesmich.txt"):
        (folder / name).write_bytes(b"")
    assert [backend.kind for backend in backends()] == ["cuda", "vulkan"]


def test_of_two_backends_that_know_the_same_card_one_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends_module, "_load", lambda backend, ggml, base: "")
    two = (Backend("cuda", Path("libggml-cuda.so")), Backend("vulkan", Path("libggml-vulkan.so")))
    assert [loaded.file for loaded in load_backends(two, None, None)] == ["libggml-cuda.so"]


def test_where_the_first_is_of_no_use_the_next_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends_module, "_load", lambda backend, ggml, base: "" if backend.kind == "vulkan" else "x")
    two = (Backend("cuda", Path("libggml-cuda.so")), Backend("vulkan", Path("libggml-vulkan.so")))
    assert [loaded.fault for loaded in load_backends(two, None, None)] == ["x", ""]


def test_one_that_does_not_load_is_told_and_the_processor_does_the_work(folder: Path) -> None:
    (folder / "libggml-vulkan.so").write_bytes(b"no library")
    report = gpu_report()
    (fault,) = report.faults
    assert "libggml-vulkan.so" in fault
    assert "模型改用处理器" in fault
    assert str(folder) not in fault, "a report is handed on, and the folder has the person's name"
    assert report.names == ()
    assert drivers_are_safe()


def test_the_packaged_program_tells_the_linkers_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def packaged(path: str) -> None:
        raise OSError("was not found when the application was frozen") from OSError("libvulkan.so.1: cannot open")

    monkeypatch.setattr("app.runtime.backends.ctypes.CDLL", packaged)
    (loaded,) = load_backends([Backend("vulkan", Path("libggml-vulkan.so"))], None, None)
    assert "libvulkan.so.1: cannot open" in loaded.fault


def test_one_that_offers_no_device_is_told(folder: Path, compiler: str) -> None:
    compiled(compiler, folder / "libggml-vulkan.so", "void *ggml_backend_init(void) { return 0; }")
    (fault,) = gpu_report().faults
    assert "没有找到可用的显卡" in fault


def test_a_driver_that_ends_the_process_is_not_asked_by_models(folder: Path, compiler: str) -> None:
    code = "#include <stdlib.h>\n__attribute__((constructor)) static void start(void) { abort(); }"
    compiled(compiler, folder / "libggml-vulkan.so", code)
    (fault,) = gpu_report().faults
    assert "libggml-vulkan.so" in fault
    assert "模型改用处理器" in fault
    assert not drivers_are_safe()


def test_one_for_another_version_is_told_and_not_loaded(folder: Path) -> None:
    other = folder.with_name("0.0.1")
    other.mkdir()
    (other / "libggml-vulkan.so").write_bytes(b"")
    report = gpu_report()
    (fault,) = report.faults
    assert "0.0.1" in fault
    assert llama_version() in fault
    assert report == GpuReport(faults=report.faults)
