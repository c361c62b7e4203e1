"""Small services that the tests of worker processes run in real child processes."""

from __future__ import annotations

import os
import resource
import signal
import stat
import struct
import sys
import threading
import time
import warnings

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.workers import JSON, Reply, WorkerContext


class Refused(UserError):
    """An error of a higher room: it carries a code of its own."""

    kind = "unreadable"
    code = "encrypted"


class Desk:
    """Does on request what workers do well and badly."""

    def __init__(self, greeting: str = "hello") -> None:
        self._greeting = greeting
        self._calls = 0

    def greet(self, context: WorkerContext, name: str) -> JSON:
        self._calls += 1
        return {"text": f"{self._greeting} {name}", "calls": self._calls, "pid": os.getpid()}

    def reach(self, context: WorkerContext, host: str) -> JSON:
        """Look a host up, as a library might that wants to send something home."""
        import socket

        return len(socket.getaddrinfo(host, 443))

    def count(self, context: WorkerContext, to: int) -> JSON:
        for number in range(to):
            context.emit(number)
        return to

    def pixels(self, context: WorkerContext, size: int) -> Reply:
        return Reply({"size": size}, bytes(range(256)) * (size // 256))

    def until_cancelled(self, context: WorkerContext) -> JSON:
        context.emit("started")
        while not context.cancel.is_cancelled:
            time.sleep(0.01)
        return "stopped early"

    def raise_when_cancelled(self, context: WorkerContext) -> JSON:
        context.emit("started")
        while True:
            context.cancel.raise_if_cancelled()
            time.sleep(0.01)

    def sleep_deaf(self, context: WorkerContext) -> JSON:
        context.emit(os.getpid())
        time.sleep(600)
        return None

    def step(self, context: WorkerContext, steps: int, seconds: float) -> JSON:
        """Slow work that tells of each step."""
        for step in range(steps):
            time.sleep(seconds)
            context.emit(step)
        return steps

    def hold_interpreter(self, context: WorkerContext) -> JSON:
        """No thread of the process runs meanwhile, as in native code that keeps the interpreter lock."""
        import ctypes

        context.emit(os.getpid())
        ctypes.PyDLL(None).sleep(600)
        return None

    def kill_itself(self, context: WorkerContext) -> JSON:
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    def fail(self, context: WorkerContext, how: str) -> JSON:
        errors: dict[str, Exception] = {
            "usage": UserError("bad input", "mend it"),
            "missing": EnvironmentFault("no model", "fetch it"),
            "code": Refused("file is encrypted", "open it first"),
            "defect": KeyError("a bug"),
        }
        raise errors[how]

    def allocate(self, context: WorkerContext, size: int) -> JSON:
        return len(bytearray(size))

    def print_things(self, context: WorkerContext) -> JSON:
        print("printed by Python")
        os.write(1, b"written by native code\n")
        sys.stderr.write("complaint\n")
        warnings.warn("a cell of the document", stacklevel=1)
        return None

    def surroundings(self, context: WorkerContext) -> JSON:
        mask = os.umask(0o077)
        return {
            "umask": mask,
            "ignores_interrupt": signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
            "core_limit": resource.getrlimit(resource.RLIMIT_CORE)[0],
            "memory_limit": resource.getrlimit(resource.RLIMIT_AS)[0],
            "threads": threading.active_count(),
            "regular": stat.S_ISREG(os.fstat(1).st_mode),
        }

    def rubbish(self, context: WorkerContext) -> JSON:
        """What a process taken over by a hostile file might send: a pickle instead of JSON."""
        import pickle

        context._worker._answers.send_bytes(pickle.dumps({"not": "json"}))  # type: ignore[attr-defined]
        time.sleep(600)
        return None

    def begin_a_frame(self, context: WorkerContext) -> JSON:
        """A length, one byte of what it announces, and nothing more, heartbeats neither."""
        worker = context._worker
        with worker._sending:
            os.write(worker._answers.fileno(), struct.pack("!i", 1000) + b"x")  # type: ignore[attr-defined]
            time.sleep(600)
        return None

    def nest(self, context: WorkerContext) -> JSON:
        """More lists in each other than an interpreter can follow."""
        nested = "[" * 100_000 + "]" * 100_000
        frame = f'{{"type":"result","id":1,"value":{nested},"has_data":false}}'
        context._worker._answers.send_bytes(frame.encode())  # type: ignore[attr-defined]
        time.sleep(600)
        return None


class Broken:
    """Cannot be made."""

    def __init__(self) -> None:
        raise EnvironmentFault("the model file is missing", "copy it")
