"""The sample documents are what their sources say, and the questions over them can be answered from them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "tests" / "data" / "build_samples.py"
SHIPPED = ROOT / "app" / "samples"
QUESTIONS = tomllib.loads((ROOT / "tests" / "data" / "sample_questions.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, BUILDER, folder], check=True, capture_output=True)
    return folder


def test_the_shipped_samples_are_built_from_their_sources_byte_for_byte(rebuilt: Path) -> None:
    names = {path.name for path in rebuilt.iterdir()}
    assert names == {path.name for path in SHIPPED.iterdir()}
    changed = [name for name in sorted(names) if (rebuilt / name).read_bytes() != (SHIPPED / name).read_bytes()]
    assert changed == [], f"run {BUILDER.relative_to(ROOT)} and look at the difference"


def test_there_are_standards_in_three_formats_and_a_regulation() -> None:
    assert {path.suffix for path in SHIPPED.iterdir()} == {".pdf", ".docx", ".md"}
    assert any("规定" in path.name for path in SHIPPED.iterdir())


def test_the_pdf_has_a_text_layer_that_says_what_its_source_says() -> None:
    (file,) = SHIPPED.glob("*.pdf")
    document = pypdfium2.PdfDocument(file)
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    document.close()
    assert "代替 Q/ZS 101—2021" in pages[0]
    assert "2025-06-01 实施" in pages[0]
    assert "……" in pages[1]
    assert "5.2.1" in "".join(pages[3:])
    assert all("Q/ZS 101—2025" in page for page in pages)


def test_numbers_of_the_test_methods_are_left_to_the_word_processor() -> None:
    (file,) = SHIPPED.glob("*102-2024*.docx")
    with zipfile.ZipFile(file) as archive:
        body = archive.read("word/document.xml").decode()
        numbering = archive.read("word/numbering.xml").decode()
    assert ">静载试验<" in body
    assert "5.2 静载试验" not in body
    assert "附录 %1" in numbering


def test_there_are_questions_of_both_kinds_with_what_their_tests_need() -> None:
    answerable, unanswerable = QUESTIONS["question"], QUESTIONS["unanswerable"]
    assert len(answerable) >= 12
    assert len(unanswerable) >= 4
    identifiers = [item["id"] for item in (*answerable, *unanswerable)]
    assert len(set(identifiers)) == len(identifiers)
    assert all(item["reason"] for item in unanswerable)


@pytest.mark.parametrize("question", QUESTIONS["question"], ids=lambda question: question["id"])
def test_the_facts_of_a_question_stand_in_its_clause(question: dict[str, Any]) -> None:
    sample = _samples()[question["number"]]
    blocks = [block for block in sample.blocks if _is_under(block.number, question["clauses"])]
    text = "".join(
        block.text + "".join(cell for row in block.rows for cell in row) for block in _with_parts(sample, blocks)
    )
    assert [fact for fact in question["facts"] if fact not in text] == []


def _samples() -> dict[str, Any]:
    sys.path.insert(0, str(BUILDER.parent))
    try:
        from sample_writers.source import read_sample
    finally:
        sys.path.remove(str(BUILDER.parent))
    samples = [read_sample(path) for path in (BUILDER.parent / "samples").glob("*.txt")]
    return {(sample.cover.number or sample.cover.title).replace("—", "-"): sample for sample in samples}


def _is_under(number: str, clauses: list[str]) -> bool:
    return any(number == clause or number.startswith(f"{clause}.") for clause in clauses)


def _with_parts(sample: Any, heads: list[Any]) -> list[Any]:
    """The blocks and what belongs to them: everything down to the next numbered clause."""
    found: list[Any] = []
    takes = False
    for block in sample.blocks:
        if block.kind in ("heading", "clause", "term", "annex", "unnumbered"):
            takes = block in heads
        if takes or block in heads:
            found.append(block)
    return found
