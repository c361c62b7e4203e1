"""One file becomes one Document."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from app.domain.document import ClauseKind, document_id
from app.foundation.codec import from_plain, to_plain
from app.ingest.pipeline import file_fingerprint, read_document

SAMPLES = Path(__file__).resolve().parents[3] / "app" / "samples"
STANDARD = """# Q/ABC 7-2025

## 手推车 要求

2025-03-10发布 2025-06-01实施

## 1 范围

本标准规定了要求。

## 2 要求

2.1 载荷应不大于 300 kg。
"""


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    path = tmp_path / "标准.md"
    path.write_text(STANDARD, encoding="utf-8")
    return path


def test_the_id_follows_from_the_content_alone(standard: Path, tmp_path: Path) -> None:
    copy = shutil.copy(standard, tmp_path / "另一个名字.md")
    first, second = read_document(standard), read_document(Path(copy))
    assert first.sha256 == hashlib.sha256(standard.read_bytes()).hexdigest() == file_fingerprint(standard)
    assert first.id == second.id == document_id(first.sha256)
    assert first.clauses == second.clauses


def test_clauses_are_numbered_from_zero_in_document_order(standard: Path) -> None:
    document = read_document(standard)
    assert [clause.id for clause in document.clauses] == [f"{document.id}.{n}" for n in range(len(document.clauses))]
    assert ("2.1", ClauseKind.CLAUSE) in [(clause.number, clause.kind) for clause in document.clauses]


def test_the_document_keeps_the_name_that_it_is_given(standard: Path) -> None:
    assert read_document(standard, file="原名.md").file == "原名.md"


def test_a_document_survives_the_way_through_json(standard: Path) -> None:
    document = read_document(standard)
    assert from_plain(to_plain(document), type(document)) == document


def test_a_wrong_extension_is_told_and_the_content_read(tmp_path: Path) -> None:
    disguised = shutil.copy(next(SAMPLES.glob("*.docx")), tmp_path / "其实是Word.pdf")
    document = read_document(Path(disguised))
    assert document.format == "docx"
    assert [issue.code for issue in document.issues] == ["wrong_extension"]
    assert not document.is_partial


def test_every_sample_is_read_whole() -> None:
    for sample in SAMPLES.iterdir():
        document = read_document(sample)
        assert document.clauses, sample.name
        assert document.references, sample.name
        assert not document.is_partial, sample.name
        assert document.metadata.title, sample.name


@pytest.mark.parametrize(
    "text", ["MZ/T 039—2013 老年人能力评估", "OFDM 系统技术要求", "文件应以 %PDF-1.7 开头。", "BM6 型车床"]
)
def test_a_text_may_begin_like_a_program_or_speak_of_pdf(text: str, tmp_path: Path) -> None:
    path = tmp_path / "标准.txt"
    path.write_text(f"{text}\n\n1 范围\n本标准规定了要求。\n", encoding="utf-8")
    document = read_document(path)
    assert (document.format, document.issues) == ("text", ())


def test_a_pdf_called_text_is_read_as_the_pdf_that_it_is(tmp_path: Path) -> None:
    disguised = shutil.copy(next(SAMPLES.glob("*.pdf")), tmp_path / "其实是PDF.txt")
    document = read_document(Path(disguised))
    assert document.format == "pdf"
    assert [issue.code for issue in document.issues] == ["wrong_extension"]
