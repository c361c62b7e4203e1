"""The owner's side of a worker process: start, call, watch, cancel, unload, restart.

Parsing, embedding and generation run in such processes, because hostile files and native code may crash, hang or
balloon. A worker that dies takes only the call in flight with it; the next call starts a fresh one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

from app.foundation import child_guard, frames, logs, messages
from app.foundation.child_process import ChildProcess
from app.foundation.errors import Cancelled
from app.foundation.frames import JSON, Reply
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.foundation.worker_call import POLL_SECONDS, NeverBegun, WorkerCall
from app.foundation.worker_main import WorkerContext, WorkerSetting

__all__ = ["JSON", "Reply", "WorkerContext", "WorkerProcess"]

DEBUG_VARIABLE = "ZHUNSHENG_DEBUG"


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
        data: bytes = b"",
    ) -> Reply:
        """Run a method of the service, which finds ``data`` in its context, and give what it gives.

        ``timeout`` is in seconds of work since the call or its last event: the process's own start does not count.
        ``on_event`` runs on the calling thread. After a cancel the service may still answer, in part: then that is the
        reply. Raises Cancelled, WorkerFailed, and the ZhunshengError that the service raised.
        """

        def converse() -> Reply:
            child = self._living_child()
            self._last_call += 1
            conversation = WorkerCall(
                child, self.name, lambda: self._closed, self._last_call, on_event, cancel, timeout
            )
            return conversation.run(frames.Call(self._last_call, method, dict(arguments), bool(data)), data)

        try:
            self._wait_for_turn(cancel)
            try:
                return converse()
            except NeverBegun:  # it was dying while it idled: its successor may do what it did not even begin
                return converse()
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

    def unload(self) -> None:
        """End the process, after the call that runs in it; the next call starts a fresh one."""
        with self._turn:
            if self._child is not None:
                self._child.stop()
                self._child.release()
                self._child = None

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
            guard=child_guard.guard(),
        )
