"""Errors by whose fault they are; the command line's exit codes follow from the type."""

from __future__ import annotations


class ZhunshengError(Exception):
    """An error that a person is told: the thing and the cause in ``message``, the next step in ``hint``."""

    kind = "error"
    exit_code = 4

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UserError(ZhunshengError):
    """Wrong usage or bad input: the person who asked can mend it."""

    kind = "usage"
    exit_code = 2


class EnvironmentFault(ZhunshengError):
    """Something is missing on this machine: a model, a library, a CPU feature, disk space."""

    kind = "missing"
    exit_code = 3


class WorkspaceBusy(ZhunshengError):
    """Another process writes to the workspace."""

    kind = "busy"
    exit_code = 5


class BugError(ZhunshengError):
    """A defect of ours."""

    kind = "defect"
    exit_code = 4


class Cancelled(ZhunshengError):
    """The person asked to stop. What was finished before is kept."""

    kind = "interrupted"
    exit_code = 130


class WorkerFailed(ZhunshengError):
    """A worker process died, ran out of its memory or its time. It is restarted on the next call.

    ``reason`` is "crash", "memory" or "timeout".
    """

    kind = "worker"
    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, reason: str = "crash") -> None:
        super().__init__(message, hint)
        self.reason = reason
