"""What values a question seeks, and whether a statement gives one of them."""

from __future__ import annotations

import pytest

from app.assistant.question.asked import asked
from app.assistant.quoting.pieces import Piece
from app.assistant.sufficiency.given import gives_sought, says_what_is_named
from app.assistant.sufficiency.sought import Form, Sought, sought_values
from app.assistant.values.units import Kind
from app.domain.document import Clause, ClauseKind, DocumentStatus
from app.domain.evidence import Evidence, Source


def sought(question: str) -> tuple[Sought, ...]:
    return sought_values(asked(question))


def statement(text: str, *, head: str = "") -> Piece:
    """With a head, a row of a table."""
    clause = Clause("d.1", "5.1", "检查", text, ClauseKind.TABLE if head else ClauseKind.CLAUSE)
    source = Source("d", "d.pdf", "维护规程", "Q/ZS 001-2024", DocumentStatus.UNKNOWN)
    evidence = Evidence(1, 1.0, source, "d.1", "5.1", "维护规程 > 5 检查", 1, text, (clause,))
    return Piece(evidence, clause, 0, len(text), 0, head)


def gives(question: str, text: str, *, head: str = "") -> bool:
    [value] = sought(question)
    return gives_sought(statement(text, head=head), value)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("升降速度至少要每秒多少米？", {Kind.SPEED}),
        ("风机每小时要排多少立方米的烟？", {Kind.FLOW, Kind.VOLUME}),
        ("房间里的温度不能低于几度？", {Kind.ANGLE, Kind.TEMPERATURE}),
        ("违反规定会被罚多少钱？", {Kind.MONEY, Kind.SHARE, Kind.MULTIPLE}),
        ("保险的最低保额是多少？", {Kind.MONEY, Kind.SHARE, Kind.MULTIPLE}),
        ("How many characters must a key have?", {Kind.DATA}),
        ("How often must the lift be inspected?", {Kind.TIME}),
    ],
)
def test_the_kind_sought_is_what_the_whole_phrase_measures(question: str, kinds: set[Kind]) -> None:
    assert [value.kinds for value in sought(question)] == [kinds]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("平台的质保期是几年？", "质保期"),
        ("轮子的硬度应该是多少？", "硬度"),
        ("记录最长多少天必须更换一次？", "更换"),
        ("操作证多久复审一次？", "复审"),
        ("每层要配几个灭火器？", "灭火器"),
        ("随车可以带几瓶机油？", "机油"),
        ("坡道最陡可以做到多少坡度？", "坡度"),
        ("行驶时噪声的限值是多少分贝？", ""),
        ("多久做一次检查？", ""),
        ("还要有几年经验？", ""),
        ("停车超过多少辆就得隔开？", ""),
    ],
)
def test_what_the_question_calls_the_value_is_known_where_its_form_tells(question: str, named: str) -> None:
    [value] = sought(question)
    assert value.named == named


def test_a_number_without_a_unit_is_sought_where_the_question_names_it() -> None:
    [value] = sought("轮子的硬度应该是多少？")
    assert value.form is Form.NUMBER


def test_nothing_is_sought_where_any_text_may_answer() -> None:
    assert sought("平台上可以载人吗？") == ()
    assert sought("Who keeps the log?") == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("多久检查一次？", "平台每年应检查。"),
        ("多久检查一次？", "平台应逐年检查。"),
        ("几年检查一次？", "平台每季度应检查。"),
        ("要提前几个月通知？", "应提前半年通知。"),
        ("要多少人同意？", "应经三分之二以上成员同意。"),
        ("耐火极限不应低于多少小时？", "屋顶的耐火极限不应低于2 h。"),
        ("要符合哪个标准？", "短消息按 GSM 03.40 编码。"),
        ("How long must logs be kept?", "Logs are kept for ninety days."),
        ("How often must the lift be inspected?", "The lift is inspected weekly."),
    ],
)
def test_a_value_is_known_however_it_is_written(question: str, text: str) -> None:
    assert gives(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("每天户外活动几个小时？", "应安排一日生活，保证户外活动时间。"),
        ("密钥要保存几年？", "备份应在30日内完成。"),
        ("密钥要保存几年？", "密钥每年应备份。"),
        ("定位精度是多少米？", "车辆里程表读数，1/10km。"),
        ("要符合哪个标准？", "应佩戴头盔。"),
        ("How many months must logs be kept?", "Logs are sent within five minutes."),
    ],
)
def test_what_measures_something_else_is_no_value(question: str, text: str) -> None:
    assert not gives(question, text)


def test_the_unit_in_the_head_of_a_table_counts_for_its_rows() -> None:
    assert gives("立柱的耐火极限不应低于多少小时？", "立柱 | 2.50", head="构件 | 耐火极限 h")
    assert not gives("立柱的耐火极限不应低于多少小时？", "立柱 | 2.50", head="构件 | 宽度 m")


def test_a_statement_says_what_is_named_by_any_pair_of_its_characters() -> None:
    [value] = sought("平台的质保期是几年？")
    assert says_what_is_named(statement("平台保质期为2年。"), Sought(Form.VALUE))
    assert says_what_is_named(statement("质保为2年。"), value)
    assert not says_what_is_named(statement("使用年限为8年。"), value)


@pytest.mark.parametrize("question", ["锁具损坏时返回哪个错误码？", "登录消息的ID是多少？"])
def test_a_code_is_sought_on_either_side_of_the_interrogative(question: str) -> None:
    assert [value.form for value in sought(question)] == [Form.CODE]


def test_which_body_is_answered_by_people_and_bodies_alone() -> None:
    question = "恢复出厂设置归哪个部门？"
    assert [value.form for value in sought(question)] == [Form.BODY]
    assert gives(question, "恢复出厂设置应由设备管理部门操作。")
    assert not gives(question, "恢复出厂设置应由软件完成。")
    assert not gives(question, "恢复出厂设置应重新启动或者断电。")


def test_by_whom_is_answered_by_whatever_does_it() -> None:
    question = "恢复出厂设置由谁来操作？"
    assert [value.form for value in sought(question)] == [Form.WHO]
    assert gives(question, "恢复出厂设置由引导程序完成。")
    assert not gives(question, "恢复出厂设置应在断电后进行。")


def test_which_items_are_asked_for_is_no_count() -> None:
    assert sought("哪几项检查不合格时仍可出厂？") == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("设计时速要达到多少？", "专用线的设计时速为120公里以上。"),
        ("屋面突出部分可以不计的面积是多少？", "突出部分不超过屋面面积的1/4时不计入。"),
    ],
)
def test_a_value_is_given_in_the_words_of_statutes(question: str, text: str) -> None:
    assert gives(question, text)
