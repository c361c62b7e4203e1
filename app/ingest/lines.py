"""What a reader hands on: lines and tables in reading order, before anyone asks what clause they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.document import Box, Issue


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (PDF) or one paragraph (formats without lines).

    ``number`` is a number that the format computes and does not print in the text (Word's automatic
    numbering); ``heading_level`` counts from 1 where the format marks headings; ``size`` is in points.
    ``box`` is None where the format has no pages.
    """

    text: str
    box: Box | None = None
    number: str | None = None
    heading_level: int | None = None
    size: float | None = None
    is_bold: bool = False
    is_centred: bool = False
    begins_paragraph: bool = False
    """True where the layout shows it (first-line indent, a paragraph of its own), whatever the text says."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as rows of cell texts. The caption is the line before it."""

    rows: tuple[tuple[str, ...], ...]
    box: Box | None = None
    row_boxes: tuple[Box, ...] = ()
    """One a row where the format has pages, else empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read."""

    format: str
    blocks: tuple[Line | TableBlock, ...]
    pages: int | None = None
    issues: tuple[Issue, ...] = ()
    is_partial: bool = False


class Reader(Protocol):
    """One file format. ``suffixes`` are lower case with the dot; ``accepts`` looks at the first bytes."""

    format: str
    suffixes: tuple[str, ...]

    def accepts(self, head: bytes) -> bool: ...

    def read(self, path: Path) -> Reading:
        """Raises UnreadableFile."""
        ...
