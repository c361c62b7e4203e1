"""llama.cpp's backends for graphics processors: libraries that somebody laid beside the program, found when present.

They lie in a folder named by the version of llama.cpp's binding, ``backends/0.3.36/libggml-vulkan.so``, because a
backend and the library that loads it share structures: one of another version would crash and not refuse.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.foundation.messages import tr
from app.foundation.paths import backend_folders
from app.runtime.threads import llama_version

ORDER = ("cuda", "vulkan")
"""The faster first. The next one is loaded only where this one finds no device: two would offer the same card twice."""
_FILE = re.compile(r"(?:lib)?ggml-(cuda|vulkan)\.(?:so|dll)")


@dataclass(frozen=True, slots=True)
class Backend:
    """One library. ``kind`` is one of ORDER."""

    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a backend: ``fault`` tells in a sentence why it is of no use, "" where it offers a device."""

    file: str
    fault: str = ""


def backends() -> tuple[Backend, ...]:
    """Those for this version of llama.cpp, in the order in which they are tried; the first folder's wins."""
    found: dict[str, Backend] = {}
    for folder in backend_folders():
        for backend in _in_folder(folder / llama_version()):
            found.setdefault(backend.kind, backend)
    return tuple(found[kind] for kind in ORDER if kind in found)


def strangers() -> tuple[Path, ...]:
    """Backends for other versions of llama.cpp, which are left alone."""
    below = (sub for folder in backend_folders() for sub in _sorted(folder) if sub.name != llama_version())
    return tuple(backend.path for folder in below for backend in _in_folder(folder))


def load_backends(found: Sequence[Backend], ggml: Any, base: Any) -> Iterator[Loaded]:
    """Load one after another until one offers a device. ``ggml`` and ``base``: the libraries as llama.cpp loaded them.

    Runs the drivers' code, which may end the process.
    """
    for backend in found:
        outcome = Loaded(backend.path.name, _load(backend, ggml, base))
        yield outcome
        if not outcome.fault:
            return


def _load(backend: Backend, ggml: Any, base: Any) -> str:
    try:
        ctypes.CDLL(str(backend.path))  # llama.cpp's own loader tells only that it failed
    except OSError as error:
        told = error.__cause__ or error  # PyInstaller's own words hide the linker's
        return tr(
            "显卡组件 {file} 不能载入（{cause}），模型改用处理器。请安装显卡厂商的驱动。",
            file=backend.path.name,
            cause=str(told).removeprefix(f"{backend.path}: "),
        )
    ggml.ggml_backend_load.restype = ctypes.c_void_p
    ggml.ggml_backend_load.argtypes = [ctypes.c_char_p]
    base.ggml_backend_reg_dev_count.restype = ctypes.c_size_t
    base.ggml_backend_reg_dev_count.argtypes = [ctypes.c_void_p]
    registered = ggml.ggml_backend_load(str(backend.path).encode())
    if not registered or not base.ggml_backend_reg_dev_count(registered):
        return tr("显卡组件 {file} 没有找到可用的显卡，模型改用处理器。请检查显卡厂商的驱动。", file=backend.path.name)
    return ""


def _in_folder(folder: Path) -> Iterator[Backend]:
    for path in _sorted(folder):
        named = _FILE.fullmatch(path.name)
        if named:
            yield Backend(named[1], path)


def _sorted(folder: Path) -> list[Path]:
    """What is in it; nothing where it is not there or not readable."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
