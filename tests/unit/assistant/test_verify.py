"""A sentence is verified only when everything checkable in it comes from its sources."""

from __future__ import annotations

import re

import pytest

from app.assistant.verification.sources import Cited, Sources
from app.assistant.verification.verify import verify
from app.domain.document import ClauseKind
from tests.unit.retrieval.lift_standard import lift, statute

RAIL = "4.2 护栏\n护栏高度应不小于1.1 m，护栏应能承受900 N的水平力而不产生永久变形，操作人员不得攀爬护栏。"
SPEED = "升降速度应不大于0.15 m/s。"
STAY = "使用说明书宜提示佩戴安全帽。"


def sources(*cited: str, given: tuple[str, ...] = ()) -> Sources:
    quotes = tuple(Cited(str(number), "", quote) for number, quote in enumerate(cited, 1))
    return Sources(quotes, given[0] if given else "", given[1:])


def verified(sentence: str, *cited: str, given: tuple[str, ...] = ()) -> bool:
    return verify(sentence, sources(*cited, given=given)).is_verified


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("护栏高度应不小于1.1 m[1]", RAIL),
        ("护栏高度不小于１.１米[1]", RAIL),
        ("护栏应能承受900N的水平力[1]。", RAIL),
        ("操作人员不得攀爬护栏[1]", RAIL),
        ("升降速度应小于或等于0.15m/s[1]", SPEED),
        ("应自投入使用之日起30日内办理登记[1]", "应当自设备投入使用之日起三十日内办理登记。"),
        ("环境温度不应低于-20℃[1]", "环境温度不应低于\u221220 ℃。"),
        ("距离应为5米至10米[1]", "距离应为5米-10米。"),
        ("应提交三份申请材料[1]", "应提交3份申请材料。"),
        ("每个房间应配备一只灭火器[1]", "每个房间应配备灭火器。"),
        ("应当经三分之二以上的代表同意[1]", "应当经三分之二以上的代表同意。"),
    ],
)
def test_a_faithful_sentence_is_verified(sentence: str, source: str) -> None:
    assert verified(sentence, source)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("护栏高度应不小于1.2 m[1]", RAIL),
        ("护栏高度应不小于1.1 mm[1]", RAIL),
        ("护栏高度应不大于1.1 m[1]", RAIL),
        ("护栏高度应大于1.1 m[1]", RAIL),
        ("操作人员攀爬护栏[1]", RAIL),
        ("升降速度不应大于0.15 m/s，可以超过[1]", SPEED),
        ("使用说明书应当提示佩戴安全帽[1]", STAY),
        ("护栏应采用不锈钢材料制造并涂黄色油漆[1]", RAIL),
        ("护栏高度应符合GB 4053[1]", RAIL),
        ("环境温度不应低于20 ℃[1]", "环境温度不应低于-20 ℃。"),
        ("环境温度不应低于-20 ℃[1]", "环境温度不应低于20 ℃。"),
        ("环境温度不应低于20 ℃[1]", "环境温度不应低于\u221220 ℃。"),
        ("应提交三份申请材料[1]", "应提交两份申请材料。"),
        ("系统应符合三级保护要求[1]", "系统应符合二级保护要求。"),
        ("系统应符合一级保护要求[1]", "系统应符合二级保护要求。"),
        ("每个房间应配备五只灭火器[1]", "每个房间应配备两只灭火器。"),
        ("应当经三分之一以上的代表同意[1]", "应当经三分之二以上的代表同意。"),
    ],
)
def test_an_unfaithful_sentence_is_not(sentence: str, source: str) -> None:
    assert not verified(sentence, source)


def test_without_a_cited_clause_nothing_is_verified() -> None:
    assert not verified("护栏高度应不小于1.1 m")


def test_a_number_may_come_from_the_question_or_a_confirmed_fact() -> None:
    assert not verified("载荷为300 kg时，升降速度应不大于0.15 m/s[1]", SPEED)
    assert verified("载荷为300 kg时，升降速度应不大于0.15 m/s[1]", SPEED, given=("载荷为300kg时速度多少",))


def test_a_table_cell_takes_its_unit_from_the_header() -> None:
    table = "项目 | 温度 ℃ | 风速 m/s\n室外试验 | -10~40 | ≤8"
    assert verified("室外试验的风速≤8 m/s[1]", table)
    assert not verified("室外试验的风速≤8 km/h[1]", table)


def test_a_table_cell_must_come_from_the_row_that_the_sentence_speaks_of() -> None:
    table = "状态 | 速度 km/h | 距离 m\n干态 | 25 | ≤7\n湿态 | 16 | ≤9"
    assert verified("湿滑状态下的速度是16 km/h[1]", table, given=("路面湿滑状态下速度是多少",))
    assert not verified("湿滑状态下的速度是25 km/h[1]", table, given=("路面湿滑状态下速度是多少",))


def test_the_key_itself_is_no_number_of_the_sentence() -> None:
    assert verified("操作人员不得攀爬护栏[7]", RAIL)


COMMAND = "Q/ZS 002-2024\n8.7\n平台接口 > 8.7 升降急停命令\n消息ID：0x9105。急停后不能自动复位，查明原因后重新启动。"
QUESTION = "远程升级请求的消息ID是多少？升级之后还能不能接着用？"


def test_the_subject_of_the_question_is_not_borne_out_by_the_question() -> None:
    assert verified("升降急停命令的消息ID是0x9105[1]", COMMAND, given=(QUESTION,))
    assert not verified("远程升级请求的消息ID是0x9105[1]", COMMAND, given=(QUESTION,))


def test_a_negation_must_stand_by_what_it_denies() -> None:
    assert verified("急停后不能自动复位[1]", COMMAND, given=(QUESTION,))
    assert not verified("不能接着用[1]", COMMAND, given=(QUESTION,))
    assert not verified("不能重新启动[1]", "急停后不能自动复位。查明原因后由操作人员重新启动平台。")


def test_two_sentences_of_a_clause_are_not_crossed() -> None:
    clause = "未经检验合格的平台不得使用。检验合格的平台可以继续使用。"
    assert verified("未经检验合格的平台不得使用[1]", clause)
    assert verified("检验合格的平台可以继续使用[1]", clause)
    assert not verified("未经检验合格的平台可以继续使用[1]", clause)


def test_a_negation_in_the_condition_is_not_dropped() -> None:
    assert not verified("检验合格的平台不得使用[1]", "未经检验合格的平台不得使用。检验合格的平台可以继续使用。")


def test_a_requirement_of_the_question_is_not_one_of_the_clause() -> None:
    assert not verified("护栏应涂油漆[1]", "护栏涂油漆，护栏高度应不小于1.1 m。", given=("护栏应涂油漆吗？",))


def test_a_yes_or_no_alone_is_not_verified() -> None:
    assert not verified("可以[1]", "使用单位可以自行检验。", given=("可以自己检验吗？",))
    assert not verified("是的[1]", RAIL, given=("护栏是不是必须有？",))


def test_an_echo_of_the_questions_number_is_not_verified() -> None:
    assert not verified("护栏高度为2 m[1]", RAIL, given=("护栏高度为2 m行不行？",))
    clause = "应提交两份申请材料。"
    assert not verified("应提交三份申请材料[1]", clause, given=("要提交三份申请材料吗？",))


def test_what_is_denied_of_one_thing_is_not_asserted_of_it_because_another_does_it() -> None:
    clause = "通过检验前操作人员不得启动其他平台。平台启动检验程序后亮绿灯。"
    assert not verified("通过检验前操作人员启动其他平台[1]", clause)


def test_a_lead_in_governs_its_items() -> None:
    assert verified("平台不应有明显裂纹[1]", "外观\n平台不应有下列缺陷：\n焊缝夹渣；\n台面有明显裂纹。")


def test_every_sentence_of_a_clause_is_verified_against_it() -> None:
    clauses = [clause for document in (lift(), statute()) for clause in document.clauses]
    texts = [clause.text for clause in clauses if clause.kind is not ClauseKind.TABLE]
    pairs = [(sentence, text) for text in texts for sentence in re.findall("[^。；]{9,}[。；]", text)]
    assert [sentence for sentence, text in pairs if not verified(f"{sentence}[1]", text)] == []
