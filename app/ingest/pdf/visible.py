"""Which characters of a PDF page can be seen: not those drawn invisibly, in white on white, or too small to read."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from app.ingest.layout.hidden import ALMOST_WHITE
from app.ingest.layout.strokes import Segment

INVISIBLE = 3
"""Text render mode (ISO 32000-1, 9.3.6): neither filled nor stroked, as under a scan or as a clip."""


class Visibility:
    """Asks PDFium once for each text object. ``grounds`` are what lies under text: (left, bottom, right, top) of
    images and of areas that are filled with another colour than white, in the page's own coordinates."""

    def __init__(self, raw: Any, grounds: Sequence[Segment]) -> None:
        self._raw = raw
        self._grounds = grounds
        self._last: int | None = None
        self._mode = 0
        self._is_clear = False
        self._is_white = False

    def is_hidden(self, layer: Any, index: int, x: float, y: float) -> bool:
        """Whether the character with its origin there shows nothing. Text over a ground may always show: white print
        on a coloured head, and the text layer of a scan."""
        self._look_at(self._raw.FPDFText_GetTextObject(layer, index))
        if self._is_clear:
            return True
        return (self._mode == INVISIBLE or self._is_white) and not self._is_on_ground(x, y)

    @property
    def is_invisible(self) -> bool:
        """Whether the object of the character asked about last is drawn in the invisible mode."""
        return self._mode == INVISIBLE

    def _look_at(self, item: Any) -> None:
        place = ctypes.cast(item, ctypes.c_void_p).value
        if place == self._last:
            return
        self._last = place
        red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
        has_colour = self._raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        self._mode = self._raw.FPDFTextObj_GetTextRenderMode(item)
        self._is_clear = bool(has_colour) and alpha.value == 0
        self._is_white = bool(has_colour) and min(red.value, green.value, blue.value) >= ALMOST_WHITE

    def _is_on_ground(self, x: float, y: float) -> bool:
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._grounds)
