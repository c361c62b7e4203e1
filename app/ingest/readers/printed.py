"""Files with fixed pages, whichever format: the text layer as lines in reading order, tables where they are ruled,
recognition where there is no text layer to be believed, and an honest word on what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.layout.column import Column
from app.ingest.layout.content import PageContent
from app.ingest.layout.founder_letters import with_latin_letters
from app.ingest.layout.hidden import FEWEST_CHARACTERS
from app.ingest.layout.image import PageImage
from app.ingest.layout.page_numbers import printed_numbers
from app.ingest.layout.running_lines import running_lines
from app.ingest.layout.text_layer import judge, pages_to_recognise
from app.ingest.lines import OcrMode, Reading, ReadOptions
from app.ingest.ocr.reading import RecognisedPages, Size, page_ranges, recognise_pages
from app.ingest.pages.page import page_columns


class PrintedFile(Protocol):
    """An open file with pages, counted from 1."""

    @property
    def page_count(self) -> int: ...

    def page(self, number: int) -> PageContent:
        """What is on a page. Raises UnreadableFile when this page alone is damaged."""
        ...

    def render(self, number: int, scale: float) -> PageImage:
        """A page in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UserError."""
        ...


def read_printed(source: PrintedFile, file: str, file_format: str, options: ReadOptions) -> Reading:
    """All pages of a file; ``file`` is its name in errors.

    Raises UnreadableFile for scans that stay unread, and Cancelled.
    """
    pages = _printed_pages(source, options)
    if not pages.sizes:
        raise unreadable(UnreadableCode.DAMAGED, file)
    scans = recognise_pages({number: pages.sizes[number] for number in pages.scanned}, source.render, options)
    heights = {number: height for number, (_, height) in pages.sizes.items()}
    blocks = scans.blocks_among(pages.columns, heights)
    by_page = {**pages.columns, **scans.columns}
    columns = [column for page in sorted(by_page) for column in by_page[page]]
    if not blocks:
        raise _nothing_read(file, pages, scans)
    return Reading(
        file_format,
        blocks,
        source.page_count,
        (
            *_damaged(pages.damaged),
            *_hidden_on(pages.hidden),
            *(_no_text_on(number) for number in pages.left_out),
            *scans.issues,
        ),
        is_partial=bool(pages.damaged or pages.left_out or scans.unread),
        page_labels=printed_numbers(columns, {**heights, **scans.heights}, source.page_count),
        running=running_lines(columns, {**heights, **scans.heights}),
    )


@dataclass(slots=True)
class _Pages:
    """The pages' sizes in points, and the columns of those whose text layer is to be believed."""

    sizes: dict[int, Size] = field(default_factory=dict)
    columns: dict[int, list[Column]] = field(default_factory=dict)
    damaged: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    """Pages that hold text which does not show."""
    scanned: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    """Pages without a text layer that nobody wants recognised."""


def _printed_pages(source: PrintedFile, options: ReadOptions) -> _Pages:
    pages, verdicts = _Pages(), []
    for number in range(1, source.page_count + 1):
        try:
            content = source.page(number)
        except UnreadableFile:
            pages.damaged.append(number)
            continue
        if content.hidden >= FEWEST_CHARACTERS:
            pages.hidden.append(number)
        verdict = judge(content)
        verdicts.append(verdict)
        pages.sizes[number] = content.width, content.height
        if verdict.is_believable and options.ocr is not OcrMode.ALWAYS:
            pages.columns[number] = page_columns(with_latin_letters(content))
    doubtful = tuple(pages.sizes) if options.ocr is OcrMode.ALWAYS else pages_to_recognise(verdicts)
    for number in doubtful:
        pages.columns.pop(number, None)
    if options.ocr is OcrMode.NEVER:
        pages.left_out = doubtful
    else:
        pages.scanned = doubtful
    return pages


def _nothing_read(file: str, pages: _Pages, scans: RecognisedPages) -> UnreadableFile:
    if pages.left_out:
        return unreadable(UnreadableCode.SCAN, file)
    if scans.unread:
        return unreadable(UnreadableCode.SCAN, file, " ".join(issue.message for issue in scans.issues[:1]))
    return unreadable(UnreadableCode.NO_TEXT, file)


def _damaged(pages: list[int]) -> Iterator[Issue]:
    if pages:
        yield Issue("damaged_pages", tr("第 {pages} 页已损坏，读不出来。", pages=page_ranges(pages)), pages[0])


def _hidden_on(pages: list[int]) -> Iterator[Issue]:
    if pages:
        message = tr("第 {pages} 页有看不见的文字（透明、白色、极小或在页面之外），没有读入", pages=page_ranges(pages))
        yield Issue("hidden_text", message, pages[0])


def _no_text_on(number: int) -> Issue:
    return Issue(
        "no_text_layer",
        tr("第 {page} 页没有可读的文字层，可能是扫描图像。", page=number),
        number,
    )
