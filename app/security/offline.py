"""The offline rule: after ``forbid_network()`` this process, its threads and its children open no internet socket.

Two layers. Where there is one for the machine, a kernel filter (``app.security.seccomp``) binds native code as well
and is inherited by every worker. Everywhere, a Python audit hook refuses first, says why in words and keeps
the attempt (``refusals``); alone (Windows, macOS) it does not bind native code, so the installer adds a firewall rule.
It is not inherited: each worker puts itself under it (``app.foundation.child_guard``). Qt's sockets are refused and
told by the window (``app.gui.shell.network_guard``). What native code tries and the kernel refuses, nobody counts.

What the rule does not reach: another program that already runs and acts for us when asked over a local socket (a
desktop portal, a name service daemon). The window therefore opens no links, and nothing here asks for names.

**Where a named host would be allowed.** Not built. A kernel filter sees numbers and not addresses, so an exception
cannot be made in it. The one place is ``forbid_network``: before the filter goes on, an administrator's setting would
start a broker process that alone may connect to that one host, and hand this process a local (AF_UNIX) socket to it.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
import weakref
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.foundation.child_guard import guard_children
from app.foundation.messages import tr
from app.security import refusals, seccomp

REACHING_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
WORKER_ENTRY = "app.security.offline:forbid_network_in_worker"
BOUND_WORKER_ENTRY = "app.security.offline:forbid_network_in_bound_worker"
"""Where the kernel's part is inherited. A worker does not find that out by trying: an office that counts this
program's socket calls must find none."""
NAMING_EVENTS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
FAMILY_OF_AN_OPEN_DESCRIPTOR = -1
"""What ``socket.socket(fileno=…)`` reports: the socket exists already, nothing is opened."""


class Enforcement(StrEnum):
    KERNEL = "kernel"
    PYTHON = "python"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OfflineRule:
    """How firmly the network is out of reach, and a sentence about it for ``doctor``."""

    enforcement: Enforcement
    detail: str


class NetworkForbidden(PermissionError):
    """Python code tried to reach the network. An OSError, so that libraries with a fallback take it."""


_rule: OfflineRule | None = None
"""What forbid_network put in place; a process can only be bound once."""
_own: weakref.WeakSet[socket.socket] = weakref.WeakSet()
"""Sockets that this process has bound to a loopback address: the only ones that it may reach by one."""


def forbid_network(*, is_inherited: bool = False) -> OfflineRule:
    """Shut the network out for good; call early in the main thread. A second call changes nothing.

    ``is_inherited``: the kernel's part holds already.
    """
    global _rule
    if _rule is not None:
        return _rule
    refusal = ""
    target = seccomp.machine()
    if target is not None and not is_inherited:
        try:
            seccomp.install(target)
        except OSError as error:
            refusal = str(error)
    sys.addaudithook(_refuse_network)
    is_bound = target is not None and not refusal
    guard_children(entry=BOUND_WORKER_ENTRY if is_bound else WORKER_ENTRY)
    _rule = _kernel_rule() if is_bound else _python_rule(refusal)
    return _rule


def forbid_network_in_worker(worker: str, record: str) -> None:
    """The same in a new worker process; ``record`` is the file for what it refuses, empty when there is none."""
    _forbid_in_worker(worker, record, is_inherited=False)


def forbid_network_in_bound_worker(worker: str, record: str) -> None:
    """As ``forbid_network_in_worker``, in a process that has inherited the kernel's part."""
    _forbid_in_worker(worker, record, is_inherited=True)


def _forbid_in_worker(worker: str, record: str, *, is_inherited: bool) -> None:
    if record:
        refusals.keep_in(Path(record), worker)
    forbid_network(is_inherited=is_inherited)


def is_enforced() -> OfflineRule:
    """The rule that holds now, found by trying and not by remembering: one internet socket is asked for."""
    if seccomp.machine() is not None and seccomp.internet_socket_error() == errno.EACCES:
        return _kernel_rule()
    if _rule is not None and _rule.enforcement is Enforcement.PYTHON:
        return _rule
    return OfflineRule(Enforcement.NONE, tr("没有限制联网。"))


def _kernel_rule() -> OfflineRule:
    return OfflineRule(Enforcement.KERNEL, tr("操作系统内核禁止本程序及其全部子进程打开网络套接字。"))


def _python_rule(refusal: str) -> OfflineRule:
    if refusal:
        return OfflineRule(
            Enforcement.PYTHON, tr("内核不接受断网规则（{cause}），只在 Python 一层禁止联网。", cause=refusal)
        )
    return OfflineRule(Enforcement.PYTHON, tr("本系统没有内核断网规则，只在 Python 一层禁止联网；请用防火墙补上。"))


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook (PEP 578). Runs on every audited event, so the first test is the cheap one."""
    if not event.startswith("socket."):
        return
    if event == "socket.__new__":
        if not _is_local_family(arguments[1]):
            raise _forbidden(tr("打开网络套接字"))
    elif event == "socket.bind":
        if not _is_local_address(arguments[1]):
            raise _forbidden(tr("连接 {address}", address=arguments[1]))
        if isinstance(arguments[0], socket.socket):
            _own.add(arguments[0])
    elif event in REACHING_EVENTS:
        if len(arguments) > 1 and not (_is_local_address(arguments[1]) and _is_own(arguments[1])):
            raise _forbidden(tr("连接 {address}", address=arguments[1]))
    elif event in NAMING_EVENTS and not _is_loopback(arguments[0]):
        raise _forbidden(tr("查询主机名 {name}", name=arguments[0]))


def _is_local_family(family: object) -> bool:
    if family in (FAMILY_OF_AN_OPEN_DESCRIPTOR, getattr(socket, "AF_UNIX", None)):
        return True
    # Windows builds socketpair(), which asyncio needs, from two loopback sockets; connecting further is refused below.
    return sys.platform == "win32" and family == socket.AF_INET


def _is_local_address(address: object) -> bool:
    """A path (AF_UNIX), no address at all (a connected socket's sendmsg), or this machine itself."""
    if address is None or isinstance(address, str | bytes):
        return True
    return isinstance(address, tuple) and bool(address) and _is_loopback(address[0])


def _is_own(address: object) -> bool:
    """A loopback address only where a socket of this process listens: another program there may pass things on (a
    proxy). Paths and no address at all are nobody else's network."""
    if not isinstance(address, tuple):
        return True
    return any(one.fileno() >= 0 and one.getsockname()[1:2] == address[1:2] for one in list(_own))


def _is_loopback(host: object) -> bool:
    """True for the loopback addresses and their name; None asks for no host. Pairs as getnameinfo takes them count."""
    if isinstance(host, tuple) and host:
        host = host[0]
    if host is None or host in ("localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _forbidden(attempt: str) -> NetworkForbidden:
    refusals.note(attempt)
    return NetworkForbidden(errno.EACCES, tr("准绳只在本机工作，不使用网络；已拒绝：{attempt}", attempt=attempt))
