"""The offline rule is for good, so each test binds a child process and reads what the child saw."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from app.security import seccomp

needs_kernel_rule = pytest.mark.skipif(
    seccomp.machine() is None, reason="the kernel filter exists for Linux on x86-64 and aarch64 only"
)

ATTEMPTS = """
import ctypes, errno, json, socket, subprocess, sys, threading

def python_socket(family):
    try:
        socket.socket(family, socket.SOCK_STREAM).close()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "opened"

def native_socket(family):
    libc = ctypes.CDLL(None, use_errno=True)
    return "opened" if libc.socket(family, 1, 0) >= 0 else errno.errorcode[ctypes.get_errno()]

def native_call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return "worked" if result >= 0 else errno.errorcode[ctypes.get_errno()]
"""

FORBID = "from app.security.offline import forbid_network, is_enforced\nrule = forbid_network()\n"


def run_child(code: str) -> dict[str, object]:
    """Run the code in a fresh interpreter; it fills ``seen``, which comes back."""
    script = ATTEMPTS + "seen = {}\n" + textwrap.dedent(code) + "\nprint(json.dumps(seen))"
    finished = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
    assert finished.returncode == 0, finished.stderr
    result: dict[str, object] = json.loads(finished.stdout.splitlines()[-1])
    return result


def test_sockets_open_before_the_rule() -> None:
    """Without this the tests below could pass on a machine that has no sockets to refuse."""
    seen = run_child('seen["python"] = python_socket(socket.AF_INET)\nseen["native"] = native_socket(socket.AF_INET)')
    assert seen == {"python": "opened", "native": "opened"}


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_python_is_refused_with_a_clear_message(family: str) -> None:
    seen = run_child(
        FORBID
        + f"""
seen["code"] = python_socket(socket.{family})
try:
    socket.socket(socket.{family})
except OSError as error:
    seen["message"] = str(error)
"""
    )
    assert seen["code"] == "EACCES"
    assert "不使用网络" in str(seen["message"])


def test_looking_up_a_name_is_refused_before_it_leaves_the_process() -> None:
    seen = run_child(
        FORBID
        + """
try:
    socket.getaddrinfo("standards.example", 443)
except OSError as error:
    seen["message"] = str(error)
"""
    )
    assert "standards.example" in str(seen["message"])


@needs_kernel_rule
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK"])
def test_native_code_is_refused_by_the_kernel(family: str) -> None:
    seen = run_child(FORBID + f'seen["native"] = native_socket(socket.{family})')
    assert seen["native"] == "EACCES"


@needs_kernel_rule
def test_io_uring_is_refused() -> None:
    seen = run_child(FORBID + f'seen["ring"] = [native_call(n, 1, 0) for n in {seccomp.IO_URING_CALLS}]')
    assert seen["ring"] == ["EACCES"] * 3


@needs_kernel_rule
@pytest.mark.skipif(not (seccomp.machine() or seccomp.MACHINES["aarch64"]).has_x32, reason="x32 is an x86-64 matter")
def test_the_x32_road_to_a_socket_is_refused() -> None:
    seen = run_child(FORBID + f'seen["x32"] = native_call({seccomp.X32_BIT | 41}, 2, 1, 0)')
    assert seen["x32"] == "EACCES"


@needs_kernel_rule
def test_a_subprocess_inherits_the_rule_without_knowing_of_it() -> None:
    seen = run_child(
        FORBID
        + """
code = "import socket\\ntry:\\n socket.socket()\\nexcept PermissionError: print('refused')\\nelse: print('opened')"
seen["child"] = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip()
"""
    )
    assert seen["child"] == "refused"


@needs_kernel_rule
def test_a_thread_that_ran_before_the_rule_is_bound_too() -> None:
    seen = run_child("""
go = threading.Event()
def wait_and_try():
    go.wait()
    seen["thread"] = native_socket(socket.AF_INET)
thread = threading.Thread(target=wait_and_try)
thread.start()
from app.security.offline import forbid_network
forbid_network()
go.set()
thread.join()
""")
    assert seen["thread"] == "EACCES"


def test_pipes_and_local_sockets_still_work() -> None:
    seen = run_child(
        FORBID
        + """
import os
left, right = socket.socketpair()
left.sendall(b"local")
seen["socketpair"] = right.recv(5).decode()
reading, writing = os.pipe()
os.write(writing, b"pipe")
seen["pipe"] = os.read(reading, 4).decode()
"""
    )
    assert seen == {"socketpair": "local", "pipe": "pipe"}


def test_spawned_workers_still_start_and_answer() -> None:
    seen = run_child(
        FORBID
        + """
import math, multiprocessing
with multiprocessing.get_context("spawn").Pool(1) as pool:
    seen["answer"] = pool.apply(math.factorial, (5,))
"""
    )
    assert seen["answer"] == 120


def test_an_event_loop_still_starts() -> None:
    seen = run_child(
        FORBID
        + """
import asyncio
async def answer():
    return 42
seen["answer"] = asyncio.run(answer())
"""
    )
    assert seen["answer"] == 42


@needs_kernel_rule
def test_the_rule_in_force_is_found_by_trying() -> None:
    seen = run_child("""
from app.security.offline import forbid_network, is_enforced
seen["before"] = is_enforced().enforcement
seen["set"] = forbid_network().enforcement
seen["again"] = forbid_network().enforcement
seen["after"] = is_enforced().enforcement
""")
    assert seen == {"before": "none", "set": "kernel", "again": "kernel", "after": "kernel"}


@needs_kernel_rule
def test_the_rule_asks_for_no_socket_and_a_worker_takes_it_as_inherited() -> None:
    """An office that counts this program's socket calls must find none to a network, refused ones included."""
    seen = run_child("""
from app.foundation.child_guard import guard
from app.security import seccomp
def no_try():
    raise AssertionError("a socket was tried")
seccomp.internet_socket_error = no_try
from app.security import offline
offline.forbid_network()
seen["entry"] = guard().entry
def no_second(target):
    raise AssertionError("a second filter")
seccomp.install = no_second
offline._rule = None
offline.forbid_network_in_bound_worker("reader", "")
seen["rule"] = offline._rule.enforcement
seen["native"] = native_socket(socket.AF_INET)
""")
    assert seen == {
        "entry": "app.security.offline:forbid_network_in_bound_worker",
        "rule": "kernel",
        "native": "EACCES",
    }


def test_without_a_kernel_filter_the_rule_says_that_it_is_python_only() -> None:
    seen = run_child("""
from app.security import seccomp
seccomp.machine = lambda: None
from app.security.offline import forbid_network, is_enforced
seen["set"] = forbid_network().enforcement
seen["after"] = is_enforced().enforcement
seen["python"] = python_socket(socket.AF_INET)
""")
    assert seen == {"set": "python", "after": "python", "python": "EACCES"}


def test_a_kernel_that_refuses_the_filter_leaves_the_python_guard_and_says_why() -> None:
    seen = run_child("""
from app.security import seccomp
def refuse(target):
    raise OSError("no seccomp here")
seccomp.install = refuse
seccomp.machine = lambda: seccomp.MACHINES["x86_64"]
from app.security.offline import forbid_network
rule = forbid_network()
seen["rule"] = [rule.enforcement, rule.detail]
seen["python"] = python_socket(socket.AF_INET)
""")
    assert seen["python"] == "EACCES"
    assert "no seccomp here" in str(seen["rule"])
