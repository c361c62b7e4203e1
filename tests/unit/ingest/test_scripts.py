"""Raised and lowered print, accents and gaps on printed lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ingest.layout.scripts import lowered, raised
from app.ingest.lines import Line
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

BODY = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"
ROMAN = "Helvetica"


def sketch(tmp_path: Path) -> PdfSketch:
    return PdfSketch(tmp_path / "a.pdf").lines(90, 300, BODY, BODY)


def last_line(drawn: PdfSketch) -> str:
    blocks = PdfReader().read(drawn.save()).blocks
    return [block.text for block in blocks if isinstance(block, Line)][-1]


@pytest.mark.parametrize(
    ("print_above", "text"),
    [("2", "²"), ("-3", "⁻³"), ("2+", "²⁺"), ("1)", "¹⁾"), ("a", "ᵃ"), ("m/2", "^(m/2)"), ("T", "^T"), ("th", "th")],
)
def test_raised_print_is_no_part_of_the_number_before_it(print_above: str, text: str) -> None:
    assert raised(print_above) == text


@pytest.mark.parametrize("mark", ["[1-2]", "°", "′", "注"])
def test_citations_and_units_above_the_line_stay_as_printed(mark: str) -> None:
    assert raised(mark) == mark


@pytest.mark.parametrize(("print_below", "text"), [("12", "₁₂"), ("max", "max"), ("i-1", "₍i₋₁₎"), ("2.5", "2.5")])
def test_lowered_letters_stand_beside_their_symbol(print_below: str, text: str) -> None:
    assert lowered(print_below) == text


def test_an_exponent_is_read_as_one(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 400, "10", 10.5, ROMAN).text(101.7, 396, "-3", 6.5, ROMAN)
    assert last_line(drawn.text(110, 400, "mol", 10.5, ROMAN)) == "10⁻³ mol"


def test_an_index_below_an_exponent_comes_first(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 400, "x", 10.5, ROMAN).text(95.3, 396, "2", 6.5, ROMAN)
    drawn.text(95.4, 403, "1", 6.5, ROMAN).text(99.2, 400, "+b", 10.5, ROMAN)
    assert last_line(drawn) == "x₁²+b"


def test_a_small_bullet_is_no_exponent(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 398, "•", 6, ROMAN).text(111, 400, BODY[:20])
    assert last_line(drawn).startswith("•")


def test_an_accent_printed_by_itself_joins_its_letter(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 400, "M", 10.5, ROMAN).text(100.2, 400, "¨", 10.5, ROMAN)
    drawn.text(98.8, 400, "uller", 10.5, ROMAN)
    assert last_line(drawn) == "Müller"


def test_figures_of_full_width_are_figures(tmp_path: Path) -> None:
    assert last_line(sketch(tmp_path).text(90, 400, "５．２　一般要求见ＧＢ 标准")) == "5.2 一般要求见GB标准"


def test_a_line_stretched_to_the_margin_has_no_spaces(tmp_path: Path) -> None:
    drawn = sketch(tmp_path)
    for place, char in enumerate("混合型肝细胞癌胆管癌"):
        drawn.text(90 + 26 * place, 400, char)
    drawn.text(90 + 26 * 10 + 4, 400, "（")
    assert last_line(drawn) == "混合型肝细胞癌胆管癌（"


def test_two_parts_of_a_line_keep_the_space_between_them(tmp_path: Path) -> None:
    drawn = sketch(tmp_path)
    for place, char in enumerate("国家标准化管理委员会"):
        drawn.text(90 + 20 * place, 400, char, 16)
    drawn.text(302, 400, "发布", 12)
    assert last_line(drawn) == "国家标准化管理委员会 发布"


def test_a_bracket_of_full_width_follows_the_citation_that_lies_over_its_blank_half(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 400, "移植", 10.5).text(111, 396, "[231]", 6.5, ROMAN).text(124, 400, "（证据")
    assert last_line(drawn) == "移植[231]（证据"
