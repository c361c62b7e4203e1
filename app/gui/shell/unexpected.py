"""Faults of our own that nothing has caught: kept in the log, and told once, instead of passing unseen."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import extract_tb
from types import TracebackType

_log = logging.getLogger(__name__)


@contextmanager
def unexpected_faults_told(tell: Callable[[], None]) -> Iterator[None]:
    """Call ``tell`` at the first fault that no code has handled, and log each one.

    Qt's slots have no caller that could catch: Python hands what they raise to ``sys.excepthook``. The log gets the
    kind and the places in the code; the message may hold the text of a document and goes to the terminal alone.
    """
    before = sys.excepthook
    was_told = False

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal was_told
        before(kind, error, trace)
        places = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(extract_tb(trace)))
        _log.error("unexpected %s in %s", kind.__name__, places)
        if not was_told:
            was_told = True
            tell()

    sys.excepthook = note
    try:
        yield
    finally:
        sys.excepthook = before
