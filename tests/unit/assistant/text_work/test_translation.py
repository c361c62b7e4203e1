"""A clause in the other language: what the model is told, and what is told of its translation."""

from __future__ import annotations

import pytest

from app.assistant.text_work.material import numbered
from app.assistant.text_work.translation import Language, Translation, translate
from app.assistant.text_work.translation_checks import differences
from app.assistant.text_work.translation_report import translation_report
from app.domain.document import Clause, ClauseKind
from app.domain.term import Term
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.security.labels import AI_LABEL
from tests.fakes import FakeEngine
from tests.unit.assistant.text_work.clauses import clause, evidence

SOURCE = "整车质量不应大于55 kg，应符合GB 3565-2005的规定。"
GOOD = "The complete vehicle mass shall not exceed 55 kg and shall comply with GB 3565-2005."
MASS = Term("整车质量", "…", "t", "complete vehicle mass")


def translated(reply: str, *clauses: Clause, to: Language | None = None, terms: tuple[Term, ...] = ()) -> Translation:
    engine = FakeEngine()
    engine.enqueue(*[reply] * 9)
    return translate(evidence(clauses), to, lambda text: [one for one in terms if one.term in text], engine, Progress())


def test_the_source_stands_beside_the_translation_with_its_place() -> None:
    [part] = translated(GOOD, clause("6.1", SOURCE, page=7)).parts
    assert (part.citation.quote, part.citation.clause, part.citation.page) == (SOURCE, "6.1", 7)
    assert part.text == GOOD
    assert part.warnings == ()


def test_each_part_is_told_as_it_is_there() -> None:
    engine = FakeEngine()
    engine.enqueue(GOOD, GOOD)
    told: list[tuple[str | None, int]] = []
    made = translate(
        evidence(
            [
                clause("6", kind=ClauseKind.CHAPTER, title="要求"),
                clause("6.1", SOURCE, parent="6"),
                clause("6.2", SOURCE, parent="6"),
            ]
        ),
        None,
        lambda text: [],
        engine,
        Progress(),
        lambda part: told.append((part.citation.clause, len(engine.requests))),
    )
    assert told == [("6.1", 1), ("6.2", 2)]
    assert len(made.parts) == 2


@pytest.mark.parametrize(("text", "to"), [(SOURCE, Language.ENGLISH), ("The brake shall hold.", Language.CHINESE)])
def test_without_a_wish_it_goes_into_the_other_language(text: str, to: Language) -> None:
    assert translated("…", clause("6.1", text)).to is to


def test_the_glossarys_terms_go_to_the_model_and_are_missed_where_they_are_not_used() -> None:
    engine = FakeEngine()
    engine.enqueue("The weight shall not exceed 55 kg and shall comply with GB 3565-2005.")
    made = translate(evidence([clause("6.1", SOURCE)]), None, lambda text: [MASS], engine, Progress())
    assert "整车质量 = complete vehicle mass" in engine.requests[0].messages[0].content
    assert made.terms == (("整车质量", "complete vehicle mass"),)
    assert any("complete vehicle mass" in warning for warning in made.warnings)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        (SOURCE, GOOD),
        ("制动器应在3 s内停住。", "The brake shall stop within three seconds."),
        ("宜每12个月检查一次。", "It should be inspected once every 12 months."),
        ("可不安装两个后视镜。", "Two mirrors may be left out."),
        ("The brake should hold for 10 min.", "制动器宜保持10 min。"),
        ("整车质量应当小于或等于55 kg。", "The vehicle mass shall not exceed 55 kg."),
        ("额定电压为1 000 V。", "The rated voltage is 1 000 V."),
    ],
)
def test_a_true_translation_has_no_differences(source: str, translation: str) -> None:
    assert differences(source, translation, {}) == ()


@pytest.mark.parametrize(
    ("translation", "told"),
    [
        (GOOD.replace("55", "65"), "55"),
        (GOOD.replace("55 kg", "55 g"), "55 kg"),
        (GOOD.replace("3565-2005", "3565-2015"), "GB 3565-2005"),
        (GOOD.replace("shall", "should"), "应/shall"),
        ("The complete vehicle mass shall be 55 kg and shall comply with GB 3565-2005.", "否定"),
    ],
)
def test_what_changed_on_the_way_is_told(translation: str, told: str) -> None:
    assert any(told in warning for warning in differences(SOURCE, translation, {}))


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("应当在三十日内提出申请。", "The application shall be submitted within 30 days."),
        ("应当在三十日内提出申请。", "The application shall be submitted within thirty (30) days."),
        (
            "第二十三条 当事人应当在十五日内提出。",
            "Article 23 A party shall submit it within 15 days.",
        ),
        ("第一百二十条 罚款为五万元。", "Article 120 A fine is RMB 50,000."),
        ("罚款为5万元以上二百万元以下。", "The fine is between 50,000 yuan and 2 million yuan."),
        ("第三章的规定", "the provisions of Chapter III"),
        ("年满十八周岁的公民", "citizens who have reached the age of 18"),
        ("自二〇二四年十二月一日起施行。", "It comes into force on December 1, 2024."),
        ("四周应设置围栏。", "It shall be fenced all around."),
        ("额定功率为5千瓦。", "The rated power is 5 kW."),
        ("经三分之二以上同意。", "Two thirds or more agree."),
        ("It lasts for twenty seconds in 123 days.", "在一百二十三天中持续20秒。"),
        ("（十一）其他文件。", "k) other documents."),
        ("千万不要进入，万一进入，应当十分小心。", "By no means enter; whoever does shall take great care."),
    ],
)
def test_a_number_in_words_is_the_same_in_figures(source: str, translation: str) -> None:
    assert differences(source, translation, {}) == ()


@pytest.mark.parametrize(
    ("source", "translation", "told"),
    [
        ("应当在二十日内提出。", "It shall be submitted within 2 days.", ("二十", "2")),
        ("应当在二十日内提出。", "It shall be submitted within two days.", ("二十", "two")),
        ("应当在三日内提出。", "It shall be submitted within five days.", ("三", "five")),
        ("应当在三个月内提出。", "It shall be submitted within 3 days.", ("3 个月", "3 d")),
        ("第二十三条规定的，", "as provided in Article 32", ("二十三", "32")),
        ("处五万元罚款。", "A fine of 5,000 yuan is imposed.", ("五万", "5000")),
    ],
)
def test_whole_numerals_are_compared(source: str, translation: str, told: tuple[str, str]) -> None:
    lost, added = differences(source, translation, {})
    assert (lost[:4], added[:4]) == ("译文缺少", "译文多出")
    assert lost.endswith(f"：{told[0]}。")
    assert added.endswith(f"：{told[1]}。")


def test_a_recommendation_does_not_become_a_permission() -> None:
    assert differences("车架宜喷漆。", "The frame may be painted.", {})


def test_an_abbreviation_that_is_kept_is_no_missing_term() -> None:
    assert differences("采用PKI体制。", "The PKI scheme is used.", {"PKI": "Public Key Infrastructure"}) == ()


def test_items_are_translated_one_by_one() -> None:
    made = translated("…", clause("5.1", "应符合下列要求："), clause("a", "牢固；", ClauseKind.ITEM, parent="5.1"))
    assert [part.citation.quote for part in made.parts] == ["应符合下列要求：", "牢固；"]


def test_a_long_clause_goes_in_runs_of_whole_sentences() -> None:
    text = "".join(f"第{n}个部件应牢固可靠地安装在车架上并防止松动脱落。" for n in range(40))
    quotes = [part.citation.quote for part in translated("…", clause("5.1", text)).parts]
    assert "".join(quotes) == text
    assert all(len(quote) <= 400 and quote.endswith("。") for quote in quotes)


def test_a_heading_brings_the_clauses_below_it_and_a_bare_one_is_refused() -> None:
    units = evidence([clause("5", title="要求"), clause("5.1", "应牢固。", parent="5"), clause("6", title="空")])
    assert [item.number for item in numbered(units, "5")] == ["5", "5.1"]
    assert [item.number for item in numbered(units, "5.1")] == ["5.1"]
    with pytest.raises(UserError):
        translate(numbered(units, "6"), None, lambda text: [], FakeEngine(), Progress())


def test_every_file_of_a_translation_carries_the_label() -> None:
    report = translation_report(translated(GOOD, clause("6.1", SOURCE)))
    assert report.label == AI_LABEL
    assert report.model == "fake-chat"
