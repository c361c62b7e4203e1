"""What holds for every test: no network, nobody's own folders, nothing left running."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import psutil
import pytest

from app.foundation.paths import MODELS_VARIABLE, models_folders

REAL_MODELS = os.pathsep.join(str(folder) for folder in models_folders() if folder.is_dir())
"""Where this machine's models lie, taken before the tests are given folders of their own."""

WITH_REAL_MODELS = {"contracts", "e2e"}
"""Folders of tests that look for real model files; the others must pass on a machine that has none."""

SECONDS_TO_END = 5.0
"""For threads and processes that were told to stop and are on their way out."""

# Examples are the same in every run: a failure must not come and go. Timing says nothing on a shared machine.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")


class NetworkUsed(Exception):
    """A test reached for the network. No OSError, so that no code under test takes it for a network that is down."""


def _refuse(*arguments: object, **options: object) -> NoReturn:
    raise NetworkUsed(f"a test may not reach the network: {arguments[1:]}")


@pytest.fixture(scope="session", autouse=True)
def _hears_interrupts() -> None:
    """A shell without job control starts background commands deaf to Ctrl-C, and all their children with them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Local (AF_UNIX) sockets stay: worker processes may use them."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            _refuse(self, address)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)
    for name in ("connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, _refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default workspace, the settings and the models folder of each test are its own, and empty."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "user" / variable.lower()))
    real = REAL_MODELS if WITH_REAL_MODELS.intersection(request.path.parts) else ""
    monkeypatch.setenv(MODELS_VARIABLE, real or str(tmp_path / "user" / "models"))


@pytest.fixture(scope="module", autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """By module, because a module's tests may share one worker. Daemon threads are none of ours."""
    processes = set(_children())
    threads = set(threading.enumerate())
    yield
    deadline = time.monotonic() + SECONDS_TO_END
    while (left := _left_over(processes, threads)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left, f"still running after the last test of this file: {', '.join(left)}"


def _children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _left_over(processes: set[psutil.Process], threads: set[threading.Thread]) -> list[str]:
    left = [thread.name for thread in threading.enumerate() if thread not in threads and not thread.daemon]
    for process in set(_children()) - processes:
        try:
            command = " ".join(process.cmdline())
        except psutil.Error:
            continue  # gone between listing and asking
        # Python's own helper stays until the interpreter ends.
        if "multiprocessing.resource_tracker" not in command and process.status() != psutil.STATUS_ZOMBIE:
            left.append(f"process {process.pid} ({command})")
    return left
