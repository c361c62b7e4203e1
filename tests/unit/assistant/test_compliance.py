"""Whether what a person has is what a clause asks for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.assistant.compliance.changes import as_changed
from app.assistant.compliance.verdicts import limit_words, verdicts
from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import Piece, pieces_of
from app.domain.answer import Fact, Sentence
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source
from app.domain.table import plain_table

SOURCE = Source("d", "barrow.txt", "手推车安全技术条件", "Q/ZS 900-2024", DocumentStatus.UNKNOWN)


def evidence(number: str, title: str, *texts: str, path: str = "5 技术要求", table: bool = False) -> Evidence:
    clauses = tuple(
        Clause(f"d.{number}.{place}", number if place == 0 else None, title if place == 0 else "", text, kind, None)
        for place, (text, kind) in enumerate((text, ClauseKind.CLAUSE) for text in texts)
    )
    return Evidence(1, 1.0, SOURCE, f"p{number}", number, f"{path} > {number} {title}", 1, "\n".join(texts), clauses)


def judged(question: str, *found: Evidence, facts: Sequence[Fact] = (), quoted: str = "") -> list[Sentence]:
    pieces: list[Piece] = [piece for one in found for piece in pieces_of(one) if quoted in piece.text]
    return list(verdicts(question, facts, pieces, cite(pieces)))


MASS = evidence("5.1", "整车质量", "装配完整的手推车的整车质量应小于或等于55 kg。")
WIDTH = evidence("5.2", "踏板", "踏板宽度不应小于0.25 m，踏板高度不应大于0.15 m。")
VOLTAGE = evidence("5.3", "蓄电池", "蓄电池标称电压应为48 V。")
SPACING = evidence("5.4", "扶手", "扶手间距宜不大于0.9 m。")
BAND = evidence("5.5", "提示音", "提示音声压级应为55 dB(A)~62 dB(A)。")


def test_a_value_beyond_the_limit_does_not_comply() -> None:
    [verdict] = judged("我的车重60 kg，合格吗？", MASS)
    assert verdict.text == "60 kg 大于 55 kg，不符合 5.1 的要求（装配完整的手推车的整车质量应小于或等于55 kg）。[1]"
    assert (verdict.keys, verdict.verified) == (("1",), True)
    assert verdict.notes == ("60 kg 取自问题", "60 kg > 55 kg 由程序比较得出")


def test_a_value_within_the_limit_complies() -> None:
    [verdict] = judged("手推车整车质量55公斤可以吗", MASS)
    assert verdict.text.startswith("55公斤 不大于 55 kg，符合 5.1 的要求")


def test_units_are_converted_and_the_note_says_so() -> None:
    [verdict] = judged("我的车重0.06吨，超标了吗？", MASS)
    assert verdict.text.startswith("0.06吨 大于 55 kg，不符合")
    assert "0.06吨 = 60 kg，60 kg > 55 kg 由程序换算得出" not in verdict.notes
    assert verdict.notes[-1] == "0.06吨 = 60 kg，60 kg > 55 kg 由程序比较得出"


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("踏板宽0.25m行不行？", "0.25m 不小于 0.25 m，符合 5.2"),
        ("踏板宽20厘米行不行？", "20厘米 小于 0.25 m，不符合 5.2"),
        ("踏板高20cm可以吗", "20cm 大于 0.15 m，不符合 5.2"),
        ("20cm高的踏板可以吗", "20cm 大于 0.15 m，不符合 5.2"),
    ],
)
def test_a_length_is_measured_by_the_limit_of_its_own_dimension(question: str, begins: str) -> None:
    [verdict] = judged(question, WIDTH)
    assert verdict.text.startswith(begins)


def test_a_value_that_is_required_exactly() -> None:
    [verdict] = judged("蓄电池60V可以吗", VOLTAGE)
    assert verdict.text.startswith("60V 不等于 48 V，不符合 5.3 的要求")


def test_a_recommendation_is_told_as_one() -> None:
    [verdict] = judged("扶手间距1 m可以吗", SPACING)
    assert "达不到 5.4 的推荐" in verdict.text
    assert "不符合" not in verdict.text


def test_a_range_is_told_whole() -> None:
    [inside] = judged("提示音60 dB(A)合格吗", BAND)
    [outside] = judged("提示音70 dB(A)合格吗", BAND)
    assert inside.text.startswith("60 dB(A) 在 55 dB(A)～62 dB(A) 的范围内，符合")
    assert outside.text.startswith("70 dB(A) 不在 55 dB(A)～62 dB(A) 的范围内，不符合")


def test_a_confirmed_fact_is_judged_and_named_as_its_origin() -> None:
    [verdict] = judged("整车质量合格吗", MASS, facts=(Fact("整车质量", "60 kg"),))
    assert verdict.notes[0] == "60 kg 取自已确认的条件"


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("整车质量最多多少？", "装配完整的手推车的整车质量应小于或等于55 kg。"),  # asks no verdict
        ("货箱60 kg可以吗", "装配完整的手推车的整车质量应小于或等于55 kg。"),  # another subject
        ("踏板60 kg可以吗", "踏板宽度不应小于0.25 m。"),  # another kind of quantity
        ("踏板长0.2 m可以吗", "踏板宽度不应小于0.25 m。"),  # another dimension
        ("前轮制动距离8 m合格吗", "后轮制动距离不应大于9 m。"),  # the other one of two
        ("三级平台载荷300 kg可以吗", "一级平台载荷不应大于500 kg。"),  # another grade
        ("手推车电池重20 kg可以吗", "手推车整车质量不应大于55 kg。"),  # a part of the subject
        ("充电器输入电压380 V可以吗", "充电器输出电压不应大于220 V。"),
        ("内径20 mm可以吗", "外径不应大于25 mm。"),
        ("坡道宽1 m可以吗", "当坡道长度大于10 m时，坡道宽度不应小于1.2 m。"),  # a condition that nobody gave
        ("充电器36 V可以吗", "充电器应有防触电保护。但电压小于或等于42.4 V的充电器除外。"),  # says to what it applies
        ("面板厚6 mm可以吗", "不得使用厚度大于5 mm的面板。"),  # forbids; the comparison is no limit of its own
        ("护栏高0.9米可以吗", "临空高度大于24 m的护栏高度不应低于1.1 m。"),  # nobody gave 临空高度
        ("护栏高0.9米可以吗", "临空高度在24 m及以上时，护栏高度不应低于1.1 m。"),
        ("临空高度大于20米的护栏高0.9米可以吗", "临空高度大于24 m的护栏高度不应低于1.1 m。"),  # some are above 24 m
        ("临空高度20米的护栏高0.9米可以吗", "临空高度大于24 m的护栏高度不应低于1.1 m。"),
        ("疏散门宽1.2米可以吗", "长度超过60 m的建筑，疏散门宽度不应小于1.4 m。"),
        ("护栏高1.2米行吗", "护栏高度大于1.1 m应设中间横杆。"),  # says when a duty applies
        ("护栏高1.2米行吗", "护栏高度在1.1 m以上必须设中间横杆。"),
        ("车速30 km/h合格吗", "车速的测量误差不应大于1 km/h。"),  # no value of the thing
        ("风险等级3级可以吗", "风险等级不应大于2级。"),  # grades are in no order that code knows
    ],
)
def test_there_is_no_verdict_where_code_cannot_know(question: str, clause: str) -> None:
    assert judged(question, evidence("5.9", "要求", clause)) == []


RAILING = evidence("5.8", "护栏", "护栏高度不应低于1.05 m。")


@pytest.mark.parametrize(
    "question",
    [
        "护栏高度由1.2米改成0.9米可以吗",
        "护栏高度从1.2米改为0.9米可以吗",
        "护栏高度由1.2米降到0.9米可以吗",
        "护栏高度从1.2米到0.9米可以吗",
        "把1.2米高的护栏改成0.9米行吗",
        "护栏高1.2米，改成0.9米可以吗",
        "护栏高度由1.2改成0.9米可以吗",
        "护栏高度由1.5米改成1.2米再改成0.9米可以吗",
    ],
)
def test_of_a_change_the_last_value_is_judged(question: str) -> None:
    [verdict] = judged(question, RAILING)
    assert verdict.text.startswith("0.9米 小于 1.05 m，不符合 5.8")


def test_a_range_is_no_change() -> None:
    assert judged("护栏高度从0.9米到1.2米可以吗", RAILING) == []


def test_no_value_is_judged_in_place_of_another_of_the_same_thing() -> None:
    step = evidence("5.6", "踏板", "踏板宽度不应小于0.25 m，当坡道较长时不应小于0.28 m。")
    assert len(judged("踏板宽0.3m可以吗", step)) == 1
    assert judged("踏板宽0.3m还是0.26m可以吗", step) == []
    both = judged("踏板宽0.25m，高0.12m可以吗", WIDTH)
    assert [verdict.text[:6] for verdict in both] == ["0.25m ", "0.12m "]


def test_a_fraction_of_nothing_is_no_value() -> None:
    assert judged("考零分之一律不合格吗", MASS) == []


@pytest.mark.parametrize(
    ("question", "clause", "begins"),
    [
        ("临空高度30米的护栏高0.9米可以吗", "临空高度大于24 m的护栏高度不应低于1.1 m。", "0.9米 小于 1.1 m，不符合"),
        ("临空高度大于24米的护栏高0.9米可以吗", "临空高度大于24 m的护栏高度不应低于1.1 m。", "0.9米 小于"),
        ("坡道长12米，坡道宽1.5米可以吗", "当坡道长度大于10 m时，坡道宽度不应小于1.2 m。", "1.5米 不小于"),
        ("车速15 km/h时制动距离8米合格吗", "车速15 km/h时，制动距离不应大于7 m。", "8米 大于 7 m，不符合"),
        ("车速的测量误差0.5 km/h合格吗", "车速的测量误差不应大于1 km/h。", "0.5 km/h 不大于 1 km/h，符合"),
    ],
)
def test_a_limit_holds_where_its_condition_is_given(question: str, clause: str, begins: str) -> None:
    found = [verdict.text for verdict in judged(question, evidence("5.9", "要求", clause))]
    assert [text for text in found if text.startswith(begins)] == found != []


def test_two_limits_that_fit_alike_give_no_verdict() -> None:
    homes = evidence("5.6", "踏板", "甲类手推车的踏板宽度不应小于0.25 m。乙类手推车的踏板宽度不应小于0.28 m。")
    assert judged("踏板宽0.26m可以吗", homes) == []
    [verdict] = judged("乙类手推车踏板宽0.26m可以吗", homes)
    assert verdict.text.startswith("0.26m 小于 0.28 m，不符合")


def test_the_other_limit_counts_even_where_it_is_not_quoted() -> None:
    homes = evidence("5.6", "踏板", "甲类手推车的踏板宽度不应小于0.25 m。乙类手推车的踏板宽度不应小于0.28 m。")
    assert judged("踏板宽0.26m可以吗", homes, quoted="甲类") == []


def test_what_a_test_is_run_at_is_no_limit() -> None:
    test = evidence("7.1", "试验条件", "骑行者的质量应为75 kg。", path="7 试验方法")
    assert judged("骑行者质量60 kg可以吗", test) == []


def table_evidence() -> Evidence:
    table = plain_table(
        [["路面", "使用的车闸", "制动距离 m"], ["干态", "前后闸", "≤7"], ["湿态", "前后闸", "≤9"]], header_rows=1
    )
    clause = Clause("d.t", "表1", "制动性能", "\n".join(table.lines()), ClauseKind.TABLE, None, table=table)
    return Evidence(1, 1.0, SOURCE, "pt", "5.7", "5 技术要求 > 5.7 制动", 1, clause.text, (clause,))


def test_a_cell_is_read_under_its_head_and_in_its_row() -> None:
    [verdict] = judged("湿态制动距离8米合格吗", table_evidence())
    assert verdict.text.startswith("8米 不大于")
    assert verdict.keys == ("3",)
    assert judged("制动距离8米合格吗", table_evidence()) == []


@pytest.mark.parametrize(
    ("question", "clause", "begins"),
    [
        ("可以在平台上攀爬护栏吗", "不得在平台上攀爬护栏。", "不可以：不得在平台上攀爬护栏。"),
        ("使用单位可以自行检验设备吗", "使用单位可以自行检验设备。", "可以：使用单位可以自行检验设备。"),
        ("使用单位要不要办理登记", "使用单位应办理登记。", "应当：使用单位应办理登记。"),
    ],
)
def test_an_act_is_answered_in_the_clauses_own_words(question: str, clause: str, begins: str) -> None:
    [answer] = judged(question, evidence("5.9", "管理", clause))
    assert answer.text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("可以在平台上抽烟吗", "不得在平台上攀爬护栏。"),
        ("可以攀爬护栏吗", "平台升起后，不得攀爬护栏。"),
        ("可以使用旧设备吗", "未经批准不得使用旧设备。"),
        ("使用单位可以自行检验设备吗", "使用单位应自行检验设备。"),
    ],
)
def test_no_yes_or_no_where_the_clause_speaks_of_something_else(question: str, clause: str) -> None:
    assert judged(question, evidence("5.9", "管理", clause)) == []


def test_a_limit_is_searched_for_by_what_standards_call_the_quantity() -> None:
    assert limit_words("电动车上秤是54公斤，合格吗？") == ("质量", "载重量")
    assert limit_words("载荷为300 kg时速度多少？") == ()


def test_words_without_end_between_two_values_are_read_at_once() -> None:
    told = "护栏高1.2米" + "想要" * 60
    assert as_changed(told) == told
