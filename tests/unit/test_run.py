"""run.py in a copy of the checkout whose environment is a script that tells what it was started with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

FAKE_PYTHON = """#!/bin/sh
printf '%s|' "$@" >> "$STARTED_WITH"; echo >> "$STARTED_WITH"
case "$*" in
    *"documents --json"*) echo '[]' ;;
    *"exit with 3"*) echo out; exit 3 ;;
esac
"""

MARK_READY = """
from bootstrap.setup import steps
from bootstrap.stamps import stamp
for step in steps():
    stamp(step.name, step.key)
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Set up, as far as run.py can tell."""
    copy = tmp_path / "checkout"
    for name in ("run.py", "requirements.lock", "models/manifest.toml"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, copy / name)
    shutil.copytree(CHECKOUT / "packaging", copy / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "app" / "samples").mkdir(parents=True)
    python = copy / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(FAKE_PYTHON)
    python.chmod(0o755)
    subprocess.run([sys.executable, "-c", MARK_READY], cwd=copy / "packaging", check=True)
    return copy


@pytest.fixture
def run(checkout: Path, tmp_path: Path) -> Run:
    def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        inherited = {name: value for name, value in os.environ.items() if name not in hidden}
        return subprocess.run(
            [sys.executable, str(checkout / "run.py"), *arguments],
            cwd=tmp_path,
            env={**inherited, "LANG": "zh_CN", "LC_ALL": "", "STARTED_WITH": str(tmp_path / "log"), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return start


def started(tmp_path: Path) -> list[list[str]]:
    """The arguments of every start of the environment's Python, in order."""
    log = tmp_path / "log"
    return [line.rstrip("|").split("|") for line in log.read_text().splitlines()] if log.exists() else []


pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the environment's Python is a shell script")


def test_a_command_is_passed_through_with_its_exit_code_and_nothing_added(run: Run, tmp_path: Path) -> None:
    finished = run("--", "exit with 3", "--json")
    assert (finished.returncode, finished.stdout, finished.stderr) == (3, "out\n", "")
    assert started(tmp_path) == [["-P", "-m", "app", "exit with 3", "--json"]]


def test_a_set_up_checkout_opens_its_window_at_once_after_the_samples_were_loaded(run: Run, tmp_path: Path) -> None:
    run(DISPLAY=":0")
    first = started(tmp_path)
    assert [arguments[3:4] for arguments in first] == [["documents"], ["ingest"], []]
    (tmp_path / "log").unlink()
    run(DISPLAY=":0")
    assert started(tmp_path) == [["-P", "-m", "app"]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_terminal_is_named_instead(run: Run, tmp_path: Path) -> None:
    finished = run()
    assert finished.returncode == 0
    assert finished.stdout == ""
    assert "python3 run.py ask" in finished.stderr
    assert ["-P", "-m", "app"] not in started(tmp_path)


def test_ask_walks_the_same_way_in_the_terminal(run: Run, tmp_path: Path) -> None:
    run("ask", "载荷是多少？")
    assert [arguments[3] for arguments in started(tmp_path)] == ["documents", "ingest", "ask"]
    assert started(tmp_path)[-1] == ["-P", "-m", "app", "ask", "载荷是多少？"]


def test_tests_run_in_the_checkout_without_a_screen(run: Run, tmp_path: Path) -> None:
    run("test", "-q")
    *before, last = started(tmp_path)
    assert last == ["-P", "-m", "pytest", "-q"]
    assert all(command[:5] == ["-P", "-m", "app", "models", "fetch"] for command in before)


def test_models_for_tests_are_asked_for_once(run: Run, tmp_path: Path) -> None:
    run("test")
    asked = len(started(tmp_path))
    run("test")
    assert len(started(tmp_path)) == asked + 1
    assert asked > 1


def test_an_unknown_argument_is_answered_with_the_usage(run: Run) -> None:
    finished = run("windw")
    assert finished.returncode == 2
    assert "windw" in finished.stderr
    assert "run.py test" in finished.stderr


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


@pytest.mark.parametrize(
    ("changed", "redone"),
    [
        ("requirements.lock", ["-m", "pip", "install", "--no-deps", "--require-hashes"]),
        ("models/manifest.toml", ["-m", "app", "models", "fetch", "--starter"]),
    ],
)
def test_only_the_steps_that_depend_on_what_changed_are_done_again_and_need_no_compiler(
    changed: str, redone: list[str], checkout: Path, run: Run, tmp_path: Path
) -> None:
    append(checkout / changed, "# changed\n")
    finished = run("--", "list", PATH="/nowhere", XDG_CACHE_HOME=str(checkout / "cache"))
    assert finished.returncode == 0
    again, last = started(tmp_path)
    assert again[1:6] == redone
    assert last == ["-P", "-m", "app", "list"]


@pytest.mark.parametrize("changed", ["packaging/llama.cmake", "requirements.lock"])
def test_a_missing_compiler_is_told_before_anything_is_begun(
    changed: str, checkout: Path, run: Run, tmp_path: Path
) -> None:
    """When what llama.cpp is built from has changed."""
    path = checkout / changed
    path.write_text(path.read_text().replace("llama-cpp-python==", "llama-cpp-python==9.") + "# changed\n")
    finished = run("--", "list", PATH="/nowhere", XDG_CACHE_HOME=str(checkout / "cache"))
    assert finished.returncode == 1
    assert "编译器" in finished.stderr
    assert started(tmp_path) == []


def test_a_library_that_the_window_newly_needs_is_looked_for(checkout: Path, run: Run) -> None:
    machine = checkout / "packaging" / "bootstrap" / "machine.py"
    machine.write_text(machine.read_text().replace('"libEGL.so.1": "libegl1",', '"libnone.so.9": "libnone9",'))
    finished = run("--", "list", PATH="/nowhere")
    assert finished.returncode == 0
    assert ("libnone9" in finished.stderr) == sys.platform.startswith("linux")


class TestSteps:
    """The set-up's own bookkeeping, in this process."""

    @pytest.fixture(autouse=True)
    def _bootstrap(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(CHECKOUT / "packaging"))
        from bootstrap import setup, stamps

        monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
        monkeypatch.setattr(setup, "python_path", lambda: Path(sys.executable))

    @staticmethod
    def take(outcome: bool, *, key: str = "key", retry: bool = False) -> tuple[bool, int]:
        """Take one step: whether it is done, and how often it was run."""
        from bootstrap.setup import Step, _take

        runs: list[str] = []

        def work(title: str) -> bool:
            runs.append(title)
            return outcome

        return _take(Step("step", "title", key, work), "title", retry), len(runs)

    def test_a_finished_step_is_not_run_again_until_its_key_changes(self) -> None:
        assert self.take(True) == (True, 1)
        assert self.take(True) == (True, 0)
        assert self.take(True, key="other") == (True, 1)

    def test_a_step_that_can_be_lived_without_is_tried_again_only_when_asked_to(self) -> None:
        assert self.take(False) == (False, 1)
        assert self.take(True) == (False, 0)
        assert self.take(True, retry=True) == (True, 1)
        assert self.take(False) == (True, 0)

    def test_after_a_broken_installation_every_step_is_done_again(self) -> None:
        """An environment with half a package in it looks whole to pip, so it is made anew from the first step on."""
        from bootstrap.environment import INSTALLING
        from bootstrap.stamps import stamp

        assert self.take(True) == (True, 1)
        stamp(INSTALLING, INSTALLING)
        assert self.take(True) == (True, 1)

    def test_the_lock_is_read_by_package_with_all_hashes(self) -> None:
        from bootstrap.environment import LLAMA, lock_blocks

        lock = (CHECKOUT / "requirements.lock").read_text("utf-8")
        blocks = lock_blocks(lock)
        assert "".join(blocks.values()).count("--hash=") == lock.count("--hash=")
        assert blocks[LLAMA].count("--hash=") == 1, "one source, built here"
        assert "+cpu" in blocks["torch"]
