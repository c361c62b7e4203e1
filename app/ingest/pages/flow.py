"""The text of all pages as one flow: nothing that belongs to a page only, notes where they are referred to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.ingest.layout.column import Column
from app.ingest.layout.foot import in_reading_flow, with_footnotes
from app.ingest.layout.furniture import without_furniture
from app.ingest.layout.paragraphs import with_paragraphs
from app.ingest.lines import Line, TableBlock
from app.ingest.tables.captions import with_surroundings
from app.ingest.tables.pages import whole_tables


def text_flow(columns: Sequence[Column], heights: Mapping[int, float]) -> list[Line | TableBlock]:
    """The columns of all pages, in order, as lines and tables. ``heights`` are in points by page."""
    lines = in_reading_flow(with_paragraphs(with_footnotes(without_furniture(columns, heights))))
    return with_surroundings(whole_tables(lines))
