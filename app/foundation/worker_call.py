"""One call to a worker process, from sending it to its end: reply, error, cancel, silence, death.

``workers`` owns the process and hands it in.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable

import msgspec

from app.foundation import frames
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

POLL_SECONDS = 0.05
"""How often a waiting call looks at its cancel token and its clock. An answer wakes it at once."""
START_SECONDS = 180.0
"""For the interpreter and the service's imports; torch on a slow disk takes most of a minute."""
SILENCE_SECONDS = 120.0
"""Without any frame, heartbeats included, the interpreter hangs. Generous, for machines that swap."""
FRAME_SECONDS = 20.0
"""For the rest of a frame that has begun. Half a gigabyte takes about one; generous, for machines that swap."""
CANCEL_GRACE_SECONDS = 1.0
"""From asking a call to stop to killing its process: Ctrl-C has two seconds in all."""

_ERRORS: dict[str, type[ZhunshengError]] = {
    kind.kind: kind for kind in (UserError, EnvironmentFault, WorkspaceBusy, BugError, Cancelled)
}


class NeverBegun(WorkerFailed):
    """The process had been ready for work and died before it took this call up."""


class WorkerCall:
    """One call from sending it to its end, whichever way it ends."""

    def __init__(
        self,
        child: ChildProcess,
        name: str,
        is_closed: Callable[[], bool],
        call: int,
        on_event: Callable[[JSON], None] | None,
        cancel: CancelToken | None,
        timeout: float | None,
    ) -> None:
        self._child = child
        self._name = name
        self._is_closed = is_closed
        self._call = call
        self._on_event = on_event
        self._cancel = cancel
        self._timeout = timeout
        self._cancelled_at: float | None = None
        self._is_begun = not child.is_ready  # a process that dies while it starts is not tried again
        self._is_open = True  # the worker still owes this call its last frame
        self._frame_since: float | None = None
        self._ended = threading.Event()

    def run(self, order: frames.Call, data: bytes = b"") -> Reply:
        threading.Thread(target=self._watch_frames, name=f"watch-{self._name}", daemon=True).start()
        try:
            self._send(order, data)
            return self._follow()
        except BaseException:
            if self._is_open:
                self._abandon()
            raise
        finally:
            self._ended.set()

    def _watch_frames(self) -> None:
        """Beside the call, which is deaf while it reads: a frame that is never finished ends the process."""
        while not self._ended.wait(FRAME_SECONDS / 2):
            since = self._frame_since
            if since is not None and time.monotonic() - since > FRAME_SECONDS:
                self._child.kill()
                return

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
                is_progress = isinstance(received[0], frames.Event) and received[0].id == self._call
                since = since if was_ready and not is_progress else heard
            now = time.monotonic()
            self._watch_cancel(now)
            self._watch_clock(now - since, now - heard)

    def _send(self, frame: frames.ToWorker, data: bytes = b"") -> None:
        try:
            self._child.send(frame, data)
        except OSError as error:
            raise self._gone() from error

    def _receive(self) -> tuple[frames.FromWorker, bytes] | None:
        """The next frame and its data; None when none came for a moment."""
        try:
            if not self._child.answers.poll(POLL_SECONDS):
                return None
            self._frame_since = time.monotonic()
            frame = frames.receive_answer(self._child.answers)
            has_data = isinstance(frame, frames.Result) and frame.has_data
            data = frames.receive_data(self._child.answers) if has_data else b""
            self._frame_since = None
            return frame, data
        except (EOFError, OSError) as error:
            raise self._gone() from error
        except (msgspec.DecodeError, RecursionError) as error:  # a hundred thousand lists in each other are JSON too
            raise self._kill("crash", tr("工作进程 {name} 的回答不可读", name=self._name)) from error

    def _take(self, frame: frames.FromWorker, data: bytes) -> Reply | None:
        """The reply when this frame ends the call. Raises what the service raised."""
        match frame:
            case frames.Ready():
                self._child.is_ready = True
            case frames.Begun(id=self._call):
                self._is_begun = True
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
                raise self._kill("memory", tr("工作进程 {name} 超出内存上限", name=self._name))
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
                "timeout", tr("工作进程 {name} 在 {seconds} 秒内没有完成", name=self._name, seconds=seconds)
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
        if self._is_closed():
            return Cancelled(tr("工作进程 {name} 已关闭", name=self._name))
        if self._cancelled_at is not None:
            return Cancelled(tr("已取消"))
        cause = _ending(self._child.exit_code)
        failure = WorkerFailed if self._is_begun else NeverBegun
        message = tr("工作进程 {name} 意外退出（{cause}）", name=self._name, cause=cause)
        return failure(message, _restart_hint(), reason="crash")

    def _end(self) -> None:
        """Nothing more is to come from this process."""
        self._is_open = False
        self._child.kill()
        self._child.release()

    def _kill(self, reason: str, message: str) -> WorkerFailed:
        self._end()
        return WorkerFailed(message, _restart_hint(), reason=reason)


def _restart_hint() -> str:
    return tr("工作进程会自动重新启动；若再次发生，请查看日志。")


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
