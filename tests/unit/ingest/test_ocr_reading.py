"""Page by page, with progress, stops and honest issues; the engine itself is a fake here."""

from __future__ import annotations

import pytest

from app.foundation.errors import Cancelled, UserError
from app.ingest.layout.affine import IDENTITY
from app.ingest.layout.image import PageImage
from app.ingest.lines import DEFAULT_OPTIONS, Line, ReadOptions
from app.ingest.ocr import reading as ocr_reading
from app.ingest.ocr.engine import LONGEST_SIDE, Character, Recognition, TextLine
from app.ingest.ocr.reading import page_ranges, recognise_pages

A4 = (595.0, 842.0)
EMPTY = b"empty"


class FakeEngine:
    """Reads "护栏" from every image that is not called empty."""

    def recognise(self, image: PageImage) -> Recognition:
        characters = (Character("护", 100, 130, 0.9), Character("栏", 130, 160, 0.9))
        lines = () if image.rgb == EMPTY else (TextLine((100, 100, 160, 130), characters),)
        return Recognition(image.width, image.height, IDENTITY, lines, ())


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_reading, "is_installed", lambda: True)
    monkeypatch.setattr(ocr_reading, "_engine", lambda threads: FakeEngine())


def render(page: int, scale: float) -> PageImage:
    return PageImage(round(A4[0] * scale), round(A4[1] * scale), b"")


def test_each_page_is_told_before_it_is_read() -> None:
    told: list[tuple[int, int]] = []
    options = ReadOptions(on_page=lambda done, total: told.append((done, total)))
    recognise_pages({2: A4, 5: A4}, render, options)
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_nothing_is_told_where_nothing_is_recognised() -> None:
    def refuse(done: int, total: int) -> None:
        raise AssertionError

    result = recognise_pages({}, render, ReadOptions(on_page=refuse))
    assert (result.columns, result.issues) == ({}, [])


def test_a_person_stops_between_pages() -> None:
    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled("")

    with pytest.raises(Cancelled):
        recognise_pages({1: A4, 2: A4}, render, ReadOptions(on_page=stop))


def test_recognised_pages_stand_among_the_printed_ones() -> None:
    scans = recognise_pages({1: A4, 3: A4}, render, DEFAULT_OPTIONS)
    printed = scans.columns.pop(3)
    blocks = scans.blocks_among({3: printed}, {3: 842.0})
    assert [block.box.page for block in blocks if block.box] == [1, 3]
    assert all(isinstance(block, Line) and block.confidence == pytest.approx(0.9) for block in blocks)


def test_the_document_says_which_pages_were_recognised_and_which_are_pictures() -> None:
    result = recognise_pages(
        dict.fromkeys((1, 2, 4), A4),
        lambda page, scale: PageImage(1000, 1000, EMPTY if page == 4 else b""),
        DEFAULT_OPTIONS,
    )
    assert [issue.code for issue in result.issues] == ["ocr", "ocr_empty"]
    assert "1–2" in result.issues[0].message
    assert "4" in result.issues[1].message
    assert result.unread == []


def test_without_a_recogniser_the_pages_stay_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_reading, "is_installed", lambda: False)
    result = recognise_pages({1: A4, 3: A4}, render, DEFAULT_OPTIONS)
    assert result.unread == [1, 3]
    assert [issue.code for issue in result.issues] == ["ocr_missing"]


def test_a_page_that_cannot_be_drawn_costs_no_other() -> None:
    def fail_once(page: int, scale: float) -> PageImage:
        if page == 1:
            raise UserError("damaged")
        return render(page, scale)

    result = recognise_pages({1: A4, 2: A4}, fail_once, DEFAULT_OPTIONS)
    assert result.unread == [1]
    assert [(issue.code, issue.page) for issue in result.issues] == [("ocr_page", 1), ("ocr", None)]


def test_a_huge_sheet_is_drawn_no_larger_than_recognition_looks_at() -> None:
    scales: list[float] = []

    def note(page: int, scale: float) -> PageImage:
        scales.append(scale)
        return render(page, 1)

    recognise_pages({1: A4, 2: (20_000.0, 14_000.0), 3: (0.0, 0.0)}, note, DEFAULT_OPTIONS)
    assert scales == pytest.approx([200 / 72, LONGEST_SIDE / 20_000, 200 / 72])


@pytest.mark.parametrize(("pages", "text"), [([1], "1"), ([1, 2, 3], "1–3"), ([1, 3, 4, 7], "1、3–4、7"), ([], "")])
def test_pages_are_told_in_ranges(pages: list[int], text: str) -> None:
    assert page_ranges(pages) == text
