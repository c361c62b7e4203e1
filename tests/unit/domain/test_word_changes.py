"""What changed between two wordings, in runs that a person can read."""

from __future__ import annotations

import random

import pytest

from app.domain import word_changes as module
from app.domain.word_changes import WordChange, folded, word_changes

MARKS = {WordChange.EQUAL: "{}", WordChange.DELETE: "[-{}-]", WordChange.INSERT: "{{+{}+}}"}


def marked(before: str, after: str) -> str:
    return "".join(MARKS[run.change].format(run.text) for run in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("应不大于 4 m。", "应不大于 15 m。", "应不大于 [-4 -]{+15 +}m。"),
        ("必须具备条件", "应当具备条件", "[-必须-]{+应当+}具备条件"),
        ("shall store keys", "should store keys", "[-shall -]{+should +}store keys"),
        ("保存二年。", "至少保存二年。", "{+至少+}保存二年。"),
        ("甲、乙和丙", "甲和丙", "甲[-、乙-]和丙"),
        ("", "新增。", "{+新增。+}"),
        ("删去。", "", "[-删去。-]"),
        ("不变", "不变", "不变"),
        ("1.50 mm", "1.5 mm", "[-1.50 -]{+1.5 +}mm"),
    ],
)
def test_changes_are_told_by_words_numbers_and_characters(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [("制动 距离\n应小于4 m", "制动距离应小于4m"), ("ＧＢ１７７６１", "GB17761"), ("（一）甲", "(一)甲")],
)
def test_spaces_lines_and_width_are_no_changes(before: str, after: str) -> None:
    assert [run.change for run in word_changes(before, after)] == [WordChange.EQUAL]


def test_an_inserted_sentence_is_shown_whole() -> None:
    """Both sentences begin with 国: left to chance, the change would begin behind it."""
    assert marked("国务院负责。", "国家建立制度。国务院负责。") == "{+国家建立制度。+}国务院负责。"
    assert marked("应当合格。", "应当合格。不合格的，不得出厂。") == "应当合格。{+不合格的，不得出厂。+}"


def test_a_word_that_stayed_by_chance_does_not_tear_a_change_apart() -> None:
    assert marked("由主管部门的专家审查", "由社会公众的代表评议") == "由[-主管部门的专家审查-]{+社会公众的代表评议+}"


@pytest.mark.parametrize("limit", [0, 20, 1_000_000])
def test_what_is_kept_and_put_in_is_the_later_text(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Whatever way is taken for texts too long to compare word by word."""
    monkeypatch.setattr(module, "MOST_COMPARISONS", limit)
    chance = random.Random(7)
    for _ in range(200):
        before, after = ("".join(chance.choices("应当合格不得。；,a b1\n", k=chance.randrange(40))) for _ in range(2))
        runs = word_changes(before, after)
        later = "".join(run.text for run in runs if run.change is not WordChange.DELETE)
        earlier = "".join(run.text for run in runs if run.change is not WordChange.INSERT)
        assert later == after.lstrip()
        assert folded(earlier) == folded(before)


def test_a_long_text_is_compared_by_sentences_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COMPARISONS", 50)
    assert marked("甲应合格。乙应合格。", "甲应合格。丙应合格。丁宜合格。") == (
        "甲应合格。[-乙-]{+丙+}应合格。{+丁宜合格。+}"
    )
