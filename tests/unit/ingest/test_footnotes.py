"""Notes at the foot of a page: found, kept, and out of the way of the text."""

from __future__ import annotations

from pathlib import Path

from app.domain.document import Clause, ClauseKind
from app.ingest.lines import Line, Reading
from app.ingest.readers.pdf import PdfReader
from app.ingest.tree.clauses import build_clauses
from tests.unit.ingest.pdf_helpers import PdfSketch

FULL = "护栏应当安装牢固并且能够承受规定的水平荷载和垂直荷载而不发生永久变形护栏应当便"
ROMAN = "Helvetica"


def two_pages(tmp_path: Path) -> PdfSketch:
    """Clause 1.1 refers to note 1 and runs over the page; the reader draws the notes."""
    sketch = PdfSketch(tmp_path / "a.pdf").lines(90, 100, "1 要求", "1.1 安装").text(111, 132, FULL[:-2])
    for row in range(8):
        sketch.text(90, 148 + 16 * row, FULL)
    return sketch.text(90, 276, FULL[:20]).text(301, 272, "1", 6, ROMAN).text(306, 276, FULL[:18])


def second_page(sketch: PdfSketch) -> Path:
    sketch.next_page().text(90, 100, "于检修。").text(90, 132, "1.2 材料").text(111, 148, FULL[:-2])
    for row in range(6):
        sketch.text(90, 164 + 16 * row, FULL)
    return sketch.text(90, 260, "防锈。").save()


def read(path: Path) -> Reading:
    return PdfReader().read(path)


def numbered(clauses: tuple[Clause, ...], number: str) -> Clause:
    return next(clause for clause in clauses if clause.number == number)


def notes(clauses: tuple[Clause, ...]) -> list[Clause]:
    return [clause for clause in clauses if clause.kind is ClauseKind.NOTE]


def test_a_note_below_a_rule_does_not_cut_the_clause_that_runs_over_the_page(tmp_path: Path) -> None:
    sketch = two_pages(tmp_path).rule(90, 700, 234, 700)
    sketch.text(90, 716, "1", 6, ROMAN).text(95, 720, "荷载的取值见有关标准的规定，包括风荷载", 8.5).text(
        90, 732, "和雪荷载。", 8.5
    )
    clauses = build_clauses(read(second_page(sketch)), "d")
    clause = numbered(clauses, "1.1")
    assert clause.text.endswith(f"{FULL[:20]}¹{FULL[:18]}于检修。")
    (note,) = notes(clauses)
    assert note.text == "¹荷载的取值见有关标准的规定，包括风荷载和雪荷载。"
    assert note.parent_id == clause.id
    assert (note.page, len(note.spans)) == (1, 2)


def test_a_note_is_known_by_its_raised_mark_and_small_print_alone(tmp_path: Path) -> None:
    sketch = two_pages(tmp_path)
    sketch.text(90, 716, "1", 6, ROMAN).text(95, 720, "荷载的取值见有关标准的规定。", 8.5)
    clauses = build_clauses(read(second_page(sketch)), "d")
    assert [note.text for note in notes(clauses)] == ["¹荷载的取值见有关标准的规定。"]
    assert numbered(clauses, "1.1").text.endswith("于检修。")


def test_a_note_that_runs_over_the_page_is_one_note(tmp_path: Path) -> None:
    sketch = two_pages(tmp_path).rule(90, 700, 234, 700)
    sketch.text(90, 716, "1", 6, ROMAN).text(95, 720, "荷载的取值见有关标准的规定，包括风荷载", 8.5)
    sketch.next_page().text(90, 100, "于检修。")
    for row in range(6):
        sketch.text(90, 116 + 16 * row, FULL)
    sketch.rule(90, 700, 234, 700).text(90, 720, "和雪荷载。", 8.5)
    clauses = build_clauses(read(sketch.save()), "d")
    assert [note.text for note in notes(clauses)] == ["¹荷载的取值见有关标准的规定，包括风荷载和雪荷载。"]


def test_two_notes_go_to_the_clauses_that_refer_to_them(tmp_path: Path) -> None:
    sketch = PdfSketch(tmp_path / "a.pdf").lines(90, 100, "1 要求", "1.1 安装")
    for row in range(6):
        sketch.text(90, 132 + 16 * row, FULL)
    sketch.text(90, 228, "安装①。").text(90, 260, "1.2 材料")
    for row in range(6):
        sketch.text(90, 276 + 16 * row, FULL)
    sketch.text(90, 372, "材料②。").rule(90, 700, 234, 700)
    sketch.text(90, 720, "①见说明书。", 8.5).text(90, 732, "②见合格证。", 8.5)
    clauses = build_clauses(read(sketch.save()), "d")
    of = {note.text: note.parent_id for note in notes(clauses)}
    assert of == {"①见说明书。": numbered(clauses, "1.1").id, "②见合格证。": numbered(clauses, "1.2").id}


def test_small_print_at_the_foot_without_a_mark_stays_in_the_text(tmp_path: Path) -> None:
    sketch = two_pages(tmp_path).text(90, 720, "注：荷载的取值见有关标准的规定。", 8.5)
    lines = [block for block in read(second_page(sketch)).blocks if isinstance(block, Line)]
    assert not [line for line in lines if line.is_footnote]


def test_a_short_rule_over_print_of_the_usual_size_is_no_foot(tmp_path: Path) -> None:
    sketch = two_pages(tmp_path).rule(90, 700, 234, 700).text(90, 720, FULL)
    lines = [block for block in read(second_page(sketch)).blocks if isinstance(block, Line)]
    assert not [line for line in lines if line.is_footnote]
