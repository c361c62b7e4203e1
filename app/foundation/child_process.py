"""One spawned process with the pipes to it, bound to its owner's life. ``workers`` talks with it."""

from __future__ import annotations

import multiprocessing
import multiprocessing.resource_tracker
import signal
import sys
import threading
from multiprocessing.connection import Connection, wait
from typing import Any

from app.foundation import frames
from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.foundation.worker_main import WorkerSetting, main

CLOSE_GRACE_SECONDS = 1.0
"""From asking a process to end to killing it."""
START_GRACE_SECONDS = 1.0
"""For a start that is under way when it is not wanted any more; it takes some hundredths."""


class ChildProcess:
    """One process and the thread that started it.

    Linux binds "die with your parent" to the parent's *thread*, so the starting thread lives as long as the process.
    """

    def __init__(self, setting: WorkerSetting) -> None:
        context = multiprocessing.get_context("spawn")
        self._orders_in, self._orders = context.Pipe(duplex=False)
        self.answers, self._answers_out = context.Pipe(duplex=False)
        self._process = context.Process(
            target=main, args=(setting, self._orders_in, self._answers_out), name=setting.name, daemon=True
        )
        self._sending = threading.Lock()
        self._started = threading.Event()
        self._start_error: BaseException | None = None
        self.ended = threading.Event()
        self.is_ready = False
        self._start(threading.Thread(target=self._supervise, name=f"worker-{setting.name}", daemon=True))
        if self._start_error is not None:
            raise EnvironmentFault(
                tr("不能启动工作进程 {name}：{cause}", name=setting.name, cause=self._start_error),
                tr("请关闭其他程序、确认内存足够后重试。"),
            ) from self._start_error

    def _start(self, supervisor: threading.Thread) -> None:
        try:
            supervisor.start()
            self._started.wait()
        except BaseException:  # Ctrl-C: a process half started would complain when its owner vanishes
            if self._started.wait(START_GRACE_SECONDS):
                self.kill()
                self.release()
            raise

    def _supervise(self) -> None:
        try:
            _shield_from_interrupt()
            self._process.start()
        except OSError as error:
            self._start_error = error
            self.ended.set()
            self.release()
        finally:
            self._close_connections(self._orders_in, self._answers_out)
            self._started.set()
        if self._start_error is None:
            self._process.join()
            self.ended.set()

    @staticmethod
    def _close_connections(*connections: Connection[Any, Any]) -> None:
        for connection in connections:
            connection.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Negative: the signal that ended it. None while it lives."""
        return self._process.exitcode if self.ended.is_set() else None

    @property
    def is_alive(self) -> bool:
        """False from the moment it dies, which ``ended`` learns a little later."""
        return not self.ended.is_set() and not wait([self._process.sentinel], timeout=0)

    def send(self, frame: frames.ToWorker, data: bytes = b"") -> None:
        """The frame and its bytes stay together. Raises OSError when the process is gone."""
        with self._sending:
            frames.send(self._orders, frame)
            if data:
                self._orders.send_bytes(data)

    def kill(self) -> None:
        """End it now, and wait until it is gone."""
        if not self.ended.is_set():
            self._process.kill()
        self.ended.wait()

    def stop(self) -> None:
        """Ask it to end; kill it after a grace period. Safe beside a call in another thread."""
        if self._sending.acquire(timeout=CLOSE_GRACE_SECONDS):  # held for long only when it does not read any more
            try:
                frames.send(self._orders, frames.Stop())
                self.ended.wait(CLOSE_GRACE_SECONDS)
            except OSError:
                pass  # it is gone already, which is what was wanted
            finally:
                self._sending.release()
        self.kill()

    def release(self) -> None:
        """Close the pipes. Only for the thread whose turn it is: another may be reading from them."""
        self._close_connections(self._orders, self.answers)


def _shield_from_interrupt() -> None:
    """Processes started by this thread begin with SIGINT blocked, also before they can ignore it themselves.

    multiprocessing's own helper is started first, because starting it unblocks the signal again.
    """
    if sys.platform != "win32":
        multiprocessing.resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
