"""The web of references: normative entries, other standards with clause, laws, and the document itself."""

from __future__ import annotations

import pytest

from app.domain.document import ClauseKind, Reference
from app.ingest.references import find_references
from tests.unit.ingest.documents import clause


def named(text: str, own: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(found.to_standard, found.to_clause) for found in find_references((clause("9.9", text),), own)]


def test_each_entry_of_the_normative_references_is_an_edge() -> None:
    entries = clause(
        "2",
        "下列文件对于本文件的应用是必不可少的。\nGB/T 755—2008 旋转电机 定额和性能(IEC 60034-1:2004,IDT)\n"
        "GB 14023 车辆、船和内燃机\nISO 9001:2015 Quality management",
        "规范性引用文件",
        ClauseKind.CHAPTER,
    )
    assert find_references((entries,)) == (
        Reference("2", "GB/T 755-2008", None, dated=True, normative=True),
        Reference("2", "GB 14023", None, dated=False, normative=True),
        Reference("2", "ISO 9001:2015", None, dated=True, normative=True),
    )


def test_entries_in_parts_of_the_clause_count_too() -> None:
    head = clause("2", "", "Normative references", ClauseKind.CHAPTER)
    item = clause(None, "GB/T 191 包装储运图示标志", kind=ClauseKind.PARAGRAPH, parent="2")
    assert [(found.to_standard, found.normative) for found in find_references((head, item))] == [("GB/T 191", True)]


def test_a_list_of_cited_standards_with_titles_first_is_normative() -> None:
    codes = clause(None, "《建筑设计防火规范》GB 50016\n《住宅设计规范》GB 50096", "引用标准名录", ClauseKind.CHAPTER)
    assert [found.to_standard for found in find_references((codes,))] == ["GB 50016", "GB 50096"]
    assert all(found.normative for found in find_references((codes,)))


@pytest.mark.parametrize(
    ("text", "standard", "number"),
    [
        ("按 GB/T 1234—2020 中 5.3 的规定进行", "GB/T 1234-2020", "5.3"),
        ("应符合GB 3565—2005中26规定的方法", "GB 3565-2005", "26"),
        ("应当符合GB 8410—2006中第3章的规定", "GB 8410-2006", "3"),
        ("按 GB/T 2423.1—2008 附录 A 的规定", "GB/T 2423.1-2008", "附录A"),
        ("应符合 GB/T 191 的规定", "GB/T 191", None),
        ("见 GB/T 4208—2017 表 3", "GB/T 4208-2017", "表3"),
        ("GB/T 1234—2020，5.3.2", "GB/T 1234-2020", "5.3.2"),
        ("依照《中华人民共和国计量法》第十条第二款的规定", "中华人民共和国计量法", "第十条第二款"),
        ("as described in Section 5.1 of SP 800-63B", "NIST SP 800-63B", "5.1"),
        ("See SP 800-63B, Section 6.1 Authenticator Binding", "NIST SP 800-63B", "6.1"),
        ("应符合 GB 50016—2014 第 5.3.1 条的规定", "GB 50016-2014", "5.3.1"),
    ],
)
def test_another_standard_is_named_with_its_clause(text: str, standard: str, number: str | None) -> None:
    assert named(text) == [(standard, number)]


def test_several_clauses_of_one_standard_are_several_edges() -> None:
    assert named("按GB 3565—2005中4.2、4.3和附录B的规定") == [
        ("GB 3565-2005", "4.2"),
        ("GB 3565-2005", "4.3"),
        ("GB 3565-2005", "附录B"),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("（见5.2.1）", ["5.2.1"]),
        ("应符合 6. 3 的要求", ["6.3"]),
        ("按附录A进行", ["附录A"]),
        ("应符合表3的规定，如图 2 所示", ["表3", "图2"]),
        ("违反本法第十条、第十一条第二款规定的", ["第十条", "第十一条第二款"]),
        ("依照第三十二条第一款第二项的规定处罚", ["第三十二条第一款第二项"]),
        ("骑行者的质量应符合7.2.1.1 d)的规定", ["7.2.1.1d)"]),
        ("see 4.2 and Table 5-1", ["4.2", "Table5-1"]),
        ("as required by Section 5.1.", ["5.1"]),
        ("按A.1.2的方法", ["A.1.2"]),
        ("应符合本规范第 2.0.1 条的规定", ["2.0.1"]),
        ("除本规范第6.4.11 条第4 款的规定外", ["6.4.11第4款"]),
    ],
)
def test_the_document_names_its_own_clauses(text: str, numbers: list[str]) -> None:
    assert named(text) == [(None, number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "质量应不大于 5.2 kg",
        "长度为 1.5 m，由 2.5 mm 的钢板制成",
        "删除了检验规则（1999年版的第7章）",
        "按 3.5 倍载荷",
        "温度为 20.5 ℃",
        "版本 2.0",
        "间距由 0.5 到 1.00",
    ],
)
def test_quantities_and_old_editions_are_no_references(text: str) -> None:
    assert named(text) == []


def test_the_documents_own_number_is_no_way_out() -> None:
    assert named("GB/T 1—2020 规定了要求", own="GB/T 1-2020") == []


def test_an_older_edition_of_itself_is_named() -> None:
    assert named("本标准代替GB/T 1—2010", own="GB/T 1-2020") == [("GB/T 1-2010", None)]


def test_one_place_named_twice_in_a_clause_is_one_edge() -> None:
    assert named("见5.2。除5.2的规定外") == [(None, "5.2")]


def test_a_clause_does_not_refer_to_itself() -> None:
    assert named("按9.9的规定") == []
