"""The web of references: normative entries, other standards with clause, laws, and the document itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.document import Clause, ClauseKind, Reference
from app.ingest.mentions.dangling import dangling_references
from app.ingest.mentions.references import find_references
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


STANDARD = (
    *(clause(f"5.{count}", "正文") for count in range(1, 8)),
    *(clause(f"5.3{letter})", "正文", kind=ClauseKind.ITEM, parent="5.3") for letter in "abcd"),
    *(clause(f"表{count}", "格", kind=ClauseKind.TABLE) for count in (1, 2, 3, 5)),
    clause("附录A", "", kind=ClauseKind.ANNEX),
    clause("A.1", "正文", parent="附录A"),
    clause("附录B", "", kind=ClauseKind.ANNEX),
    clause("式(1)", "a = b", kind=ClauseKind.FORMULA),
)


def in_standard(text: str) -> list[tuple[str | None, str | None]]:
    found = find_references((*STANDARD, clause("9.9", text)))
    return [(reference.to_standard, reference.to_clause) for reference in found if reference.from_clause == "9.9"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("按5.3~5.6的规定", ["5.3", "5.4", "5.5", "5.6"]),
        ("按5.6至5.9的规定", ["5.6", "5.7", "5.9"]),
        ("见表1～3", ["表1", "表2", "表3"]),
        ("表1、2和表3的规定", ["表1", "表2", "表3"]),
        ("见表3～表5", ["表3", "表5"]),
        ("按5.3 a)~c)的要求", ["5.3a)", "5.3b)", "5.3c)"]),
        ("符合附录A和附录B的规定", ["附录A", "附录B"]),
        ("附录A、B给出了方法", ["附录A", "附录B"]),
        ("Sections 5.2 through 5.4 and 5.6", ["5.2", "5.3", "5.4", "5.6"]),
        ("5.2和5.3规定的试验", ["5.2", "5.3"]),
        ("除5.1、5.2以及5.4外", ["5.1", "5.2", "5.4"]),
        ("按公式（1）计算", ["式(1)"]),
        ("按附录A.1的方法", ["A.1"]),
    ],
)
def test_every_clause_of_a_list_or_a_range_is_an_edge(text: str, numbers: list[str]) -> None:
    """Of what a range passes over only what exists; its ends are named and stay."""
    assert in_standard(text) == [(None, number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("按 GB/T 1234—2020 中 5.3~5.5 的规定", ["5.3", "5.4", "5.5"]),
        ("GB/T 1234—2020 的 5.1、5.2 和 5.4", ["5.1", "5.2", "5.4"]),
        ("按 GB/T 1234—2020，附录 A、B", ["附录A", "附录B"]),
        ("GB/T 1234-2020/XG1-2024 的 5.2", ["5.2"]),
        ("GB/T 1234—2020 第 5.5.17 条", ["5.5.17"]),
    ],
)
def test_ranges_and_lists_reach_into_other_standards(text: str, numbers: list[str]) -> None:
    assert in_standard(text) == [("GB/T 1234-2020", number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("in accordance with ISO 9001:2015, 8.3", [("ISO 9001:2015", "8.3")]),
        ("[SP 800-63A] Section 5", [("NIST SP 800-63A", "5")]),
        ("Section 4.2 of [SP 800-63A] applies", [("NIST SP 800-63A", "4.2")]),
        ("see ISO/IEC 27001:2013, Annex A", [("ISO/IEC 27001:2013", "AnnexA")]),
        ("按 GB/T 2423（所有部分）的规定", [("GB/T 2423", None)]),
        ("符合《密码设备管理规程》第5章", [("密码设备管理规程", "5")]),
    ],
)
def test_other_documents_are_named_in_many_ways(text: str, edges: list[tuple[str, str | None]]) -> None:
    assert in_standard(text) == edges


@pytest.mark.parametrize(
    "text",
    [
        "按1.5计算",
        "由 2.5 制成，与 3.5 之比",
        "长 5.2 mm，在 5.3 kg 与 5.4 s 之间",
        "应符合本系列第1部分第6章的规定",
        "见2009年版的5.2",
        "与第2部分5.3一致",
        "取值 5.2～5.3 | 5.4",
    ],
)
def test_a_number_that_names_no_clause_here_is_no_edge(text: str) -> None:
    assert in_standard(text) == []


LAW = (
    *(clause(f"第{count}条", "正文。") for count in "一二三四五六七八九"),
    clause("第十条", "甲。"),
    clause("第十条第二款", "乙。", kind=ClauseKind.PARAGRAPH, parent="第十条"),
    clause("第十条第三款", "丙：", kind=ClauseKind.PARAGRAPH, parent="第十条"),
    clause("第十条第三款第（一）项", "丁；", kind=ClauseKind.ITEM, parent="第十条第三款"),
    clause("第十条第三款第（二）项", "戊。", kind=ClauseKind.ITEM, parent="第十条第三款"),
    clause("第十一条", "己："),
    clause("第十一条第（一）项", "庚；", kind=ClauseKind.ITEM, parent="第十一条"),
)


def in_law(at: str, text: str, title: str | None = None) -> list[tuple[str | None, str | None]]:
    """The edges of the clause ``at`` of the law when it reads ``text``."""
    clauses = tuple(_with_text(part, text) if part.number == at else part for part in LAW)
    found = find_references(clauses, None, title)
    return [(reference.to_standard, reference.to_clause) for reference in found if reference.from_clause == at]


def _with_text(part: Clause, text: str) -> Clause:
    return clause(part.number, text, kind=part.kind, parent=part.parent_id)


@pytest.mark.parametrize(
    ("at", "text", "numbers"),
    [
        ("第十条第二款", "前款规定的行为", ["第十条第一款"]),
        ("第十条第三款", "前两款规定的行为", ["第十条第一款", "第十条第二款"]),
        ("第十条第三款", "有前款第（二）项行为的", ["第十条第二款第（二）项"]),
        ("第十条第二款", "前款第一项、第三项规定的", ["第十条第一款第一项", "第十条第一款第三项"]),
        ("第十条第三款第（二）项", "前项规定的", ["第十条第三款第（一）项"]),
        ("第十条第三款", "依照本条第一款、第二款处理", ["第十条第一款", "第十条第二款"]),
        ("第十条第二款", "第三款规定的", ["第十条第三款"]),
        ("第十条第三款", "本款第（一）项规定的", ["第十条第三款第（一）项"]),
        ("第九条", "前条和前三条规定的", ["第八条", "第六条", "第七条"]),
        ("第九条", "第三条至第五条规定的", ["第三条", "第四条", "第五条"]),
        ("第九条", "第三、四条和第六条至第八条规定的", ["第三条", "第四条", "第六条", "第七条", "第八条"]),
        ("第九条", "第十条第二款、第三款规定的", ["第十条第二款", "第十条第三款"]),
        ("第九条", "有第十条第三款第(一)、(二)项行为的", ["第十条第三款第（一）项", "第十条第三款第（二）项"]),
        ("第九条", "有第十条第三款第(一)至第(二)项行为的", ["第十条第三款第（一）项", "第十条第三款第（二）项"]),
        ("第九条", "依照第十一条第一款第一项", ["第十一条第（一）项"]),
        ("第一条", "依照本法规定，本条例和本项目", []),
        ("第十条", "前款规定的", []),
        ("第十条第二款", "依照本条第二款", []),
    ],
)
def test_what_is_named_from_where_it_stands_is_found(at: str, text: str, numbers: list[str]) -> None:
    assert in_law(at, text) == [(None, number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("依照刑法第二百条追究", [("刑法", "第二百条")]),
        ("依照民事诉讼法的有关规定办理", [("民事诉讼法", None)]),
        (
            "违反本法第三条，依照《治安管理处罚法》第五条第二款处罚",
            [("治安管理处罚法", "第五条第二款"), (None, "第三条")],
        ),
        (
            "根据《中华人民共和国食品安全法》（以下简称食品安全法），属于食品安全法第九条、第十条的，依照食品安全法处理",
            [
                ("中华人民共和国食品安全法", None),
                ("中华人民共和国食品安全法", "第九条"),
                ("中华人民共和国食品安全法", "第十条"),
            ],
        ),
        ("《中华人民共和国水法》和该法第五条", [("中华人民共和国水法", None), ("中华人民共和国水法", "第五条")]),
        ("依照某某实施细则第五条", []),
        ("有下列方法之一的，依照本法处理", []),
        ("《中华人民共和国计量法》第三条", [(None, "第三条")]),
    ],
)
def test_articles_of_other_laws_are_not_taken_for_own(text: str, edges: list[tuple[str | None, str | None]]) -> None:
    assert in_law("第九条", text, "中华人民共和国计量法") == edges


def test_what_the_text_names_and_the_document_lacks_is_one_issue() -> None:
    clauses = (*STANDARD, clause("9.9", "见5.2、5.8和表9，按附录C和式（2），如图7所示，按5.2 b)"))
    [issue] = dangling_references(find_references(clauses), clauses)
    assert (issue.code, issue.page) == ("dangling_reference", None)
    assert issue.message == (
        "正文提到第 5.8 条（9.9）、表9（9.9）、附录C（9.9），但这份文件里没有；可能是另一份文件的条款，或读取时缺了页"
    )


def test_where_a_text_names_what_it_lacks_is_told_with_the_page() -> None:
    clauses = (*STANDARD, replace(clause("9.9", "见5.8"), page=27))
    [issue] = dangling_references(find_references(clauses), clauses)
    assert "第 5.8 条（9.9，第 27 页）" in issue.message


def test_a_table_number_far_beyond_the_last_table_is_told_as_a_misprint() -> None:
    tables = tuple(replace(clause(f"表{count}", "甲 | 乙"), kind=ClauseKind.TABLE) for count in range(1, 64))
    clauses = (*STANDARD, *tables, clause("9.9", "格式见表630，另见表65"))
    absent, misprint = dangling_references(find_references(clauses), clauses)
    assert (absent.code, misprint.code) == ("dangling_reference", "doubtful_reference")
    assert "表65" in absent.message, "it may be on pages that were not read"
    assert "表630" not in absent.message
    assert misprint.message == "正文提到表630（9.9），而文件里的表只编到表 63；多半是原文印错"


def test_a_bare_number_is_called_a_chapter() -> None:
    clauses = (*STANDARD, clause("9.9", "应符合第12章的规定"))
    [issue] = dangling_references(find_references(clauses), clauses)
    assert issue.message.startswith("正文提到第 12 章（9.9），")


def test_a_document_that_has_all_that_it_names_has_no_issue() -> None:
    clauses = (*STANDARD, clause("9.9", "见5.2，按 GB/T 1234—2020 中 8.9 的规定"))
    assert dangling_references(find_references(clauses), clauses) == ()


def test_parts_that_are_told_by_their_whole_do_not_dangle() -> None:
    clauses = tuple(_with_text(part, "依照第三条第一款处理") if part.number == "第九条" else part for part in LAW)
    assert dangling_references(find_references(clauses), clauses) == ()


@pytest.mark.parametrize(
    "text", ["as defined in 31 U.S.C., Chapter 91", "under 15 C.F.R. § 27", "categories (old Appendix J)", "第1条数据"]
)
def test_codes_of_other_states_and_counted_things_are_no_clauses_here(text: str) -> None:
    assert in_standard(text) == []
