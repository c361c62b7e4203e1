"""The front and the end of laws: history, effect, what they abolish."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind, Metadata, Revision
from app.ingest.metadata.law_history import read_events
from app.ingest.metadata.metadata import read_metadata
from tests.unit.ingest.documents import clause, lines, reading
from tests.unit.ingest.test_metadata import HISTORY, TODAY


def law(*front: str, last: str = "本法自1986年7月1日起施行。") -> Metadata:
    clauses = (clause("第一条", "为了加强管理，制定本法。"), clause("第二条", last))
    return read_metadata(reading(lines(*front, "第一条　为了加强管理，制定本法。")), clauses, "a.docx", today=TODAY)


def test_every_step_of_the_history_is_kept_in_its_own_words() -> None:
    assert law("中华人民共和国计量法", HISTORY).revisions == (
        Revision("1985-09-06", "第六届全国人民代表大会常务委员会第十二次会议通过"),
        Revision(
            "2018-10-26",
            "第十三届全国人民代表大会常务委员会第六次会议"
            "《关于修改〈中华人民共和国野生动物保护法〉等十五部法律的决定》第五次修正",
        ),
    )


def test_a_history_over_lines_is_one_history() -> None:
    found = law(
        "城市道路管理条例",
        "1996年6月4日 中华人民共和国国务院令第198号发布",
        "2011年1月8日 《国务院关于废止和修改部分行政法规的决定》第一次修订",
        "2017年3月1日 《国务院关于修改和废止",
        "部分行政法规的决定》第二次修订",
    )
    assert found.revisions[-1].act == "《国务院关于修改和废止 部分行政法规的决定》第二次修订"
    assert [step.date for step in found.revisions] == ["1996-06-04", "2011-01-08", "2017-03-01"]
    assert (found.issued, found.issuer) == ("2017-03-01", "国务院")


def test_the_history_ends_with_the_bracket_that_closes_it() -> None:
    found = law(
        "中华人民共和国推广法",
        "（1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过"
        "　根据2024年4月26日《关于修改〈推广法〉（草案）的决定》修正）",
        "中华人民共和国推广法",
    )
    assert found.revisions[-1] == Revision("2024-04-26", "《关于修改〈推广法〉（草案）的决定》修正")


def test_the_text_of_an_order_is_no_history() -> None:
    found = law(
        "国务院关于统一单位的命令",
        "1984年2月27日 国务院发布",
        "1959年国务院发布《命令》以来，成绩显著。经1984年1月20日国务院第21次常务会议讨论通过，发布命令如下：",
    )
    assert found.revisions == (Revision("1984-02-27", "国务院发布"),)


def test_dates_in_titles_and_dates_of_effect_are_no_steps() -> None:
    history = "2021年7月26日国家市场监督管理总局令第43号公布 自2022年1月1日起施行"
    assert [event.revision for event in read_events(history)] == [
        Revision("2021-07-26", "国家市场监督管理总局令第43号公布")
    ]
    assert [event.date for event in read_events("2012年3月1日《关于2010年1月1日办法的决定》修订")] == ["2012-03-01"]


@pytest.mark.parametrize(
    ("history", "issuer"),
    [
        (("1958年4月19日 交通部", "水产部发布"), "交通部、水产部"),
        (("1984年1月7日 国务院", "中央军委发布"), "国务院、中央军委"),
        (("2004年12月9日 中华人民共和国国务院、中华人民共和国中央军事委员会令第425号公布",), "国务院、中央军事委员会"),
        (("2022年6月6日 中华人民共和国国家安全部令第2号公布",), "国家安全部"),
        (("2018年10月26日 第十三届全国人民代表大会", "常务委员会第六次会议通过"), "全国人民代表大会常务委员会"),
    ],
)
def test_who_took_the_last_step_is_the_issuer(history: tuple[str, ...], issuer: str) -> None:
    assert law("某某管理办法", *history, last="本办法自发布之日起施行。").issuer == issuer


@pytest.mark.parametrize(
    ("title", "history", "kind"),
    [
        (
            "中华人民共和国刑法修正案（十二）",
            "2023年12月29日 第十四届全国人民代表大会常务委员会第七次会议通过",
            DocumentKind.LAW,
        ),
        (
            "中华人民共和国救援衔条例",
            "2018年10月26日 第十三届全国人民代表大会常务委员会第六次会议通过",
            DocumentKind.LAW,
        ),
        ("道路运输条例", "2004年4月30日 中华人民共和国国务院令第406号公布", DocumentKind.REGULATION),
        ("手推车管理办法", "2004年4月30日 公安部令第1号公布", DocumentKind.REGULATION),
    ],
)
def test_what_the_congress_makes_is_a_law_whatever_it_is_called(title: str, history: str, kind: DocumentKind) -> None:
    assert law(title, history).kind is kind


def test_effect_from_the_day_of_issue_is_the_day_of_issue() -> None:
    assert (
        law("手推车管理办法", "2004年4月30日 公安部令第1号公布", last="本办法自公布之日起施行。").effective
        == "2004-04-30"
    )
    assert law("手推车管理办法", last="本办法自公布之日起施行。").effective is None


def test_all_that_is_abolished_is_replaced_and_provisions_partly() -> None:
    found = law(
        "事故处理条例",
        last="本条例自2007年9月1日起施行。1979年7月16日国务院批准发布的《路外事故暂行规定》和1994年8月13日发布的"
        "《旅客损害赔偿规定》同时废止。《运输条例》第三十条同时废止，根据《安全法》制定的《检查办法》即行废止。",
    )
    assert found.replaces == ("《路外事故暂行规定》", "《旅客损害赔偿规定》", "《检查办法》")
    assert found.replaces_partly == ("《运输条例》",)


@pytest.mark.parametrize(
    "front", [("中华人民共和国手推车法（草案）",), ("中华人民共和国手推车法", "（修订草案征求意见稿）")]
)
def test_a_draft_of_a_law_is_a_draft(front: tuple[str, ...]) -> None:
    assert law(*front).is_draft
    assert not law("中华人民共和国手推车法", "2004年4月30日 第十届全国人民代表大会第二次会议通过").is_draft
