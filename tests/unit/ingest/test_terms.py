"""Terms that a document defines: term entries, abbreviations, definitions in laws, English glossaries."""

from __future__ import annotations

import pytest

from app.domain.document import Clause, ClauseKind
from app.domain.table import plain_table
from app.domain.term import Term
from app.ingest.wording.term_heading import read_heading
from app.ingest.wording.terms import find_terms
from tests.unit.ingest.documents import clause


def entry(title: str, text: str, number: str = "3.1") -> Clause:
    return clause(number, text, title, ClauseKind.TERM)


def item(text: str, number: str, parent: str, kind: ClauseKind = ClauseKind.ITEM) -> Clause:
    return clause(number, text, kind=kind, parent=parent)


@pytest.mark.parametrize(
    ("title", "term", "english", "synonyms"),
    [
        ("电动自行车 electric bicycle", "电动自行车", "electric bicycle", ()),
        ("密钥生成中心 key generation center；KGC", "密钥生成中心", "key generation center", ("KGC",)),
        (
            "物理安全环境 Physically Secure Environment（PSE）",
            "物理安全环境",
            "Physically Secure Environment",
            ("PSE",),
        ),
        ("SMS文本报警 SMS text alarm", "SMS文本报警", "SMS text alarm", ()),
        ("维生素C vitamin C", "维生素C", "vitamin C", ()),
        ("从A到B的密钥确认 key confirmation from A to B", "从A到B的密钥确认", "key confirmation from A to B", ()),
        ("数据链路异常abnormal data link", "数据链路异常", "abnormal data link", ()),
        ("电动车；助力车 e-bike", "电动车", "e-bike", ("助力车",)),
        ("标称值（额定值） nominal value", "标称值（额定值）", "nominal value", ()),
        ("全球导航卫星系统（GNSS）", "全球导航卫星系统", None, ("GNSS",)),
        ("SM4", "SM4", None, ()),
        ("制造日期", "制造日期", None, ()),
        ("audit trail", "audit trail", None, ()),
        ("Incident Response Team (IRT)", "Incident Response Team", None, ("IRT",)),
    ],
)
def test_the_heading_of_an_entry_gives_its_names(
    title: str, term: str, english: str | None, synonyms: tuple[str, ...]
) -> None:
    heading = read_heading(title)
    assert heading is not None
    assert (heading.term, heading.english, heading.synonyms) == (term, english, synonyms)


def test_a_heading_without_words_names_nothing() -> None:
    assert read_heading("  ") is None


def test_an_entry_gives_a_term_with_its_definition() -> None:
    assert find_terms((entry("制造日期 manufactured date", "车辆制造完成的日期。"),)) == (
        Term("制造日期", "车辆制造完成的日期。", "3.1", "manufactured date"),
    )


@pytest.mark.parametrize(
    "source",
    [
        "[来源：GB/T 20000.1—2014，5.3]",
        "[ISO/IEC 15946-4 3.7]",
        "［GB/T 5271.8—2001，定义 03.07］",
        "[SOURCE: ISO 9000:2015, 3.1]",
    ],
)
def test_where_a_definition_comes_from_is_not_part_of_it(source: str) -> None:
    [term] = find_terms((entry("消息 message", f"任意有限长度的比特串。\n{source}"),))
    assert term.definition == "任意有限长度的比特串。"


def test_a_definition_takes_its_items_and_leaves_notes_and_examples() -> None:
    clauses = (
        entry("密钥 key", "用于下列目的的参数："),
        item("加密；", "3.1a)", "3.1"),
        item("签名。", "3.1b)", "3.1"),
        item("参见图1。", "3.1注", "3.1", ClauseKind.NOTE),
    )
    [term] = find_terms(clauses)
    assert term.definition == "用于下列目的的参数：\na) 加密；\nb) 签名。"


def test_an_english_equivalent_below_the_term_is_found() -> None:
    [term] = find_terms((entry("制造日期", "manufactured date\n车辆制造完成的日期。"),))
    assert (term.english, term.definition) == ("manufactured date", "车辆制造完成的日期。")


def test_other_names_in_the_definition_are_synonyms() -> None:
    [term] = find_terms(
        (entry("对称算法 symmetric algorithm", "又称秘密密钥算法或单密钥算法，是加密和解密相同的算法。"),)
    )
    assert term.synonyms == ("秘密密钥算法", "单密钥算法")


def test_an_entry_without_a_definition_is_no_term() -> None:
    assert find_terms((entry("消息 message", ""),)) == ()


def test_a_list_of_abbreviations_gives_each_with_what_it_stands_for() -> None:
    text = (
        "下列缩略语适用于本文件。\nGNSS：全球导航卫星系统（Global Navigation Satellite System）\n"
        "APN——接入点名称(access point name)\nCA 证书认证中心 （Certification\nAuthority）MK 主密钥 （Master Key）"
    )
    assert find_terms((clause("4", text, "缩略语"),)) == (
        Term(
            "GNSS",
            "全球导航卫星系统（Global Navigation Satellite System）",
            "4",
            "Global Navigation Satellite System",
            ("全球导航卫星系统",),
        ),
        Term("APN", "接入点名称(access point name)", "4", "access point name", ("接入点名称",)),
        Term("CA", "证书认证中心 （Certification Authority）", "4", "Certification Authority", ("证书认证中心",)),
        Term("MK", "主密钥 （Master Key）", "4", "Master Key", ("主密钥",)),
    )


def test_symbols_among_the_abbreviations_are_left_out() -> None:
    text = "a，b：曲线的参数。\ndeg(f)：多项式的次数。\nG1：加法群。\nxP：点的坐标。\nECDLP：离散对数问题\nGB/T 1—2020"
    assert [term.term for term in find_terms((clause("2", text, "符号和缩略语"),))] == ["ECDLP"]


def test_english_acronyms_stand_for_their_expansion() -> None:
    [term] = find_terms(
        (clause("B", "Selected acronyms are defined below.\nAES Advanced Encryption Standard", "Acronyms"),)
    )
    assert (term.term, term.english) == ("AES", "Advanced Encryption Standard")


def test_a_table_of_abbreviations_is_read_by_row() -> None:
    rows = Clause(
        "t",
        None,
        "",
        "",
        ClauseKind.TABLE,
        "4",
        table=plain_table([["缩写", "含义"], ["PDU", "包数据单元"]], header_rows=1),
    )
    [term] = find_terms((clause("4", "", "缩略语"), rows))
    assert (term.term, term.synonyms, term.clause_id) == ("PDU", ("包数据单元",), "t")


@pytest.mark.parametrize(
    ("text", "term", "definition"),
    [
        ("本法所称数据，是指任何以电子方式对信息的记录。", "数据", "任何以电子方式对信息的记录。"),
        ("本条例所称的校车，指接送学生的载客汽车。其他车辆除外。", "校车", "接送学生的载客汽车。"),
        ("本办法第三条所称“重大事故”，是指造成人员死亡的事故。", "重大事故", "造成人员死亡的事故。"),
        ("本法所称船舶污染事故是指船舶造成的污染。", "船舶污染事故", "船舶造成的污染。"),
    ],
)
def test_what_a_law_calls_by_a_name_is_a_term(text: str, term: str, definition: str) -> None:
    [found] = find_terms((clause("第二条", text),))
    assert (found.term, found.definition) == (term, definition)


def test_an_article_of_meanings_defines_a_term_in_each_item() -> None:
    clauses = (
        clause("第九十条", "本法下列用语的含义是："),
        item("内水，是指领海基线向内陆一侧的海域。", "第九十条第（一）项", "第九十条"),
        item("滨海湿地：指低潮时水深浅于六米的水域。", "第九十条第（二）项", "第九十条"),
    )
    assert [(term.term, term.definition) for term in find_terms(clauses)] == [
        ("内水", "领海基线向内陆一侧的海域。"),
        ("滨海湿地", "低潮时水深浅于六米的水域。"),
    ]


def test_items_of_other_articles_define_nothing() -> None:
    clauses = (
        clause("第九条", "有下列情形之一的，处以罚款："),
        item("伪造，是指仿制的；", "第九条第（一）项", "第九条"),
    )
    assert find_terms(clauses) == ()


def test_a_definition_that_goes_on_in_items_has_them() -> None:
    clauses = (
        clause("第二条", "本条例所称大型活动，是指面向公众举办的下列活动："),
        item("体育比赛；", "第二条第（一）项", "第二条"),
        item("展览。", "第二条第（二）项", "第二条"),
    )
    assert find_terms(clauses)[0].definition == "面向公众举办的下列活动：\n体育比赛；\n展览。"


def test_an_english_glossary_is_read_entry_by_entry() -> None:
    text = (
        "Selected terms used in the publication are defined below.\n"
        "Container: The file used by a product. End User Device: A personal computer or phone.\n"
        "Incident Response Team (IRT): A capability set up for incidents."
    )
    assert [(term.term, term.synonyms) for term in find_terms((clause("A", text, "Glossary"),))] == [
        ("Container", ()),
        ("End User Device", ()),
        ("Incident Response Team", ("IRT",)),
    ]


def test_plain_text_defines_nothing() -> None:
    assert find_terms((clause("5.1", "Note: this is no glossary. 应符合表1的规定。"),)) == ()
