"""Formulas that stand on several levels of the page."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import Line
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

BODY = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"
ROMAN = "Helvetica"


def formula(sketch: PdfSketch) -> list[str]:
    """The lines below two lines of text."""
    blocks = PdfReader().read(sketch.save()).blocks
    return [block.text for block in blocks if isinstance(block, Line)][2:]


def sketch(tmp_path: Path) -> PdfSketch:
    return PdfSketch(tmp_path / "a.pdf").lines(90, 200, BODY, BODY)


def test_a_fraction_is_read_in_its_line(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(200, 300, "v =", 10, ROMAN).text(224, 293, "s + t", 10, ROMAN)
    drawn.rule(222, 297, 248, 297).text(232, 307, "4", 10, ROMAN).text(254, 300, "km/h", 10, ROMAN)
    assert formula(drawn) == ["v = (s + t)/4 km/h"]


def test_indexes_and_exponents_stay_with_their_part_of_the_fraction(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(200, 300, "a =", 10, ROMAN).text(224, 292, "v", 10, ROMAN)
    drawn.text(229.5, 288, "2", 6, ROMAN).rule(222, 297, 236, 297).text(224, 307, "s", 10, ROMAN)
    assert formula(drawn.text(229.5, 309, "1", 6, ROMAN)) == ["a = v²/s₁"]


def test_an_underlined_word_is_no_fraction(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(90, 300, "force", 10, ROMAN).rule(90, 302, 115, 302).text(90, 312, "mass", 10, ROMAN)
    assert formula(drawn) == ["force", "mass"]


def test_a_stroke_between_words_of_a_drawing_is_no_fraction(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(200, 300, "对象").text(224, 293, "A1", 10, ROMAN).rule(222, 297, 248, 297)
    assert "A1/B2" not in "".join(formula(drawn.text(224, 307, "B2", 10, ROMAN)))


def test_the_limits_of_a_sum_stand_behind_its_sign(tmp_path: Path) -> None:
    drawn = sketch(tmp_path).text(190, 300, "x =", 10, ROMAN).text(212, 300, "∑", 10, "Symbol")
    drawn.text(213, 288, "n", 6, ROMAN).text(211, 310, "i=0", 6, ROMAN).text(226, 300, "ab", 10, ROMAN)
    assert formula(drawn) == ["x = ∑_(i=0)^n ab"]
