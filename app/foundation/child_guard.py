"""What a worker process is bound by before it makes its service, set by a higher room that this one may not know.

The kernel's part of the offline rule is inherited; Python's part is not, and on systems without the former it is all
there is. So the rule is named here, and every worker puts itself under it.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ChildGuard:
    """``entry`` is "package.module:function", called with the worker's name and the file for what it refuses; none
    when it is empty. ``record`` is empty as long as there is no such file."""

    entry: str = ""
    record: str = ""

    def bind(self, worker: str) -> None:
        """In the new process."""
        if self.entry:
            module, _, name = self.entry.partition(":")
            getattr(importlib.import_module(module), name)(worker, self.record)


_guard = ChildGuard()


def guard() -> ChildGuard:
    """For the workers that start from now on."""
    return _guard


def guard_children(*, entry: str | None = None, record: str | None = None) -> None:
    """Bind the workers that start from now on; what is None stays as it is."""
    global _guard
    if entry is not None:
        _guard = replace(_guard, entry=entry)
    if record is not None:
        _guard = replace(_guard, record=record)
