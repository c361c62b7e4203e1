"""Which characters of a PDF page can be seen: not those drawn invisibly, in white on white, or too small to read."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.ingest.layout.hidden import ALMOST_WHITE
from app.ingest.layout.strokes import Segment

INVISIBLE = 3
"""Text render mode (ISO 32000-1, 9.3.6): neither filled nor stroked, as under a scan or as a clip."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a text object is drawn, as far as it may not show."""

    is_invisible: bool = False
    is_clear: bool = False
    is_white: bool = False

    @property
    def may_not_show(self) -> bool:
        return self.is_invisible or self.is_clear or self.is_white


def look_of(raw: Any, item: Any) -> Look:
    """How PDFium's text object is drawn."""
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    has_colour = raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return Look(
        raw.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE,
        bool(has_colour) and alpha.value == 0,
        bool(has_colour) and min(red.value, green.value, blue.value) >= ALMOST_WHITE,
    )


class Visibility:
    """Asks PDFium once for each text object. ``grounds`` are what lies under text: (left, bottom, right, top) of
    images and of areas that are filled with another colour than white, in the page's own coordinates."""

    def __init__(self, raw: Any, grounds: Sequence[Segment]) -> None:
        self._raw = raw
        self._grounds = grounds
        self._last: int | None = None
        self._look = Look()

    @property
    def look(self) -> Look:
        """Of the object of the character that was asked about last."""
        return self._look

    def is_hidden(self, layer: Any, index: int) -> bool:
        """Whether the character shows nothing. Text over a ground may always show: white print on a coloured head,
        and the text layer of a scan."""
        item = self._raw.FPDFText_GetTextObject(layer, index)
        place = ctypes.cast(item, ctypes.c_void_p).value
        if place != self._last:
            self._last, self._look = place, look_of(self._raw, item)
        return self._look.is_clear or (self._look.may_not_show and not self._is_on_ground(layer, index))

    def _is_on_ground(self, layer: Any, index: int) -> bool:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(layer, index, x, y)
        return any(left <= x.value <= right and bottom <= y.value <= top for left, bottom, right, top in self._grounds)
