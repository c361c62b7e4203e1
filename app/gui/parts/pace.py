"""How long work will still take, from how fast it has gone of late."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from app.foundation.messages import tr

WATCHED_SECONDS = 20.0
"""Nothing is foretold from less: some batches of texts, long ones and short ones."""
RECENT_SECONDS = 120.0
"""What lies so far back counts for a third: a machine is quick or slow by what else it does."""
TOLERANCE = 0.3
"""What was foretold stands until it is wrong by more than this part of itself, so that a person can rely on it."""
MINUTE, HOUR = 60, 3600
EXACT_MINUTES, COARSE_MINUTES = 10, 5
"""Above ten minutes, five more or less are told by nobody."""


class Pace:
    """Counts what is done while work runs, also where it begins anew with what was left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[float, int] | None = None
        """When how much was done last, of the present beginning."""
        self._is_warm = False
        """Whether a first part was done: a model is loaded before it, so that its time tells nothing."""
        self._watched = 0.0
        self._seconds = 0.0
        self._done = 0.0
        """In ``_seconds``; both fade."""
        self._end: float | None = None
        """When it ends, as foretold."""

    def note(self, done: int) -> None:
        """So much is done since the present beginning; 0 or less than before is a new one, whose wait counts for
        nothing."""
        now = self._clock()
        if self._last is None or not done or done < self._last[1]:
            self._last, self._end = (now, done), None
        elif done > self._last[1]:
            if self._is_warm:
                self._add(now - self._last[0], done - self._last[1])
            self._is_warm = True
            self._last = (now, done)

    def seconds_left(self, left: int) -> float | None:
        """For ``left`` more; None where too little has been seen to tell. What was foretold before runs down and is
        told again, unless it has turned out wrong."""
        if self._watched < WATCHED_SECONDS or not self._done:
            return None
        now, seconds = self._clock(), left * self._seconds / self._done
        if self._end is None or abs(self._end - now - seconds) > TOLERANCE * max(seconds, MINUTE):
            self._end = now + seconds
        return max(self._end - now, 0.0)

    def _add(self, seconds: float, done: int) -> None:
        fading = math.exp(-seconds / RECENT_SECONDS)
        self._watched += seconds
        self._seconds = self._seconds * fading + seconds
        self._done = self._done * fading + done


def time_left(seconds: float) -> str:
    """Rounded up as one says it."""
    if seconds < MINUTE:
        return tr("不到 1 分钟")
    if seconds < HOUR:
        minutes = -(-int(seconds) // MINUTE)
        if minutes > EXACT_MINUTES:
            minutes = -(-minutes // COARSE_MINUTES) * COARSE_MINUTES
        return tr("约 {minutes} 分钟", minutes=minutes)
    hours = -(-int(seconds) // (HOUR // 2)) / 2
    return tr("约 {hours:g} 小时", hours=int(hours) if hours.is_integer() else hours)
