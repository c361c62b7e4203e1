"""The offline walk's verdict rests on reading strace's output rightly."""

from __future__ import annotations

import pytest

from tests.bench import offline_walk


def test_local_sockets_are_counted_and_not_reported() -> None:
    trace = offline_walk.read_trace(
        [
            '10 execve("/usr/bin/python3", ["python3", "-m", "app"], 0x7ff) = 0',
            "10 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
            '10 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X0"}, 20) = 0',
            '10 sendto(3, "…", 1, 0, NULL, 0) = 1',
        ]
    )
    assert (trace.local, sum(trace.others.values())) == (3, 0)


def test_a_refused_internet_socket_of_a_workers_thread_is_reported_under_the_worker() -> None:
    trace = offline_walk.read_trace(
        [
            '10 execve("/usr/bin/python3", ["python3", "-m", "app"], 0x7ff) = 0',
            "10 vfork( <unfinished ...>",
            '11 execve("/usr/bin/python3", ["python3", "-c", "from multiprocessing.spawn import spawn_main"], 0x7) = 0',
            "10 <... vfork resumed>) = 11",
            "11 clone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 12",
            "12 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EACCES (Permission denied)",
        ]
    )
    assert list(trace.others) == [
        "python3 worker: socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EACCES (Permission denied)"
    ]


@pytest.mark.parametrize("call", ["socket(AF_NETLINK, SOCK_RAW, 0) = 4", "io_uring_setup(8, {}) = 5"])
def test_what_is_no_local_socket_is_reported_whether_it_worked_or_not(call: str) -> None:
    assert sum(offline_walk.read_trace([f"10 {call}"]).others.values()) == 1


def test_a_call_split_over_two_lines_is_counted_once() -> None:
    trace = offline_walk.read_trace(
        ["10 socket(AF_INET, SOCK_DGRAM, 0 <unfinished ...>", "10 <... socket resumed>) = 3"]
    )
    assert sum(trace.others.values()) == 1
