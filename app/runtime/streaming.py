"""From a model's bytes to text that may be shown: whole characters, and nothing of a stop text."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Takes token pieces, gives text as soon as it is certain.

    A Chinese character often comes in two tokens, and a stop text in several: both are held back until complete.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._stop = tuple(text for text in stop if text)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.is_stopped = False

    def feed(self, piece: bytes) -> str:
        """The text that is now certain. After a stop text ``is_stopped`` is true and nothing more comes."""
        if self.is_stopped:
            return ""
        self._held += self._decoder.decode(piece)
        found = [place for place in map(self._held.find, self._stop) if place >= 0]
        if found:
            self.is_stopped = True
            certain, self._held = self._held[: min(found)], ""
            return certain
        cut = len(self._held) - self._possible_stop()
        certain, self._held = self._held[:cut], self._held[cut:]
        return certain

    def end(self) -> str:
        """What was held back, when the model ended by itself; bytes that never became a character show as U+FFFD."""
        if self.is_stopped:
            return ""
        certain, self._held = self._held + self._decoder.decode(b"", final=True), ""
        return certain

    def _possible_stop(self) -> int:
        """How many characters at the end may be the beginning of a stop text."""
        longest = max((len(text) for text in self._stop), default=1) - 1
        for length in range(min(longest, len(self._held)), 0, -1):
            if any(text.startswith(self._held[-length:]) for text in self._stop):
                return length
        return 0
