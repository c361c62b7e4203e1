"""What a document says of itself, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.document import DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.ingest.metadata.metadata import read_metadata
from tests.unit.ingest.documents import clause, lines, printed, reading

TODAY = date(2026, 11, 22)
SCOPE = clause("1", "本标准规定了手推车的要求。", "范围")


def cover_of(*texts: str, file: str = "文件.docx") -> Metadata:
    return read_metadata(reading(lines(*texts, "前言", "1 范围")), (SCOPE,), file, today=TODAY)


def standard(**changes: str) -> Metadata:
    texts = {
        "classes": "ICS 53.060",
        "ccs": "CCS J 83",
        "level": "中华人民共和国国家标准",
        "number": "GB/T 12345—2025",
        "replaces": "代替 GB/T 12345—2010, GB/T 12346—2011",
        "title": "手推车 技术要求",
        "english": "Hand trolleys—Technical requirements",
        "dates": "2025-03-10 发布 2025-10-01 实施",
        "issuer": "国家市场监督管理总局",
        "issued": "发布",
        "second": "国家标准化管理委员会",
    } | changes
    return cover_of(*texts.values())


def test_a_cover_tells_number_titles_classes_dates_and_issuers() -> None:
    found = standard()
    assert found.number == "GB/T 12345-2025"
    assert found.title == "手推车 技术要求"
    assert found.title_en == "Hand trolleys—Technical requirements"
    assert (found.ics, found.ccs) == ("53.060", "J83")
    assert (found.issued, found.effective) == ("2025-03-10", "2025-10-01")
    assert found.replaces == ("GB/T 12345-2010", "GB/T 12346-2011")
    assert found.issuer == "国家市场监督管理总局、国家标准化管理委员会"
    assert found.kind is DocumentKind.STANDARD
    assert found.language == "zh"


def test_the_number_wins_over_the_one_it_replaces_on_the_same_line() -> None:
    found = standard(number="GB/T 12345—2025 代替 GB/T 12345—2010", replaces="")
    assert found.number == "GB/T 12345-2025"
    assert found.replaces == ("GB/T 12345-2010",)


def test_a_partly_replaced_standard_is_not_replaced() -> None:
    found = standard(replaces="部分代替 GB/T 12345—2010")
    assert (found.replaces, found.replaces_partly) == ((), ("GB/T 12345-2010",))


@pytest.mark.parametrize(
    "mark",
    ["（征求意见稿）", "（报批稿）", "送审稿", "（征求意见稿第二稿）", "在提交反馈意见时，请将您知道的相关专利附上。"],
)
def test_a_draft_is_known_by_what_its_cover_says(mark: str) -> None:
    assert standard(second=mark).is_draft
    assert not standard().is_draft
    assert standard(number="GB/T XXXXX—XXXX").is_draft


def test_a_draft_is_not_upcoming_however_far_its_date() -> None:
    found = standard(second="（报批稿）", dates="2026-11-01 发布 2027-05-01 实施")
    assert found.status is DocumentStatus.UNKNOWN


def test_what_is_adopted_is_no_part_of_the_english_title() -> None:
    found = standard(english="Hand trolleys—Technical requirements", dates="（ISO 4210-2:2015，Cycles—Safety，MOD）")
    assert found.title_en == "Hand trolleys—Technical requirements"
    assert found.adopts == "ISO 4210-2:2015, MOD"
    assert found.number == "GB/T 12345-2025"


def test_a_part_is_an_element_of_its_own_in_the_english_title() -> None:
    found = cover_of("GB/T 1.2—2020", "手推车", "第2部分：试验", "Hand trolleys", "Part 2: Tests")
    assert found.title_en is None or found.title_en == "Hand trolleys—Part 2: Tests"
    cover = [
        printed("手推车", 330, 22),
        printed("第2部分：试验", 360, 22),
        printed("Hand trolleys", 400, 14),
        printed("Part 2: Tests", 420, 14),
    ]
    found = read_metadata(reading(cover, pages=9), (SCOPE,), "a.pdf", today=TODAY)
    assert (found.title, found.title_en) == ("手推车 第2部分：试验", "Hand trolleys—Part 2: Tests")


@pytest.mark.parametrize(
    ("printed_title", "title"),
    [
        ("Hand trolleys---Tests", "Hand trolleys—Tests"),
        ("Hand trolleys — Tests (HT)", "Hand trolleys—Tests (HT)"),
        ("（Hand trolleys）", "Hand trolleys"),
    ],
)
def test_dashes_and_brackets_of_the_english_title(printed_title: str, title: str) -> None:
    assert standard(english=printed_title).title_en == title


def test_a_title_may_begin_with_the_word_for_replacing() -> None:
    assert standard(title="替代燃料 术语").title == "替代燃料 术语"


@pytest.mark.parametrize(
    ("number", "level", "issuer"),
    [
        ("DB32/T 1234—2018", "江苏省地方标准", "江苏省质量技术监督局"),
        ("T/CECS 12—2017", "团体标准", "中国工程建设标准化协会"),
        ("Q/ABC 001—2026", "企业标准", "某某机械有限公司"),
        ("JT/T 808—2019", "中华人民共和国交通运输行业标准", "中华人民共和国交通运输部"),
    ],
)
def test_every_level_of_standards_is_read_alike(number: str, level: str, issuer: str) -> None:
    found = standard(number=number, level=level, issuer=issuer, second="")
    assert (found.number, found.kind, found.issuer) == (number.replace("—", "-"), DocumentKind.STANDARD, issuer)


def test_who_drafted_a_standard_did_not_issue_it() -> None:
    drafters = [f"第{name}设计研究院" for name in ("一", "二", "三", "四", "五")]
    assert cover_of("GB/T 1—2020", "手推车", *drafters).issuer is None


def test_each_chapter_of_a_standard_on_a_site_has_its_title_and_number() -> None:
    for head in (("GB 55001—2021", "工程结构通用规范"), ("工程结构通用规范 GB55001-2021",)):
        found = cover_of(*head, "一、基本情况", "本规范的主要内容如下。", file="1.html")
        assert (found.number, found.title) == ("GB 55001-2021", "工程结构通用规范")


def test_the_list_of_replaced_standards_may_run_over_lines() -> None:
    found = cover_of("中华人民共和国国家标准", "GB 100—2020", "代替 GB 100—2010，", "GB 101—2010", "安全要求", "Safety")
    assert found.replaces == ("GB 100-2010", "GB 101-2010")
    assert found.title == "安全要求"


def test_the_foreword_tells_what_is_replaced_where_the_cover_does_not() -> None:
    foreword = clause(None, "本标准代替GB/T 12345—2010《手推车》，与其相比变化如下。", "前言")
    found = read_metadata(reading(lines("GB/T 12345—2025", "手推车", "前言")), (foreword, SCOPE), "a.docx", today=TODAY)
    assert found.replaces == ("GB/T 12345-2010",)


def test_a_draft_keeps_its_placeholder_and_has_no_dates() -> None:
    found = standard(number="GM/T XXXX—XXXX", replaces="（征求意见稿）", dates="××××-××-××发布 ××××-××-××实施")
    assert found.number == "GM/T XXXX-XXXX"
    assert (found.issued, found.effective) == (None, None)
    assert found.title == "手推车 技术要求"


def test_the_largest_print_is_the_title_even_over_several_lines() -> None:
    cover = [
        printed("中华人民共和国国家标准", 120, 26),
        printed("GB 100—2020", 180, 14),
        printed("信息安全技术", 330, 22),
        printed("手推车密码协议", 360, 22),
        printed("Trolley protocol", 400, 14),
        printed("2020-01-01发布 2020-06-01实施", 720, 14),
    ]
    found = read_metadata(reading(cover, pages=9), (SCOPE,), "a.pdf", today=TODAY)
    assert found.title == "信息安全技术 手推车密码协议"
    assert found.title_en == "Trolley protocol"


def test_the_cover_wins_over_a_wrong_file_name() -> None:
    assert cover_of("GB/T 12345—2025", "手推车", file="GB 99999-1999 别的.pdf").number == "GB/T 12345-2025"


def test_without_a_cover_the_file_name_gives_a_title_but_never_a_number() -> None:
    body = reading(lines("5 民用建筑", "5.1 建筑分类"))
    found = read_metadata(body, (clause("5", "", "民用建筑"),), "GB50016_2014_建筑设计防火规范.txt", today=TODAY)
    assert found.number is None
    assert found.title == "建筑设计防火规范"
    assert found.kind is DocumentKind.STANDARD


def test_a_running_header_with_the_title_gives_the_number() -> None:
    body = reading(lines("5 民用建筑", "《建筑设计防火规范》GB 50016—2014", "5.1 按《另一规范》GB 50045—95 的规定。"))
    found = read_metadata(body, (clause("5", "", "民用建筑"),), "建筑设计防火规范.txt", today=TODAY)
    assert found.number == "GB 50016-2014"


def test_a_file_name_that_is_no_number_gives_none() -> None:
    assert cover_of("关于手推车的说明", file="扫描件 003.pdf").number is None


@pytest.mark.parametrize("mark", ["密级：秘密★10年", "机密", "内部资料"])
def test_a_security_mark_is_kept(mark: str) -> None:
    assert cover_of(mark, "GB/T 1—2020", "手推车").security_mark in ("秘密", "机密", "内部资料")


def test_a_date_of_effect_to_come_makes_it_upcoming() -> None:
    found = standard(dates="2026-11-01 发布 2027-05-01 实施")
    assert (found.status, found.status_basis) == (DocumentStatus.UPCOMING, StatusBasis.DOCUMENT)


def test_a_date_of_effect_gone_by_proves_nothing() -> None:
    found = standard()
    assert (found.status, found.status_basis) == (DocumentStatus.UNKNOWN, StatusBasis.NONE)


HISTORY = (
    "（1985年9月6日第六届全国人民代表大会常务委员会第十二次会议通过　根据2018年10月26日第十三届全国人民代表大会"
    "常务委员会第六次会议《关于修改〈中华人民共和国野生动物保护法〉等十五部法律的决定》第五次修正）"
)


def law(last: str, *front: str) -> Metadata:
    clauses = (clause("第一条", "为了加强计量监督管理，制定本法。"), clause("第二条", last))
    return read_metadata(
        reading(lines(*front, "第一条　为了加强计量监督管理，制定本法。")), clauses, "a.docx", today=TODAY
    )


def test_a_law_tells_its_version_its_effect_and_its_maker() -> None:
    found = law("本法自1986年7月1日起施行。", "中华人民共和国计量法", HISTORY)
    assert found.title == "中华人民共和国计量法"
    assert found.kind is DocumentKind.LAW
    assert found.issued == "2018-10-26"
    assert found.effective == "1986-07-01"
    assert found.issuer == "全国人民代表大会常务委员会"
    assert found.number is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国企业破产法（试行）", DocumentKind.LAW),
        ("产品质量监督抽查管理暂行办法", DocumentKind.REGULATION),
        ("增值税专用发票使用规定", DocumentKind.REGULATION),
        ("全国人民代表大会常务委员会关于修改标准化法的决定", DocumentKind.LAW),
    ],
)
def test_the_ending_of_its_title_tells_whether_it_is_a_law(title: str, kind: DocumentKind) -> None:
    assert law("本办法自2020年1月1日起施行。", title).kind is kind


def test_effect_from_the_day_of_issue_is_the_day_of_the_whole_text() -> None:
    found = law(
        "本条例自发布之日起施行。",
        "城市道路管理条例",
        "1996年6月4日 中华人民共和国国务院令第198号发布",
        "2017年3月1日 《国务院关于修改和废止部分行政法规的决定》第二次修订",
    )
    assert found.kind is DocumentKind.REGULATION
    assert found.issuer == "国务院"
    assert found.issued == "2017-03-01"


def test_what_the_last_article_abolishes_is_replaced_but_never_itself() -> None:
    found = law(
        "本规定自2025年7月1日起施行。2019年发布的《仓库安全办法》和《仓库管理规定》同时废止。",
        "仓库管理规定",
        "2025年5月20日发布",
    )
    assert found.replaces == ("《仓库安全办法》",)


def test_a_title_over_two_lines_is_one_title() -> None:
    found = law("本解释自2021年1月1日起施行。", "最高人民法院关于审理建设工程合同纠纷案件", "适用法律问题的解释（一）")
    assert found.title == "最高人民法院关于审理建设工程合同纠纷案件适用法律问题的解释（一）"
    assert found.issuer == "最高人民法院"


def test_a_nist_cover_is_read_with_its_revision_and_month() -> None:
    cover = [
        printed("NIST Special Publication 800-171", 89, 14),
        printed("Revision 1", 108, 9),
        printed("Protecting Controlled Information", 198, 24),
        printed("in Nonfederal Systems", 225, 24),
        printed("RON ROSS", 344, 11),
        printed("December 2016", 480, 10),
    ]
    found = read_metadata(
        reading(cover, pages=80), (clause("1", "This guide helps.", "Purpose"),), "x.pdf", today=TODAY
    )
    assert found.number == "NIST SP 800-171r1"
    assert found.title == "Protecting Controlled Information in Nonfederal Systems"
    assert found.issued == "2016-12"
    assert found.language == "en"


def test_a_revision_set_beside_the_title_is_no_part_of_it() -> None:
    cover = [
        printed("NIST Special Publication 800-30", 89, 10),
        printed("Revision1 Guide for Conducting", 108, 18),
        printed("Risk Assessments", 128, 18),
        printed("September 2012", 480, 10),
    ]
    found = read_metadata(reading(cover, pages=80), (clause("1", "Text.", "Purpose"),), "x.pdf", today=TODAY)
    assert (found.number, found.title) == ("NIST SP 800-30r1", "Guide for Conducting Risk Assessments")


def test_digits_that_a_cover_sets_apart_make_one_number() -> None:
    cover = [
        printed("Special Publication 800-1 1 1", 102, 10),
        printed("Guide to Storage", 258, 30),
        printed("NIST", 540, 20),
    ]
    found = read_metadata(reading(cover, pages=40), (clause("1", "Text.", "Introduction"),), "x.pdf", today=TODAY)
    assert found.number == "NIST SP 800-111"
