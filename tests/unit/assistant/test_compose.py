"""The text that a person reads."""

from __future__ import annotations

from app.assistant.answering.compose import basis
from app.domain.answer import Citation, Sentence, SentenceKind
from app.domain.document import DocumentStatus
from app.domain.table import plain_table


def citation(key: str, quote: str, clause: str = "4.2a)") -> Citation:
    return Citation(
        key,
        "d",
        "a.pdf",
        "GB 1-2020",
        DocumentStatus.UNKNOWN,
        f"d.{key}",
        clause,
        "4.2 护栏",
        6,
        quote,
        0,
        len(quote),
        True,
    )


def said(text: str, *, verified: bool = True) -> Sentence:
    return Sentence(text, SentenceKind.DIRECT, ("1",), verified)


def test_a_quote_that_was_told_word_for_word_shows_its_place_alone() -> None:
    quote = citation("1", "——护栏高度应不小于1.1 m；")
    told = [said("护栏：护栏高度应不小于1.1 m[1]。")]
    assert basis([quote], [""], told) == "依据[1] GB 1-2020 4.2a)（第6页），原文见上"


def test_a_quote_that_was_not_or_not_surely_told_is_printed() -> None:
    quote = citation("1", "护栏高度应不小于1.1 m；")
    printed = "依据[1] GB 1-2020 4.2a)（第6页）：“护栏高度应不小于1.1 m；”"
    assert basis([quote], [""], [said("护栏应不小于1.1 m[1]")]) == printed
    assert basis([quote], [""], [said("护栏高度应不小于1.1 m[1]", verified=False)]) == printed


def test_a_lead_in_is_told_once() -> None:
    quotes = [citation("1", "管理员；"), citation("2", "操作员。", "4.2b)")]
    first, second = basis(quotes, ["下列人员不得担任："] * 2, ()).splitlines()
    assert first == "依据[1] GB 1-2020 4.2a)（第6页），列于“下列人员不得担任”之下：“管理员；”"
    assert second == "依据[2] GB 1-2020 4.2b)（第6页）：“操作员。”"


def test_a_row_that_was_told_cell_by_cell_shows_its_place_alone() -> None:
    from dataclasses import replace

    row = replace(citation("1", "室外 | ≤8"), table=plain_table([["项目", "风速 m/s"], ["室外", "≤8"]], header_rows=1))
    assert basis([row], [""], [said("项目：室外；风速 m/s：≤8[1]。")]).endswith("原文见上")
    assert "表头“项目 | 风速 m/s”" in basis([row], [""], ())


def test_the_head_of_a_table_is_told_once() -> None:
    from dataclasses import replace

    table = plain_table([["项目", "风速 m/s"], ["室外", "≤8"], ["室内", "—"]], header_rows=1)
    rows = [replace(citation(key, text), table=table) for key, text in (("1", "室外 | ≤8"), ("2", "室内 | —"))]
    first, second = basis(rows, ["", ""], ()).splitlines()
    assert "表头“项目 | 风速 m/s”" in first
    assert "表头" not in second


def test_a_value_is_not_told_by_one_that_holds_its_digits() -> None:
    quote = citation("1", "护栏高度不应低于15 m。")
    assert "原文见上" not in basis([quote], [""], [said("护栏高度不应低于1.5 m[1]。")])
    from dataclasses import replace

    row = replace(citation("1", "干态 | 7"), table=plain_table([["状态", "距离"], ["干态", "7"]], header_rows=1))
    assert "原文见上" not in basis([row], [""], [said("状态：干态；距离：17[1]。")])


def test_the_head_is_printed_where_the_row_before_was_told_above() -> None:
    from dataclasses import replace

    table = plain_table([["项目", "风速 m/s"], ["室外", "≤8"], ["室内", "—"]], header_rows=1)
    rows = [replace(citation(key, text), table=table) for key, text in (("1", "室外 | ≤8"), ("2", "室内 | 无"))]
    first, second = basis(rows, ["", ""], [said("项目：室外；风速 m/s：≤8[1]。")]).splitlines()
    assert first.endswith("原文见上")
    assert "表头“项目 | 风速 m/s”" in second
