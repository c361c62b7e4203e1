"""Clause numbers that a question names."""

from __future__ import annotations

import pytest

from app.retrieval.lexical import is_at_or_inside, named_clauses


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第6.1条说什么", ["6.1"]),
        ("5.2.1要求什么", ["5.2.1"]),
        ("附录B 表B.2", ["表B.2", "附录B"]),
        ("6.1.7 b)", ["6.1.7b)"]),
        ("6.1.7第b项", ["6.1.7b)"]),
        ("6.1.7的（b）项", ["6.1.7b)"]),
        ("6.1.7b讲什么", ["6.1.7b)"]),
        ("A.2.1 b)", ["A.2.1b)"]),
        ("第5.5.17条第2款", ["5.5.17第二款"]),
        ("第十二条第一款第三项", ["第十二条第一款第(三)项"]),
        ("第十二条第（三）项", ["第十二条第(三)项"]),
        ("第 6 . 1 . 3 条", ["6.1.3"]),
        ("4. 1 通信方式", ["4.1"]),
        ("ｔａｂｌｅ 3-1", ["Table3-1"]),
        ("Figure D-2", ["FigureD-2"]),
        ("what is in section 3?", ["3"]),
        ("Appendix A", ["附录A"]),
        ("表 12", ["表12"]),
        ("附录 A.1 的内容", ["A.1"]),
        ("民法典1062条", ["第一千零六十二条"]),
        ("第一百二十条第二款", ["第一百二十条第二款"]),
        ("第 12 条之一", ["第十二条之一"]),
        ("第6章讲什么", ["第六章"]),
        ("表3的值是多少", ["表3"]),
        ("What does clause 5.2.1 require?", ["5.2.1"]),
        ("What does section 3.1 say about passwords", ["3.1"]),
        ("does 5.2 require a guard", ["5.2"]),
        ("5.2.1 shall", ["5.2.1"]),
        ("compare 5.2 and 5.3.", ["5.2", "5.3"]),
        ("§ 4.3 minimum", ["4.3"]),
        ("clause 4.3 A guard", ["4.3"]),
        ("5.2.1公差", ["5.2.1"]),
    ],
)
def test_a_named_clause_is_read_with_its_likeliest_printing_first(question: str, numbers: list[str]) -> None:
    assert [clause.numbers[0] for clause in named_clauses(question)] == numbers


@pytest.mark.parametrize(
    "question",
    [
        *("给我讲3条红烧鱼的做法", "汤里放1.5升水", "占1.5平方米", "等3.5天", "过1.5个月", "第二层高2.5层楼"),
        *("电压48.5V行吗", "长1.5米", "不超过25km/h", "两条路选哪一条"),
        *("Is 48.5 V allowed?", "at 2.4 GHz", "1.5 m long", "1.5 m/s", "0.5 mm", "20.5 °C", "99.9 %", "5.2 kΩ"),
        *("2.5 hours at most", "1.5 kilometres", "3.5 per cent", "1.5 Million", "1.5 times the rated load"),
    ],
)
def test_a_quantity_names_no_clause(question: str) -> None:
    assert named_clauses(question) == ()


@pytest.mark.parametrize("question", ["Is TLS 1.2 allowed?", "what does version 3.1 require", "2.0.1 版的要求"])
def test_a_version_names_no_clause(question: str) -> None:
    assert named_clauses(question) == ()


@pytest.mark.parametrize("question", ["6.1.7 b)", "5.5.17第2款", "第十二条第二款"])
def test_a_part_is_sought_in_the_clause_around_it_too(question: str) -> None:
    assert {"6.1.7", "5.5.17", "第十二条"} & set(named_clauses(question)[0].numbers)


def test_an_article_can_be_printed_in_figures_too() -> None:
    assert "第12条" in named_clauses("第十二条")[0].numbers


def test_what_lies_in_a_clause_is_told_from_what_only_begins_like_it() -> None:
    assert is_at_or_inside("5.2.1", "5.2")
    assert is_at_or_inside("第十条第二款", "第十条")
    assert is_at_or_inside("A. 1", "附录A.1")
    assert not is_at_or_inside("5.21", "5.2")
    assert not is_at_or_inside("第十条之一", "第十条")
    assert not is_at_or_inside(None, "5.2")
