"""A page in pixels."""

from __future__ import annotations

from dataclasses import dataclass

BYTES_A_PIXEL = 3


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page in pixels: ``rgb`` holds height rows of width pixels, three bytes each, without padding."""

    width: int
    height: int
    rgb: bytes
