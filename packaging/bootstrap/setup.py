"""The steps of the set-up, in order, each done once."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bootstrap.console import clock, say, tell
from bootstrap.environment import INSTALLING, install_packages, lock_blocks, make_venv
from bootstrap.llama import build_key, install_llama, require_compiler_or_wheel
from bootstrap.machine import QT_LIBRARIES, check_system_libraries
from bootstrap.models import fetch_models
from bootstrap.places import LOCK, MANIFEST, cache_folder, python_path
from bootstrap.stamps import digest, stamp, stamped, unstamp


@dataclass(frozen=True)
class Step:
    """``key`` changes when the step must be done again. ``run`` gets the title for its progress lines; False means that
    it did not succeed but that one can live without it. ``require`` gets the key before the first step and raises
    Failed when this one cannot succeed."""

    name: str
    title: str
    key: str
    run: Callable[[str], bool]
    require: Callable[[str], None] = lambda key: None


def set_up(retry: bool) -> None:
    """Do what is not done. ``retry``: try again what failed before and can be lived without. Raises Failed."""
    todo = steps()
    if all(map(_is_done, todo)):
        return
    with _only_one():
        for step in todo:
            if not _is_done(step):
                step.require(step.key)
        for number, step in enumerate(todo, 1):
            _take(step, f"[{number}/{len(todo)}] {step.title}", retry)


def steps() -> list[Step]:
    """In their order, for the lock and the catalogue of models as they are now."""
    lock = LOCK.read_bytes()
    llama_key = build_key(lock_blocks(lock.decode()))
    return [
        Step("venv", tell("建立 Python 环境", "Python environment"), "made", make_venv),
        Step("packages", tell("安装依赖包", "Packages"), digest(lock), install_packages),
        Step("llama", tell("编译 llama.cpp", "llama.cpp"), llama_key, install_llama, require_compiler_or_wheel),
        Step("system", tell("检查系统库", "System libraries"), digest(*QT_LIBRARIES), check_system_libraries),
        Step("models", tell("取得起步模型", "Starter models"), digest(MANIFEST.read_bytes()), fetch_models),
    ]


def _is_done(step: Step) -> bool:
    """Nothing is in an environment where an installation was broken off: making it anew is the first step."""
    return stamped(step.name, step.key) and python_path().exists() and not stamped(INSTALLING, INSTALLING)


def _take(step: Step, title: str, retry: bool) -> bool:
    if _is_done(step):
        return True
    if not retry and stamped(f"{step.name}.failed", step.key):
        return False
    start = time.monotonic()
    say(f"{title} …", f"{title} …")
    if not step.run(title):
        stamp(f"{step.name}.failed", step.key)
        return False
    stamp(step.name, step.key)
    unstamp(f"{step.name}.failed")
    say(f"{title}：完成，用时 {clock(start)}", f"{title}: done in {clock(start)}")
    return True


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Two set-ups at once would build into the same folder: the second waits for the first."""
    with (cache_folder() / "setup.lock").open("a+b") as file:
        if not _lock(file.fileno()):
            say("另一个 run.py 正在准备环境，等它结束 …", "Another run.py is setting up; waiting for it …")
            while not _lock(file.fileno()):
                time.sleep(1)
        yield


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
