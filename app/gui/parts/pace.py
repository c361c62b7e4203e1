"""How long work will still take, from how fast it has gone."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.foundation.messages import tr

WATCHED_SECONDS = 5.0
"""Nothing is foretold from less: loading a model comes before the first batch."""
MINUTE, HOUR = 60, 3600


class Pace:
    """Counts what is done while work runs, also where it begins anew with what was left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[float, int] | None = None
        """When how much was done last, of the present beginning."""
        self._seconds = 0.0
        self._done = 0

    def note(self, done: int) -> None:
        """So much is done since the present beginning; less than before is a new one, whose wait counts for nothing."""
        now = self._clock()
        if self._last is not None and done > self._last[1]:
            self._seconds += now - self._last[0]
            self._done += done - self._last[1]
        if self._last is None or done != self._last[1]:
            self._last = (now, done)

    def seconds_left(self, left: int) -> float | None:
        """For ``left`` more; None where too little has been seen to tell."""
        if self._seconds < WATCHED_SECONDS or not self._done:
            return None
        return left * self._seconds / self._done


def time_left(seconds: float) -> str:
    """Rounded up as one says it."""
    if seconds < MINUTE:
        return tr("不到 1 分钟")
    if seconds < HOUR:
        return tr("约 {minutes} 分钟", minutes=-(-int(seconds) // MINUTE))
    hours = -(-int(seconds) // (HOUR // 2)) / 2
    return tr("约 {hours:g} 小时", hours=hours)
