"""Follow-ups are filled in from the conversation, and complete questions are left alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.assistant.question.follow_ups import resolve
from app.domain.answer import Answer, Citation, ClarifyingQuestion, Fact, Mode, Understanding
from app.domain.document import DocumentStatus


def answered(question: str, *quotes: str, asked_back: ClarifyingQuestion | None = None) -> Answer:
    citations = tuple(
        Citation(
            str(key), "d1", "a.pdf", "Q/ZS 1-2024", DocumentStatus.UNKNOWN, "c", f"5.{key}", "", 1, quote, 0, 1, True
        )
        for key, quote in enumerate(quotes, 1)
    )
    return Answer(question, Mode.VERBATIM, "", citations=citations, clarifying_question=asked_back)


def read(question: str, *earlier: Answer) -> str:
    return resolve(question, earlier).question


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # a word of the same closed class
        ("室内试验时风速不能超过多少？", "那室外呢？", "室外试验时风速不能超过多少？"),
        ("冬季施工的最低温度是多少？", "夏天呢？", "夏天施工的最低温度是多少？"),
        ("新建库房的层高不应低于多少？", "改建的呢？", "改建库房的层高不应低于多少？"),
        ("空载时制动距离是多少？", "满载的话呢？", "满载时制动距离是多少？"),
        ("终端应答的消息编号是多少？", "平台的呢？", "平台应答的消息编号是多少？"),
        # grades and values
        ("一级耐火等级的库房，立柱的耐火极限是多少？", "二级的呢？", "二级耐火等级的库房，立柱的耐火极限是多少？"),
        ("停车200辆的车库要几个出口？", "50辆的呢？", "停车50辆的车库要几个出口？"),
        ("能见度不到200米时最快能开多少？", "要是连50米都看不到呢？", "能见度不到50米时最快能开多少？"),
        ("护栏高度1.2 m合格吗？", "那1.0 m呢？", "护栏高度1.0 m合格吗？"),
        # the quantity
        ("平台护栏的高度应不小于多少？", "宽度呢", "平台护栏的宽度应不小于多少？"),
        ("平板车轮子的直径是多少？", "其厚度呢？", "平板车轮子的厚度是多少？"),
        ("喇叭的声级有什么要求？", "检测方法呢？", "喇叭的检测方法有什么要求？"),
        ("平板车最快能推多快？", "整车质量呢？", "平板车的整车质量是多少？"),
        # a word that shares its end, or what was said to be done
        ("汽车库每个分区的最大面积是多少？", "那修车库呢", "修车库每个分区的最大面积是多少？"),
        ("甲类厂房的防火间距是多少？", "乙类厂房呢？", "乙类厂房的防火间距是多少？"),
        ("市区的高铁保护区有多宽？", "换成普通铁路呢？", "市区的普通铁路保护区有多宽？"),
        ("标签用内联式是怎么存的？", "外联式呢？", "标签用外联式是怎么存的？"),
        ("铁路旁边多远之内不许抽地下水？", "那放风筝呢？", "铁路旁边多远之内不许放风筝？"),
        # the topic
        ("一级耐火等级的民用建筑，柱子要能烧几个小时？", "梁呢？", "一级耐火等级的民用建筑，梁要能烧几个小时？"),
        ("喝了酒开车一次记几分？", "闯红灯呢？", "闯红灯一次记几分？"),
        ("什么是电助动？", "那电驱动呢？", "什么是电驱动？"),
        ("卧室的净高最低多少？", "那走廊呢？", "走廊的净高最低多少？"),
        # what has no subject of its own
        ("平板车多久检查一次？", "由谁检查？", "平板车，由谁检查？"),
        ("驾驶证丢了怎么补办？", "要多长时间？", "驾驶证丢了，要多长时间？"),
        ("安全员最低要什么学历？", "那他得先干过几年？", "安全员，得先干过几年？"),
        ("推车的许可证去哪里办？", "它的有效期多久？", "推车的许可证的有效期多久？"),
        # a circumstance
        ("停车场离旁边的楼至少要隔多远？", "旁边那栋是四级的。", "停车场离旁边的楼至少要隔多远（旁边那栋是四级的）？"),
        ("住宅楼该用哪种楼梯间？", "我那栋30米高。", "住宅楼该用哪种楼梯间（30米高）？"),
        ("护栏要多高？", "那室外呢？", "护栏要多高（室外）？"),
        ("货车超载一次记几分？", "超过50%的呢？", "货车超载一次记几分（超过50%的）？"),
        ("护栏要多高？", "为什么？", "护栏要多高（为什么）？"),
        # English
        ("How high must the rail be indoors?", "and outdoors?", "How high must the rail be outdoors?"),
        ("What is the maximum load of the cart?", "what about the speed?", "What is the maximum speed of the cart?"),
        ("What is the maximum load of the cart?", "why?", "What is the maximum load of the cart (why)?"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(first: str, second: str, expected: str) -> None:
    found = resolve(second, [answered(first)])
    assert found.question == expected
    assert found.goes_on


@pytest.mark.parametrize(
    "question",
    [
        "电动平板车多久检查一次？",
        "什么是额定载荷？",
        "消防车道要多宽？",
        "按 GB 17761-2018，整车质量最多多少？",
        "如果制动器坏了，它应当由谁修理并且多久之内修好？",
        "What is the maximum speed of the electric bicycle?",
    ],
)
def test_a_complete_question_is_left_alone(question: str) -> None:
    found = resolve(question, [answered("护栏要多高？")])
    assert found.question == question
    assert not found.goes_on


def test_the_first_question_of_a_conversation_follows_nothing() -> None:
    assert read("那室外呢？") == "那室外呢？"


def test_a_follow_up_on_a_follow_up_goes_on_with_what_that_one_meant() -> None:
    second = answered("那室外呢？")
    understood = Understanding("室外试验时风速不能超过多少？", is_follow_up=True)
    earlier: Sequence[Answer] = (
        answered("室内试验时风速不能超过多少？"),
        Answer(second.question, second.mode, "", understanding=understood),
    )
    assert resolve("温度呢？", earlier).question == "室外试验时温度不能超过多少？"


def test_a_quote_that_is_pointed_at_is_named_by_its_clause() -> None:
    earlier = answered("护栏有什么要求？", "护栏高度应不小于1.1 m。", "材料应符合有关标准。")
    assert read("上面第2条说的标准是哪个？", earlier) == "Q/ZS 1-2024 5.2 说的标准是哪个？"


def test_the_second_case_is_the_second_item_that_was_quoted() -> None:
    earlier = answered("哪些设备不得使用？", "有下列情形之一的：\n（一）未经检查的；\n（二）标识模糊不清的。")
    assert read("第二种情况怎么办？", earlier) == "哪些设备不得使用：标识模糊不清的，怎么办？"


@pytest.mark.parametrize("reply", ["湿态", "第2种", "2"])
def test_an_option_or_its_number_answers_the_clarifying_question(reply: str) -> None:
    asked_back = ClarifyingQuestion("试验条件", "哪一种？", ("干态", "湿态"))
    earlier = answered("制动距离是多少？", asked_back=asked_back)
    found = resolve(reply, [earlier])
    assert found.question == "制动距离是多少（试验条件：湿态）？"
    assert found.with_reply([Fact("试验条件", "干态"), Fact("电压", "48 V")]) == (
        Fact("电压", "48 V"),
        Fact("试验条件", "湿态"),
    )


def test_what_the_evidence_lists_beside_it_gives_up_its_place() -> None:
    earlier = answered("宿舍的走廊净宽是多少？", "宿舍、旅馆的走廊净宽不应小于1.5 m。")
    assert read("那旅馆呢？", earlier) == "旅馆的走廊净宽是多少？"


@pytest.mark.parametrize("reply", ["是二级", "选二级", "应该是二级的吧。"])
def test_a_reply_in_a_sentence_is_the_option(reply: str) -> None:
    asked_back = ClarifyingQuestion("耐火等级", "是哪一级？", ("一级", "二级"))
    found = resolve(reply, [answered("防火间距是多少？", asked_back=asked_back)])
    assert found.reply == Fact("耐火等级", "二级")


def test_not_knowing_is_a_reply_and_no_circumstance() -> None:
    asked_back = ClarifyingQuestion("耐火等级", "是哪一级？", ("一级", "二级"))
    found = resolve("不知道", [answered("防火间距是多少？", asked_back=asked_back)])
    assert (found.question, found.reply) == ("防火间距是多少？", Fact("耐火等级", "不知道"))


@pytest.mark.parametrize("second", ["呢？", "那", "那么呢？"])
def test_a_follow_up_that_says_nothing_asks_the_same(second: str) -> None:
    assert read(second, answered("走廊的净高不应低于多少？")) == "走廊的净高不应低于多少？"


def test_thanks_are_no_circumstance() -> None:
    assert read("谢谢！", answered("走廊的净高不应低于多少？")) == "谢谢！"


def test_an_english_follow_up_is_added_to_the_question() -> None:
    assert read("And stairs?", answered("How wide must a corridor be?")) == "How wide must a corridor be (stairs)?"
