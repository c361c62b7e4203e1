"""What a PDF says of itself beside its pages: page labels and bookmarks. The only importer of pypdf."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from app.ingest.lines import OutlineEntry

MOST_ENTRIES = 10_000
DEEPEST_LEVEL = 16
LONGEST_TITLE = 300
"""Characters. The rest of a longer bookmark is left out."""
MOST_BYTES = 50_000_000
"""Of one unpacked stream: object streams and cross-reference tables are far smaller."""
MOST_PAGES = 20_000

_FAILURES = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What pypdf raises beside its own errors on files that PDFium still reads."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PdfStructure:
    """``page_labels`` are one a page or none at all; ``outline`` is the bookmarks in order."""

    page_labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def read_structure(path: Path, password: str | None = None) -> PdfStructure:
    """Page labels and bookmarks of a PDF. A part that is missing, damaged, endless or locked is empty."""
    import pypdf
    import pypdf.errors

    # Its messages, and those of its errors, hold stretches of the file, which no log may.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    failures = (*_FAILURES, pypdf.errors.PyPdfError, zlib.error)
    with pypdf.apply_configuration(
        outline_maximum_entries=MOST_ENTRIES,
        outline_maximum_depth=DEEPEST_LEVEL,
        page_tree_maximum_entries=MOST_PAGES,
        named_destinations_maximum_entries=MOST_ENTRIES,
        maximum_declared_stream_length=MOST_BYTES,
        zlib_maximum_output_length=MOST_BYTES,
        lzw_maximum_output_length=MOST_BYTES,
    ):
        try:
            with pypdf.PdfReader(path, password=password) as reader:
                return PdfStructure(_attempt(_labels, reader, failures), _attempt(_outline, reader, failures))
        except failures as error:
            _log.info("pypdf does not open the file: %s", type(error).__name__)
            return PdfStructure()


def _attempt(part: Callable[[Any], tuple[T, ...]], reader: Any, failures: tuple[type[Exception], ...]) -> tuple[T, ...]:
    try:
        return part(reader)
    except failures as error:
        _log.info("pypdf does not read %s: %s", part.__name__, type(error).__name__)
        return ()


def _labels(reader: Any) -> tuple[str, ...]:
    """Labels that only count from 1, as many programs write and pypdf makes up, say nothing of what is printed."""
    labels = tuple(map(_text, reader.page_labels))
    return () if labels == tuple(map(str, range(1, len(labels) + 1))) else labels


def _outline(reader: Any) -> tuple[OutlineEntry, ...]:
    return tuple(_entries(reader, reader.outline, 1))


def _entries(reader: Any, items: Sequence[Any], level: int) -> Iterator[OutlineEntry]:
    """A list after an entry holds what stands below it."""
    for item in items:
        if isinstance(item, list):
            yield from _entries(reader, item, level + 1)
            continue
        title = _text(item.title)[:LONGEST_TITLE]
        page = reader.get_destination_page_number(item)
        if title:
            yield OutlineEntry(title, level, None if page is None else page + 1)


def _text(value: object) -> str:
    """On one line, without what no text may hold: zero bytes, halves of surrogate pairs."""
    whole = "".join(c for c in str(value or "") if c != "\x00" and not "\ud800" <= c <= "\udfff")
    return " ".join(whole.split())
