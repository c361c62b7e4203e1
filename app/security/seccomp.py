"""The kernel's side of the offline rule: a seccomp filter for Linux on x86-64 and 64-bit ARM.

A patched Python ``socket`` does not bind llama.cpp, LanceDB's Rust or Qt; a filter that the kernel runs before every
system call does. It cannot be taken off again, binds threads that already run (TSYNC), and goes on to every thread
and child process started later. References: Linux ``seccomp(2)``, ``Documentation/userspace-api/seccomp_filter.rst``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass
from enum import IntEnum

PR_SET_NO_NEW_PRIVS = 38
SECCOMP_SET_MODE_FILTER = 1
SECCOMP_FILTER_FLAG_TSYNC = 1

RETURN_ALLOW = 0x7FFF0000
RETURN_ERRNO = 0x00050000

# Offsets in struct seccomp_data; the arguments are 64 bits each and both machines are little-endian.
OFFSET_NUMBER = 0
OFFSET_ARCHITECTURE = 4
OFFSET_FIRST_ARGUMENT = 16

AF_UNIX = 1
X32_BIT = 0x40000000
"""System calls of the x32 ABI carry this bit on x86-64 and would pass beside every number below."""


class Operation(IntEnum):
    """Classic BPF instructions, as ``linux/bpf_common.h`` composes them."""

    LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
    JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
    JUMP_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
    RETURN = 0x06  # BPF_RET | BPF_K


@dataclass(frozen=True, slots=True)
class Machine:
    """System call numbers of one architecture (``asm/unistd.h``) and its AUDIT_ARCH value (``linux/audit.h``)."""

    audit_architecture: int
    seccomp: int
    socket: int
    socketpair: int
    has_x32: bool


# The same number on both: system calls since Linux 5.1 share one table.
IO_URING_CALLS = (425, 426, 427)
"""io_uring_setup, _enter, _register: a ring can open sockets without the ``socket`` system call."""
PIDFD_GETFD = 438
"""Takes an open socket out of another process of the same user."""

MACHINES = {
    "x86_64": Machine(audit_architecture=0xC000003E, seccomp=317, socket=41, socketpair=53, has_x32=True),
    "aarch64": Machine(audit_architecture=0xC00000B7, seccomp=277, socket=198, socketpair=199, has_x32=False),
}


@dataclass(frozen=True, slots=True)
class Instruction:
    operation: Operation
    operand: int
    skip_if_true: int = 0
    skip_if_false: int = 0

    def packed(self) -> bytes:
        """``struct sock_filter``: code, jt, jf, k."""
        return struct.pack("=HBBI", self.operation, self.skip_if_true, self.skip_if_false, self.operand)


def machine() -> Machine | None:
    """The table for this process, None where there is no filter for it (other systems, 32-bit interpreters)."""
    if sys.platform != "linux" or sys.maxsize <= 2**32:
        return None
    return MACHINES.get(platform.machine())


def program(target: Machine) -> tuple[Instruction, ...]:
    """The filter: AF_UNIX sockets only, no io_uring, no foreign system call table. Everything else is allowed.

    AF_NETLINK is refused too: nothing here needs to list network interfaces, and a raw look at the network is not
    ours to take. Refused calls give EACCES, which libraries report as "permission denied" and survive.
    """
    refuse = Instruction(Operation.RETURN, RETURN_ERRNO | errno.EACCES)
    allow = Instruction(Operation.RETURN, RETURN_ALLOW)
    code = [
        Instruction(Operation.LOAD_WORD, OFFSET_ARCHITECTURE),
        Instruction(Operation.JUMP_IF_EQUAL, target.audit_architecture, skip_if_true=1),
        refuse,
        Instruction(Operation.LOAD_WORD, OFFSET_NUMBER),
    ]
    if target.has_x32:
        code += [Instruction(Operation.JUMP_IF_AT_LEAST, X32_BIT, skip_if_false=1), refuse]
    for number in (*IO_URING_CALLS, PIDFD_GETFD):
        code += [Instruction(Operation.JUMP_IF_EQUAL, number, skip_if_false=1), refuse]
    code += [
        Instruction(Operation.JUMP_IF_EQUAL, target.socket, skip_if_true=2),
        Instruction(Operation.JUMP_IF_EQUAL, target.socketpair, skip_if_true=1),
        allow,
        Instruction(Operation.LOAD_WORD, OFFSET_FIRST_ARGUMENT),
        Instruction(Operation.JUMP_IF_EQUAL, AF_UNIX, skip_if_false=1),
        allow,
        refuse,
    ]
    return tuple(code)


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(target: Machine) -> None:
    """Put the whole process under the filter, for good. Raises OSError where the kernel refuses or lacks seccomp."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise _last_error("prctl(PR_SET_NO_NEW_PRIVS)")
    code = b"".join(instruction.packed() for instruction in program(target))
    buffer = ctypes.create_string_buffer(code, len(code))
    prog = _Program(len(code) // 8, ctypes.addressof(buffer))
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(
        ctypes.c_long(target.seccomp),
        ctypes.c_ulong(SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(SECCOMP_FILTER_FLAG_TSYNC),
        ctypes.byref(prog),
    )
    if result < 0:
        raise _last_error("seccomp(SECCOMP_SET_MODE_FILTER)")
    if result > 0:
        raise OSError(errno.EBUSY, f"thread {result} runs under a filter of its own")


def internet_socket_error() -> int | None:
    """The error number with which the kernel refuses an internet socket, None when it grants one.

    Asks the C library itself, past any guard in Python; the socket is closed at once and nothing is sent.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    af_inet, sock_stream = 2, 1
    descriptor: int = libc.socket(af_inet, sock_stream, 0)
    if descriptor < 0:
        return ctypes.get_errno()
    os.close(descriptor)
    return None


def _last_error(call: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{call}: {os.strerror(number)}")
