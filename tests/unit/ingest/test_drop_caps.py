"""The large first letter of a chapter."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import Line
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

ROMAN = "Helvetica"
WORDS = "of this standard apply to every guard rail that is placed at the edge of a roof or of a platform"


def lines(sketch: PdfSketch) -> list[Line]:
    return [block for block in PdfReader().read(sketch.save()).blocks if isinstance(block, Line)]


def test_a_drop_cap_is_the_first_letter_of_the_first_line(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(90, 336, "T", 51, ROMAN)
    sketch.text(122, 311, f"he requirements {WORDS}", 10, ROMAN).text(122, 323, WORDS, 10, ROMAN)
    sketch.text(122, 335, WORDS, 10, ROMAN)
    for row in range(4):
        sketch.text(90, 347 + 12 * row, f"and {WORDS}", 10, ROMAN)
    found = lines(sketch)
    assert [line.text[:16] for line in found[:4]] == ["The requirements", *[WORDS[:16]] * 2, f"and {WORDS[:12]}"]
    assert [line.begins_paragraph for line in found[:4]] == [True, False, False, False]
    assert found[0].size == 10


def test_a_large_letter_without_lines_beside_it_stays_a_line(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").text(400, 130, "Q", 42, ROMAN)
    for row in range(4):
        sketch.text(90, 347 + 12 * row, WORDS, 10, ROMAN)
    assert [line.text[:4] for line in lines(sketch)] == ["Q", *[WORDS[:4]] * 4]
