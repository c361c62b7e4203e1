"""The owner's side of a worker process: start, call, watch, cancel, restart.

Parsing, embedding and generation run in such processes, because hostile files and native code may crash, hang or
balloon. A worker that dies takes only the call in flight with it; the next call starts a fresh one.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

import msgspec

from app.foundation import frames, logs, messages
from app.foundation.child_process import ChildProcess
from app.foundation.errors import (
    BugError,
    Cancelled,
    EnvironmentFault,
    UserError,
    WorkerFailed,
    WorkspaceBusy,
    ZhunshengError,
)
from app.foundation.frames import JSON, Reply
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.foundation.worker_main import WorkerContext, WorkerSetting

__all__ = ["JSON", "Reply", "WorkerContext", "WorkerProcess"]

DEBUG_VARIABLE = "ZHUNSHENG_DEBUG"
POLL_SECONDS = 0.05
"""How often a waiting call looks at its cancel token and its clock. An answer wakes it at once."""
START_SECONDS = 180.0
"""For the interpreter and the service's imports; torch on a slow disk takes most of a minute."""
SILENCE_SECONDS = 120.0
"""Without any frame, heartbeats included, the interpreter hangs. Generous, for machines that swap."""
CANCEL_GRACE_SECONDS = 1.0
"""From asking a call to stop to killing its process: Ctrl-C has two seconds in all."""

_ERRORS: dict[str, type[ZhunshengError]] = {
    kind.kind: kind for kind in (UserError, EnvironmentFault, WorkspaceBusy, BugError, Cancelled)
}


class WorkerProcess:
    """A service in a process of its own, started on the first call and again after a crash.

    ``service`` is "package.module:Class"; it is imported and made with ``config`` in the process. Calls from several
    threads run one after another. ``memory_bytes`` limits the address space (Linux only).
    """

    def __init__(
        self,
        service: str,
        config: Mapping[str, JSON] | None = None,
        *,
        name: str,
        memory_bytes: int | None = None,
    ) -> None:
        self._service = service
        self._config = dict(config or {})
        self.name = name
        self._memory_bytes = memory_bytes
        self._turn = threading.RLock()  # one that knows its thread, so that only the holder can release it
        self._child: ChildProcess | None = None
        self._last_call = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the process that lives, None when there is none."""
        child = self._child
        return child.pid if child is not None and child.is_alive else None

    def call(
        self,
        method: str,
        arguments: Mapping[str, JSON],
        *,
        on_event: Callable[[JSON], None] | None = None,
        cancel: CancelToken | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Run a method of the service and give what it gives.

        ``timeout`` is in seconds of work: the process's own start does not count. ``on_event`` runs on the calling
        thread. After a cancel the service may still answer, in part: then that is the reply. Raises Cancelled,
        WorkerFailed, and the ZhunshengError that the service raised.
        """
        try:
            self._wait_for_turn(cancel)
            child = self._living_child()
            self._last_call += 1
            conversation = _Conversation(self, child, self._last_call, on_event, cancel, timeout)
            return conversation.run(frames.Call(self._last_call, method, dict(arguments)))
        finally:
            with suppress(RuntimeError):  # not held: an interrupt came before the lock did
                self._turn.release()

    def close(self) -> None:
        """End the process; a call that runs in another thread ends with Cancelled. No call works afterwards."""
        self._closed = True
        child = self._child
        if child is not None:
            child.stop()
        with self._turn:
            if self._child is not None:
                self._child.kill()  # one that a call started while this waited
                self._child.release()
                self._child = None

    @property
    def is_closed(self) -> bool:
        return self._closed

    def _wait_for_turn(self, cancel: CancelToken | None) -> None:
        while not self._turn.acquire(timeout=POLL_SECONDS):
            if cancel is not None:
                cancel.raise_if_cancelled()

    def _living_child(self) -> ChildProcess:
        if self._closed:
            raise Cancelled(tr("工作进程 {name} 已关闭", name=self.name))
        if self._child is not None and not self._child.is_alive:
            self._child.kill()
            self._child.release()
            self._child = None
        if self._child is None:
            self._child = ChildProcess(self._setting())
        return self._child

    def _setting(self) -> WorkerSetting:
        return WorkerSetting(
            service=self._service,
            config=self._config,
            name=self.name,
            owner=os.getpid(),
            language=messages.language_in_use(),
            memory_bytes=self._memory_bytes,
            log=logs.worker_log(self.name),
            debug=bool(os.environ.get(DEBUG_VARIABLE)),
        )


class _Conversation:
    """One call from sending it to its end, whichever way it ends."""

    def __init__(
        self,
        worker: WorkerProcess,
        child: ChildProcess,
        call: int,
        on_event: Callable[[JSON], None] | None,
        cancel: CancelToken | None,
        timeout: float | None,
    ) -> None:
        self._worker = worker
        self._child = child
        self._call = call
        self._on_event = on_event
        self._cancel = cancel
        self._timeout = timeout
        self._cancelled_at: float | None = None
        self._is_open = True  # the worker still owes this call its last frame

    def run(self, order: frames.Call) -> Reply:
        try:
            self._send(order)
            return self._follow()
        except BaseException:
            if self._is_open:
                self._abandon()
            raise

    def _follow(self) -> Reply:
        since = heard = time.monotonic()
        while True:
            received = self._receive()
            if received is not None:
                was_ready = self._child.is_ready
                reply = self._take(*received)
                if reply is not None:
                    return reply
                heard = time.monotonic()
                since = since if was_ready else heard
            now = time.monotonic()
            self._watch_cancel(now)
            self._watch_clock(now - since, now - heard)

    def _send(self, frame: frames.ToWorker) -> None:
        try:
            self._child.send(frame)
        except OSError as error:
            raise self._gone() from error

    def _receive(self) -> tuple[frames.FromWorker, bytes] | None:
        """The next frame and its data; None when none came for a moment."""
        try:
            if not self._child.answers.poll(POLL_SECONDS):
                return None
            frame = frames.receive_answer(self._child.answers)
            has_data = isinstance(frame, frames.Result) and frame.has_data
            return frame, frames.receive_data(self._child.answers) if has_data else b""
        except (EOFError, OSError) as error:
            raise self._gone() from error
        except msgspec.DecodeError as error:
            raise self._kill("crash", tr("工作进程 {name} 的回答不可读", name=self._worker.name)) from error

    def _take(self, frame: frames.FromWorker, data: bytes) -> Reply | None:
        """The reply when this frame ends the call. Raises what the service raised."""
        match frame:
            case frames.Ready():
                self._child.is_ready = True
            case frames.Event(id=self._call, value=value):
                if self._on_event is not None and self._cancelled_at is None:
                    self._on_event(value)
            case frames.Result(id=self._call, value=value):
                self._is_open = False
                return Reply(value, data)
            case frames.Failure(id=self._call):
                self._is_open = False
                raise _error_of(frame)
            case frames.Failure(id=0):
                self._end()
                raise _error_of(frame)
            case frames.OutOfMemory():
                raise self._kill("memory", tr("工作进程 {name} 超出内存上限", name=self._worker.name))
            case _:
                pass  # a heartbeat, or the tail of a call that was given up
        return None

    def _watch_cancel(self, now: float) -> None:
        if self._cancelled_at is not None:
            if now - self._cancelled_at > CANCEL_GRACE_SECONDS:
                self._end()
                raise Cancelled(tr("已取消"))
        elif self._cancel is not None and self._cancel.is_cancelled:
            self._cancelled_at = now
            self._send(frames.Cancel(self._call))

    def _watch_clock(self, working: float, silent: float) -> None:
        limit = self._timeout if self._child.is_ready else START_SECONDS
        if (limit is not None and working > limit) or silent > SILENCE_SECONDS:
            seconds = round(working, 1)
            raise self._kill(
                "timeout", tr("工作进程 {name} 在 {seconds} 秒内没有完成", name=self._worker.name, seconds=seconds)
            )

    def _abandon(self) -> None:
        """The caller's own code raised (Ctrl-C, or ``on_event``): let the call end, or end its process."""
        deadline = time.monotonic() + CANCEL_GRACE_SECONDS
        self._cancelled_at = time.monotonic()
        try:
            self._send(frames.Cancel(self._call))
            while self._is_open and time.monotonic() < deadline:
                if (received := self._receive()) is not None:
                    self._take(*received)
        except ZhunshengError:
            return  # the call has ended, somehow; what the caller raised is what matters
        finally:
            if self._is_open:
                self._end()

    def _gone(self) -> ZhunshengError:
        """The pipe is closed: closed by us, or the process died."""
        self._end()
        if self._worker.is_closed:
            return Cancelled(tr("工作进程 {name} 已关闭", name=self._worker.name))
        if self._cancelled_at is not None:
            return Cancelled(tr("已取消"))
        cause = _ending(self._child.exit_code)
        return self._kill("crash", tr("工作进程 {name} 意外退出（{cause}）", name=self._worker.name, cause=cause))

    def _end(self) -> None:
        """Nothing more is to come from this process."""
        self._is_open = False
        self._child.kill()
        self._child.release()

    def _kill(self, reason: str, message: str) -> WorkerFailed:
        self._end()
        return WorkerFailed(message, tr("工作进程会自动重新启动；若再次发生，请查看日志。"), reason=reason)


def _error_of(failure: frames.Failure) -> ZhunshengError:
    """The service's error again; a kind that belongs to another room keeps its kind, exit code and ``code``."""
    known = _ERRORS.get(failure.kind)
    if known is not None and not failure.code:
        return known(failure.message, failure.hint)
    return RemoteError(failure)


class RemoteError(ZhunshengError):
    """An error of a service whose own type lives in a higher room. ``code`` is that type's code, "" without one."""

    def __init__(self, failure: frames.Failure) -> None:
        super().__init__(failure.message, failure.hint)
        self.kind = failure.kind
        self.exit_code = failure.exit_code
        self.code = failure.code


def _ending(exit_code: int | None) -> str:
    """How the process ended, for a person: a signal's name or the exit code."""
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else str(exit_code)
    return str(exit_code)
