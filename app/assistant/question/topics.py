"""What a question is about, cut from what it asks of it: "宿舍的走廊 | 最少要多宽" is topic and comment."""

from __future__ import annotations

import re

from app.assistant.question.follow_up_slots import ATTRIBUTE

_COMMENT = re.compile(
    r"最|至[少多]|不[能得许准要应可]|能不能|可不可以|要不要|是不是|有没有|应当?(?!急)|必须|需要|可以|允许|是否|能否|一次(?!性)|"
    r"(?<!应)该|(?<![主重需])要(?!求|素|点|害)|(?<![取获])得|(?<![社机])会(?!议|员|计|场)|(?<![功性节智机])能(?!见|源|力|量|耗|效)|"
    r"(?<![所没])有(?!效|毒|害|机|关|线|限|人|色)|是(?!否)|(?<!行)为(?!了)|占(?=多|几|总)|多[少高长久远快重大深宽厚]|"
    r"(?<!第)几(?!何)|[去在到从由被向跟和](?=哪|谁|什么)|怎|如何|什么|何时|哪|谁|达到|\b(?:what|how|which|when|where|who|must|shall|should|can|may|is|are|does|do)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:请问|我想(?:问|知道)|想问一?下?|在|对于?|关于|按(?:照)?|根据|依据|what|how|which)\s*", re.IGNORECASE
)
_QUANTITY_AT_END = re.compile(rf"的?{ATTRIBUTE.pattern}$", re.IGNORECASE)
_ENDING = re.compile(r"[\s，,、的]+$")


def replaceable_span(question: str) -> tuple[int, int]:
    """The topic without the quantity that is asked of it: 公共走廊 can take the place of 卧室 in 卧室的净高."""
    start, end = topic_span(question)
    quantity = _QUANTITY_AT_END.search(question[start:end])
    return (start, start + quantity.start()) if quantity and quantity.start() else (start, end)


def quantity_span(question: str) -> tuple[int, int]:
    """What is asked of the topic where it is told from it by 的 ("平板车的启动力"); empty where it is not."""
    start, end = topic_span(question)
    joint = question.rfind("的", start, end)
    return (joint + 1, end) if joint > start else (0, 0)


def topic_span(question: str) -> tuple[int, int]:
    """Where the topic stands: the phrase that the comment follows, after a comma where one parts it from its setting.

    Empty where the question begins with its comment.
    """
    opener = _OPENER.match(question)
    start = opener.end() if opener else 0
    for phrase in re.finditer(r"[^，,；;]+", question[start:]):
        begin = start + phrase.start()
        comment = _COMMENT.search(phrase[0])
        if comment is None:
            continue
        end = begin + len(_ENDING.sub("", phrase[0][: comment.start()]))
        return (begin, end) if end > begin else _phrase_before(question, start, begin)
    return start, start + len(_ENDING.sub("", question[start:].rstrip("？?。.！!呢")))


def topic_of(question: str) -> str:
    """What the question is about, with its setting: everything before the comment."""
    _, end = topic_span(question)
    opener = _OPENER.match(question)
    return question[opener.end() if opener else 0 : end].strip("，, ")


def _phrase_before(question: str, start: int, comment: int) -> tuple[int, int]:
    """The phrase before the comma where the comment opens its own: "两个闸一起捏，多少米内要停住"."""
    before = _ENDING.sub("", question[start:comment])
    cut = max(before.rfind("，"), before.rfind(",")) + 1
    return start + cut, start + len(before)
