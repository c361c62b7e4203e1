"""The worker's side: a process that makes one service object and answers calls to it, one at a time.

Two helper threads run beside the service: one listens, so that a cancel reaches a call while it works and the
process ends when its owner does; one sends a heartbeat. The service itself always runs on the main thread.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import logging
import os
import queue
import signal
import sys
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from app.foundation import frames
from app.foundation.child_guard import ChildGuard
from app.foundation.core_dumps import allow_no_core_dumps
from app.foundation.errors import ZhunshengError
from app.foundation.frames import JSON, Reply
from app.foundation.jobs import CancelToken
from app.foundation.logs import WordlessFormatter
from app.foundation.messages import tr, use_language
from app.foundation.paths import PRIVATE_UMASK

HEARTBEAT_SECONDS = 2.0
LARGEST_LOG = 1024 * 1024
"""Bytes of a worker's log that a new worker still appends to; past this it starts afresh."""

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


@dataclass(frozen=True, slots=True)
class WorkerSetting:
    """What the owner hands to a new process. This is pickled, but only ever from owner to worker."""

    service: str
    config: Mapping[str, JSON]
    name: str
    owner: int
    language: str
    memory_bytes: int | None
    log: Path | None
    debug: bool
    guard: ChildGuard


class WorkerContext:
    """What a service's method gets first: where to send events, whether the owner wants it to stop, and the raw bytes
    that came with the call."""

    def __init__(self, worker: _Worker, call: int, cancel: CancelToken, data: bytes = b"") -> None:
        self._worker = worker
        self._call = call
        self.cancel = cancel
        self.data = data

    def emit(self, value: JSON) -> None:
        """Send an event to the owner's ``on_event``."""
        self._worker.send(frames.Event(self._call, value))


def main(setting: WorkerSetting, orders: Connection[Any, Any], answers: Connection[Any, Any]) -> None:
    """The process's whole life. Called by multiprocessing in the new process."""
    _harden(setting)
    _redirect_output(setting)
    use_language(setting.language)
    setting.guard.bind(setting.name)
    _Worker(orders, answers).run(setting)


def _harden(setting: WorkerSetting) -> None:
    """Private files, no core dumps, no life after the owner's, deaf to Ctrl-C (the owner decides), a memory limit."""
    os.umask(PRIVATE_UMASK)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    allow_no_core_dumps()
    if sys.platform != "linux":
        return
    _set_linux_process_flags()
    if os.getppid() != setting.owner:  # it died before it could be bound to us
        os._exit(1)
    if setting.memory_bytes is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (setting.memory_bytes, setting.memory_bytes))


def _set_linux_process_flags() -> None:
    """Killed with the owner; and no dump by a core-dump service either, which RLIMIT_CORE does not bind."""
    import ctypes

    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _redirect_output(setting: WorkerSetting) -> None:
    """What libraries print must never reach the owner's stdout, which may promise to be one JSON value."""
    if setting.debug:
        os.dup2(2, 1)
    else:
        target = _open_log(setting.log)
        os.dup2(target, 1)
        os.dup2(target, 2)
        os.close(target)
    for number, name in ((1, "stdout"), (2, "stderr")):
        setattr(sys, name, open(number, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False))  # noqa: SIM115
    if not setting.debug:
        warnings.simplefilter("ignore")  # libraries quote cells and lines of documents in them, which no log may hold
    faulthandler.enable(file=2)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter(f"%(asctime)s {setting.name} %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _open_log(log: Path | None) -> int:
    """The log to write to; nowhere when it cannot be opened: a full disk or a folder removed since stops no work."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    if log is not None:
        with contextlib.suppress(OSError):
            if log.exists() and log.stat().st_size > LARGEST_LOG:
                flags |= os.O_TRUNC
            return os.open(log, flags, 0o600)
    return os.open(os.devnull, os.O_WRONLY)


class _Worker:
    """The loop over calls, and the two threads beside it."""

    def __init__(self, orders: Connection[Any, Any], answers: Connection[Any, Any]) -> None:
        self._orders = orders
        self._answers = answers
        self._sending = threading.Lock()
        self._calls: queue.SimpleQueue[tuple[frames.Call, CancelToken, bytes] | None] = queue.SimpleQueue()
        self._tokens: dict[int, CancelToken] = {}
        self._working = threading.Event()

    def send(self, frame: frames.FromWorker, data: bytes = b"") -> None:
        """The frame and its bytes stay together, whichever thread sends."""
        with self._sending:
            frames.send(self._answers, frame)
            if data:
                self._answers.send_bytes(data)

    def run(self, setting: WorkerSetting) -> None:
        """Until the owner says stop, goes away, or memory runs out."""
        threading.Thread(target=self._listen, name="worker-listen", daemon=True).start()
        threading.Thread(target=self._beat, name="worker-beat", daemon=True).start()
        self._working.set()
        service = self._make_service(setting)
        if service is None:
            return
        self.send(frames.Ready())
        while True:
            self._working.clear()
            order = self._calls.get()
            self._working.set()
            if order is None or not self._answer(service, *order):
                return

    def _make_service(self, setting: WorkerSetting) -> object | None:
        module, _, name = setting.service.partition(":")
        try:
            service: object = getattr(importlib.import_module(module), name)(**setting.config)
        except MemoryError:
            self.send(frames.OutOfMemory(0))
        except Exception as error:  # noqa: BLE001 - whatever a service throws has to reach its owner
            self.send(_failure(0, error))
        else:
            return service
        return None

    def _answer(self, service: object, call: frames.Call, cancel: CancelToken, data: bytes) -> bool:
        """False when the process is not fit for another call."""
        try:
            self.send(frames.Begun(call.id))
            method = getattr(service, call.method)
            outcome = method(WorkerContext(self, call.id, cancel, data), **call.arguments)
            reply = outcome if isinstance(outcome, Reply) else Reply(outcome)
            self.send(frames.Result(call.id, reply.value, bool(reply.data)), reply.data)
        except MemoryError:
            self.send(frames.OutOfMemory(call.id))
            return False
        except Exception as error:  # noqa: BLE001 - whatever a service throws has to reach its owner
            self.send(_failure(call.id, error))
        finally:
            self._tokens.pop(call.id, None)
        return True

    def _listen(self) -> None:
        while True:
            try:
                order = frames.receive_order(self._orders)
                has_data = isinstance(order, frames.Call) and order.has_data
                data = frames.receive_data(self._orders) if has_data else b""
            except (EOFError, OSError, msgspec.DecodeError):
                os._exit(1)  # the owner is gone; nobody wants the result
            match order:
                case frames.Call():
                    token = self._tokens[order.id] = CancelToken()
                    self._calls.put((order, token, data))
                case frames.Cancel():
                    if (running := self._tokens.get(order.id)) is not None:
                        running.cancel()
                case frames.Stop():
                    for token in list(self._tokens.values()):
                        token.cancel()
                    self._calls.put(None)

    def _beat(self) -> None:
        pause = threading.Event()
        while True:
            self._working.wait()
            try:
                self.send(frames.Beat())
            except OSError:
                os._exit(1)
            pause.wait(HEARTBEAT_SECONDS)


def _failure(call: int, error: Exception) -> frames.Failure:
    if isinstance(error, ZhunshengError):
        code = getattr(error, "code", "")
        return frames.Failure(call, error.kind, error.exit_code, error.message, error.hint, str(code))
    logging.getLogger(__name__).error("call failed", exc_info=error)
    cause = f"{type(error).__name__}: {error}"
    return frames.Failure(call, "defect", 4, tr("工作进程内部出错：{cause}", cause=cause), tr("请把日志交给维护人员。"))
