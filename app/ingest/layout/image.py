"""A page in pixels."""

from __future__ import annotations

from dataclasses import dataclass

BYTES_A_PIXEL = 3
LARGEST_IMAGE_PIXELS = 40_000_000
"""About A4 at 500 dpi; with the bytes that are copied on the way a page takes half a gigabyte."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page in pixels: ``rgb`` holds height rows of width pixels, three bytes each, without padding."""

    width: int
    height: int
    rgb: bytes
