"""Pages without a text layer to be believed, read by recognition one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from app.domain.document import Issue
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.layout.affine import Affine
from app.ingest.layout.column import Column
from app.ingest.layout.image import PageImage
from app.ingest.lines import Line, ReadOptions, TableBlock
from app.ingest.ocr.engine import LONGEST_SIDE, OcrEngine, is_installed
from app.ingest.ocr.page import as_shown, page_of, with_confidence
from app.ingest.pages.flow import text_flow
from app.ingest.pages.page import page_columns

POINTS_AN_INCH = 72
RECOGNITION_DPI = 200
"""Measured (tests/bench/ocr.py): 150 reads small print worse, 300 reads noisy scans worse, in the same time."""

Size = tuple[float, float]
"""Width and height of a page in points."""
Render = Callable[[int, float], PageImage]
"""A page, counted from 1, at a scale of so many pixels to a point."""


@dataclass(slots=True)
class RecognisedPages:
    """What recognition gave. ``columns`` and ``heights`` are of the pages put upright, so that margins are straight
    when paragraphs are looked for; the blocks made of them go back to where they are printed."""

    columns: dict[int, list[Column]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    _ways_back: dict[int, Affine] = field(default_factory=dict)

    def add(self, page: int, columns: list[Column], height: float, way_back: Affine) -> None:
        self.columns[page], self.heights[page], self._ways_back[page] = columns, height, way_back

    def blocks_among(
        self, printed: Mapping[int, Sequence[Column]], heights: Mapping[int, float]
    ) -> tuple[Line | TableBlock, ...]:
        """The document's blocks in page order, with those of pages whose text layer was read; heights in points."""
        columns = {**printed, **self.columns}
        ordered = [column for page in sorted(columns) for column in columns[page]]
        blocks = text_flow(ordered, {**heights, **self.heights})
        return tuple(self._shown(block) for block in blocks)

    def _shown(self, block: Line | TableBlock) -> Line | TableBlock:
        way_back = self._ways_back.get(block.box.page) if block.box is not None else None
        return block if way_back is None else as_shown(block, way_back)


def recognise_pages(pages: Mapping[int, Size], render: Render, options: ReadOptions) -> RecognisedPages:
    """Read these pages of a document, in their order.

    Without a recogniser on this machine they stay unread, and the issue says so. Raises Cancelled through
    ``options.on_page``.
    """
    result = RecognisedPages()
    if not pages:
        return result
    if not is_installed():
        result.unread = list(pages)
        result.issues.append(_not_installed(pages))
        return result
    for done, (page, size) in enumerate(pages.items()):
        options.on_page(done, len(pages))
        _recognise_page(page, _scale(size), render, result, options.ocr_threads)
    options.on_page(len(pages), len(pages))
    result.issues += _told(result.columns)
    return result


def _scale(size: Size) -> float:
    """Pixels to a point: large sheets are read as coarsely as recognition sees them anyway."""
    return min(RECOGNITION_DPI / POINTS_AN_INCH, LONGEST_SIDE / max(*size, 1.0))


def _recognise_page(page: int, scale: float, render: Render, result: RecognisedPages, threads: int) -> None:
    try:
        image = render(page, scale)
    except UserError as error:  # a page that cannot be drawn; the others can be read
        result.unread.append(page)
        result.issues.append(Issue("ocr_page", error.message, page))
        return
    recognised = page_of(_engine(threads).recognise(image), page, scale)
    content = recognised.content
    columns = with_confidence(page_columns(content), recognised)
    result.add(page, columns, content.height, recognised.way_back)


@cache
def _engine(threads: int) -> OcrEngine:
    """One for the process: loading takes a second."""
    return OcrEngine(threads)


def _told(columns: Mapping[int, Sequence[Column]]) -> Iterator[Issue]:
    """Which pages to compare with the print, and which are pictures without a word."""
    with_words = [page for page, found in columns.items() if any(column.blocks for column in found)]
    without = [page for page in columns if page not in with_words]
    if with_words:
        pages = page_ranges(with_words)
        yield Issue("ocr", tr("第 {pages} 页的文字由文字识别（OCR）读出，请对照原页。", pages=pages))
    if without:
        yield Issue("ocr_empty", tr("第 {pages} 页是图像，没有认出文字。", pages=page_ranges(without)))


def _not_installed(pages: Iterable[int]) -> Issue:
    numbers = page_ranges(pages)
    return Issue(
        "ocr_missing",
        tr("第 {pages} 页需要文字识别（OCR），但本机没有安装识别组件，这些页没有读出。", pages=numbers),
    )


def page_ranges(pages: Iterable[int]) -> str:
    """Ascending page numbers for a person: "1–4、7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
