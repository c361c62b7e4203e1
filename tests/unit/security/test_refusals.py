"""Every way to the network is refused, and kept where a person finds it. The rule is for good: in children."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.foundation.paths import WorkspacePaths
from app.runtime.gpus import GpuReport
from app.runtime.hardware import probe_machine
from app.security import refusals, seccomp
from app.workspace.health import examine, told_refusals

CHECKOUT = Path(__file__).resolve().parents[3]
BIND = """
import sys
from pathlib import Path
from app.security import refusals
from app.security.offline import forbid_network
forbid_network()
refusals.keep_in(Path(sys.argv[1]))
def refused(attempt):
    try:
        attempt()
    except OSError as error:
        return
    raise AssertionError("it went through")
"""
ALSO_WITHOUT_KERNEL = "from app.security import seccomp\nseccomp.machine = lambda: None\n"


def told_by(code: str, record: Path, before: str = "") -> list[refusals.Refusal]:
    """What a child process leaves in the record; the child fails when something goes through."""
    script = before + BIND + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-c", script, record],
        cwd=CHECKOUT,
        env={name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(refusals.kept(record))


@pytest.mark.parametrize(
    ("attempt", "named"),
    [
        ("import socket; refused(lambda: socket.socket(socket.AF_INET).connect(('192.0.2.1', 80)))", "网络套接字"),
        ("import socket; refused(lambda: socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80)))", "网络套接字"),
        ("import socket; refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))", "网络套接字"),
        ("import socket; refused(lambda: socket.create_connection(('192.0.2.1', 80)))", "192.0.2.1"),
        ("import socket; refused(lambda: socket.getaddrinfo('standards.example', 443))", "standards.example"),
        ("import socket; refused(lambda: socket.gethostbyname('standards.example'))", "standards.example"),
        (
            "from urllib.request import *; refused(lambda: urlopen('http://standards.example/path?secret'))",
            "standards.example",
        ),
    ],
)
def test_python_code_is_refused_and_its_attempt_kept(attempt: str, named: str, tmp_path: Path) -> None:
    told = told_by(attempt, tmp_path / "refused.jsonl")
    assert len(told) == 1
    assert named in told[0].attempt
    assert "secret" not in told[0].attempt


def test_a_worker_process_keeps_its_attempts_beside_its_owners(tmp_path: Path) -> None:
    told = told_by(
        """
        from app.foundation.errors import ZhunshengError
        from app.foundation.workers import WorkerProcess
        if __name__ == "__main__":
            with WorkerProcess("tests.unit.foundation.worker_services:Desk", name="reader") as worker:
                try:
                    worker.call("reach", {"host": "standards.example"})
                except ZhunshengError as error:
                    assert "NetworkForbidden" in error.message, error.message
                else:
                    raise AssertionError("it went through")
        """,
        tmp_path / "refused.jsonl",
    )
    assert [one.who for one in told] == ["reader"]


def test_without_a_kernel_rule_a_program_on_this_machine_may_not_pass_things_on(tmp_path: Path) -> None:
    """As on Windows, where loopback sockets must be had: only those of this process are reached."""
    told = told_by(
        """
        import app.security.offline as offline, socket
        offline._is_local_family = lambda family: True
        own = socket.socket(); own.bind(("127.0.0.1", 0)); own.listen()
        socket.socket().connect(own.getsockname())
        refused(lambda: socket.socket().connect(("127.0.0.1", int(sys.argv[2]) if sys.argv[2:] else 9)))
        refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)))
        """,
        tmp_path / "refused.jsonl",
        ALSO_WITHOUT_KERNEL,
    )
    assert [("127.0.0.1" in one.attempt, "192.0.2.1" in one.attempt) for one in told] == [(True, False), (False, True)]


@pytest.mark.skipif(seccomp.machine() is None, reason="the kernel filter exists for Linux on x86-64 and aarch64 only")
def test_native_code_is_refused_by_the_kernel_which_tells_nobody(tmp_path: Path) -> None:
    told = told_by(
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for family in (2, 10, 16):
            assert libc.socket(family, 1, 0) < 0 and ctypes.get_errno() == 13
        """,
        tmp_path / "refused.jsonl",
    )
    assert told == []


def test_doctor_tells_how_many_and_the_last(tmp_path: Path) -> None:
    paths = WorkspacePaths(tmp_path)
    paths.logs.mkdir()
    lines = [{"at": f"2026-11-0{day}T08:00:00+00:00", "who": "reader", "attempt": f"连接 host{day}"} for day in (1, 2)]
    paths.refusals.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + "half a li", "utf-8")
    refused = examine(tmp_path, probe_machine(), GpuReport()).refused
    assert [one.attempt for one in refused] == ["连接 host1", "连接 host2"]
    assert told_refusals(refused).startswith("2 次")
    assert "连接 host2" in told_refusals(refused)


def test_the_record_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "refused.jsonl"
    monkeypatch.setattr(refusals, "LARGEST", 1000)
    refusals._append(record, ["x" * 600])
    refusals._append(record, ["y" * 600])
    refusals._append(record, ["z" * 600])
    assert "z" not in record.read_text("utf-8")
