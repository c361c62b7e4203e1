"""What a reader hands on: lines and tables in reading order, before anyone asks what clause they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.document import Box, Issue
from app.domain.table import Table


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
    confidence: float | None = None
    """How surely OCR read it, from 0 to 1; None where nothing was guessed."""
    is_footnote: bool = False
    """True for a line of a note at the foot of the page or the end of the text. It comes after the paragraph that
    refers to it where the format tells."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its cells. The caption is the line before it."""

    table: Table
    box: Box | None = None
    row_boxes: tuple[Box, ...] = ()
    """One a row where the format has pages, else empty."""
    confidence: float | None = None
    column_edges: tuple[float, ...] = ()
    """Where its columns begin and end, in points from the left of the page as it is read; else empty."""
    unit: Line | None = None
    """The line that prints the unit of all cells, above the table."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: ``level`` from 1, ``page`` from 1 or None where it leads nowhere."""

    title: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read."""

    format: str
    blocks: tuple[Line | TableBlock, ...]
    pages: int | None = None
    issues: tuple[Issue, ...] = ()
    is_partial: bool = False
    page_labels: tuple[str, ...] = ()
    """One a page where the file gives them; else empty."""
    running: tuple[str, ...] = ()
    """What most pages print at their head or foot in the same words, most frequent first."""
    outline: tuple[OutlineEntry, ...] = ()
    """The file's own table of contents (PDF bookmarks), in order; else empty."""


class OcrMode(StrEnum):
    """AUTO: pages whose text layer is missing or cannot be believed."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def _no_report(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file. ``password`` opens an encrypted one; it is neither kept nor logged.

    ``on_page`` is told done and total pages where reading is slow (OCR); it raises Cancelled when a person stops.
    ``ocr_threads`` 0 chooses by the machine.
    """

    password: str | None = field(default=None, repr=False)
    ocr: OcrMode = OcrMode.AUTO
    ocr_threads: int = 0
    on_page: Callable[[int, int], None] = _no_report


DEFAULT_OPTIONS = ReadOptions()


class Reader(Protocol):
    """One file format. ``suffixes`` are lower case with the dot; ``accepts`` looks at the first bytes."""

    format: str
    suffixes: tuple[str, ...]

    def accepts(self, head: bytes) -> bool: ...

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        ...
