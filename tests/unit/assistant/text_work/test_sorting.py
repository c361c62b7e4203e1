"""Several documents sorted into categories, and the table that is made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from app.assistant.export.files import write_report
from app.assistant.export.report import plain_text
from app.assistant.text_work.classification import Category
from app.assistant.text_work.classification_report import classification_report
from app.assistant.text_work.sorting import SORTING_STAGE, Sorting, sort_documents
from app.domain.document import Clause, ClauseKind
from app.domain.evidence import Evidence
from app.foundation.errors import Cancelled, UserError
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.security.labels import AI_LABEL
from tests.fakes import HashEmbedder
from tests.unit.assistant.text_work.clauses import SOURCE, clause, evidence

CARTS = Category("手推车", "手推车的制动器、车轮")
MEDICINE = Category("医疗", "疾病的诊断和治疗")
CART = replace(SOURCE, document_id="cart", number="GB 1-2020", title="手推车的制动器")
WARD = replace(SOURCE, document_id="ward", number="GB 2-2020", title="=疾病的诊断", file="b.pdf")
BLANK = replace(SOURCE, document_id="blank", number="GB 3-2020", title="", file="c.pdf")
TEXTS: dict[str, tuple[Clause, ...]] = {
    "cart": (clause("1", "本文件适用于手推车的车轮。", ClauseKind.CHAPTER, title="范围", page=2),),
    "ward": (clause("1", "本文件适用于疾病的治疗。" + "诊" * 200, ClauseKind.CHAPTER, title="范围", page=3),),
    "blank": (clause("f", "无。", ClauseKind.CHAPTER, number="", title="前言"),),
}


def sort(*categories: Category, progress: Progress | None = None, embedder: HashEmbedder | None = None) -> Sorting:
    def read(source: object) -> tuple[Evidence, ...]:
        held = next(one for one in (CART, WARD, BLANK) if one == source)
        return evidence(TEXTS[held.document_id], held)

    return sort_documents((CART, WARD, BLANK), read, categories, embedder, progress or Progress())


def test_each_document_gets_its_category_and_one_that_says_nothing_is_told() -> None:
    made = sort(CARTS, MEDICINE)
    assert [(one.source.document_id, one.ranking[0].category) for one in made.classified] == [
        ("cart", CARTS),
        ("ward", MEDICINE),
    ]
    assert [one.source.document_id for one in made.left] == ["blank"]
    assert made.left[0].cause
    assert made.sources == (CART, WARD, BLANK)


def test_progress_is_a_document_a_step_and_work_can_be_stopped() -> None:
    seen: list[ProgressEvent] = []
    sort(CARTS, MEDICINE, progress=Progress(seen.append), embedder=HashEmbedder())
    assert [(event.stage, event.done, event.total) for event in seen] == [
        (SORTING_STAGE, done, 3) for done in (0, 1, 2, 3)
    ]
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        sort(CARTS, MEDICINE, progress=Progress(cancel=stopped))


def test_categories_are_embedded_once_for_all_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    embedder = HashEmbedder()
    embed = embedder.embed_query
    monkeypatch.setattr(embedder, "embed_query", lambda text, cancel: asked.append(text) or embed(text, cancel))
    sort(CARTS, MEDICINE, embedder=embedder)
    assert asked == [CARTS.text, MEDICINE.text]


def test_one_category_is_refused_before_any_document_is_read() -> None:
    with pytest.raises(UserError):
        sort_documents((CART,), lambda _: pytest.fail("was read"), (CARTS,), None, Progress())


def test_the_report_has_a_row_a_document_with_what_speaks_for_its_category() -> None:
    report = classification_report(sort(CARTS, MEDICINE))
    rows = [[plain_text(cell) for cell in row] for row in report.rows]
    assert [row[4] for row in rows] == ["手推车", "医疗", "无法归类"]
    assert "[2] 1（第2页）：本文件适用于手推车的车轮。" in rows[0][6]
    assert all(len(line) < 160 for line in rows[1][6].splitlines())
    assert [len(row) for row in rows] == [len(report.columns)] * 3
    assert any("手推车：手推车的制动器、车轮" in line for line in report.about)
    assert report.about[0] == "共 3 份文件，归入类别 2 份。无法归类 1 份。"


def test_one_document_alone_is_named_with_its_status() -> None:
    made = sort(CARTS, MEDICINE)
    report = classification_report(Sorting(made.categories, made.classified[:1]))
    assert report.title.startswith("GB 1-2020")
    assert report.about[0].startswith("依据：GB 1-2020 手推车的制动器")


def test_a_document_between_two_categories_names_both_and_none() -> None:
    report = classification_report(sort(replace(CARTS, name="甲"), replace(CARTS, name="乙")))
    rows = [[plain_text(cell) for cell in row] for row in report.rows]
    assert rows[0][4:6] == ["拿不准", "甲或乙"]


@pytest.mark.parametrize("embedder", [None, HashEmbedder()])
def test_no_label_of_generated_text_stands_where_no_model_wrote(tmp_path: Path, embedder: HashEmbedder | None) -> None:
    report = classification_report(sort(CARTS, MEDICINE, embedder=embedder))
    assert report.label == ""
    assert ("含义" in report.about[-1]) is (embedder is not None)
    sheet = openpyxl.load_workbook(write_report(report, tmp_path / "a.xlsx").path).active
    assert not any(AI_LABEL in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_what_looks_like_a_formula_is_text_in_the_file(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_report(classification_report(sort(CARTS, MEDICINE)), tmp_path / "a.xlsx").path)
    cells = [cell for row in sheet.active.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    lines = write_report(classification_report(sort(CARTS, MEDICINE)), tmp_path / "a.csv").path.read_text("utf-8-sig")
    assert "'=疾病的诊断" in lines
