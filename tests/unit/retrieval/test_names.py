"""What people write when they mean one clause of one document, and where it leads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.document import Clause, ClauseKind, Document, DocumentKind, Metadata, document_id
from app.domain.passage import LONGEST_PASSAGE
from app.retrieval.names import Names
from app.retrieval.search import Search
from tests.unit.retrieval.lift_standard import library

ARTICLE, ITEM, TABLE, ANNEX = ClauseKind.CLAUSE, ClauseKind.ITEM, ClauseKind.TABLE, ClauseKind.ANNEX
LONG = "车速提示音的要求。" * (LONGEST_PASSAGE // 9)
"""So that the items after it stand in a passage of their own."""


def made(file: str, metadata: Metadata, rows: Sequence[tuple[str, str, ClauseKind, int | None]]) -> Document:
    """A document of (number, text, kind, place of the parent)."""
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    name = document_id(sha256)
    clauses = tuple(
        Clause(f"{name}.{place}", number, "", text, kind, None if parent is None else f"{name}.{parent}")
        for place, (number, text, kind, parent) in enumerate(rows)
    )
    return Document(name, sha256, file, "pdf", 1, metadata, clauses)


def standard(number: str | None, title: str, file: str = "") -> Document:
    rows = [
        ("3", "术语见下列各条。", ARTICLE, None),
        ("5.5.17", "疏散距离应符合下列规定：", ARTICLE, None),
        ("5.5.17第2款", "应设楼梯间。", ITEM, 1),
        ("6.1.3", "整车质量应不大于55 kg。", ARTICLE, None),
        ("6.1.7", LONG, ARTICLE, None),
        ("6.1.7a)", "白天应能听见；", ITEM, 4),
        ("6.1.7b)", "夜间应能调低。", ITEM, 4),
        ("附录B", "参数表如下。", ANNEX, None),
        ("B.1", "填写要求。", ARTICLE, 7),
        ("表B.2", "项目 | 值\n速度 | 25", TABLE, 8),
        ("Table 3-1", "Roles | Duties", TABLE, 0),
    ]
    return made(file or f"{number}.pdf", Metadata(title=title, number=number, kind=DocumentKind.STANDARD), rows)


def law(title: str, *articles: str, issued: str | None = None) -> Document:
    rows: list[tuple[str, str, ClauseKind, int | None]] = [
        (article, f"{title}的规定。", ARTICLE, None) for article in articles
    ]
    kind = DocumentKind.REGULATION if title.startswith("最高") else DocumentKind.LAW
    return made(f"{title}({issued}).md", Metadata(title=title, kind=kind, issued=issued), rows)


BICYCLE = standard("GB 17761-2018", "电动自行车安全技术规范")
GUIDE = standard("NIST SP 800-123", "Guide to General Server Security")
FAMILY = law("中华人民共和国民法典 婚姻家庭编", "第一千零六十二条", "第十条")
GENERAL = law("中华人民共和国民法典 总则", "第十条")
LENDING = law("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "第十条", "第二十五条")
BUILDING = law("最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（一）", "第十条")
TRAFFIC = law("中华人民共和国道路交通安全法", "第十条", "第九十一条")
WATER = law("中华人民共和国水法", "第十条", "第三十条")
SEA_2017 = law("中华人民共和国海洋环境保护法", "第十条", issued="2017-11-04")
SEA_2023 = law("中华人民共和国海洋环境保护法", "第十条", issued="2023-10-24")
ALL = (BICYCLE, GUIDE, FAMILY, GENERAL, LENDING, BUILDING, TRAFFIC, WATER, SEA_2017, SEA_2023)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    _, held, words = library(tmp_path_factory.mktemp("search"), *ALL)
    return Search(held, words)


def named(search: Search, query: str) -> Names:
    return search.names(query)


@pytest.mark.parametrize(
    ("query", "document", "clause"),
    [
        ("GB 17761 第6.1.3条", BICYCLE, "6.1.3"),
        ("GB17761-2018 6.1.7 b)", BICYCLE, "6.1.7b)"),
        ("6.1.7第b项 GB17761", BICYCLE, "6.1.7b)"),
        ("ＧＢ １７７６１　６．１．３", BICYCLE, "6.1.3"),
        ("G B 17761—2018 第 6 . 1 . 3 条", BICYCLE, "6.1.3"),
        ("17761-2018 6.1.3", BICYCLE, "6.1.3"),
        ("17761第6.1.3条", BICYCLE, "6.1.3"),
        ("GB 17761 附录B 表B.2", BICYCLE, "表B.2"),
        ("GB 17761 B.1", BICYCLE, "B.1"),
        ("GB17761 第3章", BICYCLE, "3"),
        ("GB17761第5.5.17条第2款", BICYCLE, "5.5.17第2款"),
        ("电动自行车安全技术规范6.1.3", BICYCLE, "6.1.3"),
        ("《电动自行车安全技术规范》第6.1.3条", BICYCLE, "6.1.3"),
        ("SP800-123 section 3", GUIDE, "3"),
        ("800-123 section 6.1.3", GUIDE, "6.1.3"),
        ("Table 3-1 of NIST SP 800-123", GUIDE, "Table 3-1"),
        ("SP 800-123 Appendix B", GUIDE, "附录B"),
        ("民法典1062条", FAMILY, "第一千零六十二条"),
        ("民法典第一千零六十二条", FAMILY, "第一千零六十二条"),
        ("《民法典》第 1062 条", FAMILY, "第一千零六十二条"),
        ("中华人民共和国民法典第一千零六十二条", FAMILY, "第一千零六十二条"),
        ("民法典婚姻家庭编第十条", FAMILY, "第十条"),
        ("民间借贷司法解释第25条", LENDING, "第二十五条"),
        ("民间借贷规定第二十五条", LENDING, "第二十五条"),
        ("建设工程司法解释一第十条", BUILDING, "第十条"),
        ("道交法第91条", TRAFFIC, "第九十一条"),
        ("根据道路交通安全法规定第91条", TRAFFIC, "第九十一条"),
        ("水法第三十条", WATER, "第三十条"),
        ("违反水法第三十条怎么办", WATER, "第三十条"),
        ("海洋环境保护法(2017-11-04)第十条", SEA_2017, "第十条"),
        ("2017年的海洋环境保护法第十条", SEA_2017, "第十条"),
        ("《海洋环境保护法》2023年修订 第十条", SEA_2023, "第十条"),
    ],
)
def test_a_named_clause_leads(search: Search, query: str, document: Document, clause: str) -> None:
    found = search.find(query)[0]
    assert (found.source.file, found.routes) == (document.file, ("exact",))
    assert clause in (found.number, *(part.number for part in found.clauses))


def test_a_code_that_is_kept_in_parts_is_named_as_a_whole(search: Search) -> None:
    assert set(named(search, "民法典怎么规定").documents) == {FAMILY.id, GENERAL.id}
    assert named(search, "《民法典》怎么规定").missing == ()


def test_a_law_that_is_not_held_is_missing_and_no_other_gives_its_article(search: Search) -> None:
    assert named(search, "刑法第九十一条").missing == ("《刑法》",)
    assert "exact" not in {route for item in search.find("刑法第九十一条") for route in item.routes}


@pytest.mark.parametrize(
    "query", ["违反本法第十条", "按照该条例第十条", "有关规定第十条", "这种方法第十条", "根据以下办法第三条"]
)
def test_what_only_points_to_a_law_names_none(search: Search, query: str) -> None:
    names = named(search, query)
    assert (names.documents, names.missing) == ((), ())


def test_a_short_title_inside_other_words_names_nothing(search: Search) -> None:
    assert named(search, "排水法子有哪些").documents == ()


@pytest.mark.parametrize("query", ["第十条", "10条", "6.1.3"])
def test_who_asks_for_a_number_alone_is_shown_all_that_have_it(search: Search, query: str) -> None:
    assert {item.routes for item in search.find(query, limit=2)} == {("exact",)}


def test_a_number_among_other_words_leads_only_where_few_have_it(search: Search) -> None:
    assert "exact" not in search.find("第十条里的期限是多久")[0].routes
    assert "exact" in search.find("第一千零六十二条里的期限是多久")[0].routes


@pytest.mark.parametrize(
    ("query", "document"), [("2017年版里怎么规定", SEA_2017), ("the 2018 edition", BICYCLE), ("2023年修订的", SEA_2023)]
)
def test_a_year_alone_names_the_editions_of_that_year(search: Search, query: str, document: Document) -> None:
    assert named(search, query).editions == (document.id,)


@pytest.mark.parametrize("query", ["2017年发生的海洋环境保护法案件", "海洋环境保护法是2023年之后的吗"])
def test_a_year_of_something_else_names_no_edition(search: Search, query: str) -> None:
    assert set(named(search, query).documents) == {SEA_2017.id, SEA_2023.id}
    assert named(search, query).editions == ()


def test_a_number_is_also_looked_for_in_the_names_of_files(tmp_path: Path) -> None:
    printed = standard("JT/T 808-2011", "终端通讯协议")
    unprinted = standard(None, "北斗兼容终端通讯协议", "JTT 808-2013.pdf")
    _, catalogue, words = library(tmp_path, printed, unprinted)
    search = Search(catalogue, words)
    assert set(search.names("JT/T 808 表B.2").documents) == {printed.id, unprinted.id}
    assert search.names("JT/T 808-2013").documents == (unprinted.id,)
    assert search.names("JT/T 808-2011").documents == (printed.id,)
