"""A document among a person's own categories: which is named, on what evidence, and when none is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.text_work.categories import category_lines, parse_categories, parse_category, read_categories
from app.assistant.text_work.classification import Category, Classification, classify
from app.domain.document import ClauseKind
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from tests.fakes import HashEmbedder
from tests.unit.assistant.text_work.clauses import clause, evidence

CLAUSES = (
    clause("f", "本文件由某委员会归口。", ClauseKind.CHAPTER, number="", title="前言"),
    clause("1", "本文件适用于手推车的制动器和车轮。", ClauseKind.CHAPTER, title="范围", page=2),
    clause("4", "应可靠。", ClauseKind.CHAPTER, title="手推车的制动器", page=3),
    clause("5", "应牢固。", ClauseKind.CHAPTER, title="手推车的车轮", page=4),
)
CARTS = Category("手推车", "手推车的制动器、车轮")
MEDICINE = Category("医疗", "疾病的诊断和治疗")


def made(*categories: Category, with_model: bool = True) -> Classification:
    embedder = HashEmbedder() if with_model else None
    return classify(evidence(CLAUSES), categories, embedder, Progress())


@pytest.mark.parametrize("with_model", [True, False])
def test_the_category_that_title_scope_and_headings_speak_for_comes_first(with_model: bool) -> None:
    found = made(MEDICINE, CARTS, with_model=with_model)
    assert [one.category.name for one in found.ranking] == ["手推车", "医疗"]
    assert not found.is_unsure
    assert (found.ranking[0].meaning is None) is not with_model


def test_its_evidence_is_named_with_clause_and_page() -> None:
    found = made(CARTS, MEDICINE)
    signs = {sign.key: sign for sign in found.signs}
    assert [(sign.kind, sign.clause, sign.page) for sign in found.signs] == [
        ("title", None, None),
        ("scope", "1", 2),
        ("heading", "4", 3),
        ("heading", "5", 4),
    ]
    assert all(signs[key].kind != "title" for key in found.ranking[0].keys)
    assert "制动" in found.ranking[0].words


def test_two_categories_that_fit_alike_leave_it_unsure() -> None:
    assert made(Category("甲", CARTS.description), Category("乙", CARTS.description)).is_unsure


@pytest.mark.parametrize("categories", [(CARTS,), (CARTS, CARTS)])
def test_fewer_than_two_categories_are_no_choice(categories: tuple[Category, ...]) -> None:
    with pytest.raises(UserError):
        made(*categories)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.toml", '"消防" = "灭火"\n"医疗" = ""\n'),
        ("c.toml", '[categories]\n"消防" = "灭火"\n"医疗" = ""\n'),
        ("c.json", '{"消防": "灭火", "医疗": ""}'),
    ],
)
def test_categories_are_read_in_the_order_of_the_file(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert read_categories(path) == (Category("消防", "灭火"), Category("医疗"))


def test_a_list_of_names_is_enough(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text('["消防", "医疗"]', "utf-8")
    assert read_categories(tmp_path / "c.json") == (Category("消防"), Category("医疗"))


@pytest.mark.parametrize(("name", "text"), [("c.toml", "消防"), ("c.json", '{"a": 1}'), ("c.json", "[[]]")])
def test_other_files_are_refused_with_a_hint(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UserError) as told:
        read_categories(tmp_path / name)
    assert told.value.hint


def test_a_category_on_the_command_line_is_a_name_with_or_without_a_description() -> None:
    assert parse_category("消防=灭火、疏散") == Category("消防", "灭火、疏散")
    assert parse_category("消防") == Category("消防")
    with pytest.raises(UserError):
        parse_category("=灭火")


def test_the_sign_between_name_and_description_may_be_a_chinese_keyboards() -> None:
    assert parse_category("消防＝灭火、疏散") == Category("消防", "灭火、疏散")
    assert parse_category("甲＝a=b") == Category("甲", "a=b")


def test_categories_are_written_one_a_line_and_written_back_alike() -> None:
    found = parse_categories("消防＝灭火\n\n  医疗  \n")
    assert found == (Category("消防", "灭火"), Category("医疗"))
    assert parse_categories(category_lines(found)) == found
    with pytest.raises(UserError) as told:
        parse_categories("消防\n＝没有名称")
    assert told.value.hint
