"""What a follow-up leaves unsaid, filled in from the conversation: "那室外呢？" becomes a question that stands alone.

By rule: a word of the same kind takes the place of the earlier one, a pronoun that of the topic; a circumstance is
added. A question that is complete stays as it is, whatever was asked before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.question.asked import INTERROGATIVE, asked
from app.assistant.question.conditions import conditions_in
from app.assistant.question.follow_up_slots import ATTRIBUTE, content, is_quantity, slot_for
from app.assistant.question.pointing import pointed_at
from app.assistant.question.replies import DONT_KNOW, reply_to
from app.assistant.question.topics import quantity_span, replaceable_span, topic_of
from app.domain.answer import Answer, Fact

LONGEST_FOLLOW_UP = 30
"""Characters. What is longer says what it is about."""

_COURTESY = re.compile(
    r"^(?:谢谢|多谢|感谢|好的?|明白|知道|懂|嗯|ok|okay|thanks?|thank you)[了啦你您哦啊。.！!，,\s]*$", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:那么?|还有|而|但是?|可是|另外|and|but|so|then)?[，,\s]*"
    r"(?:要是|如果是?|若是?|假如是?|换成|换作|改成|改为|换了|what about|how about|what if|and)?[，,\s]*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:的话)?(?:又)?(?P<asks>呢)?[\s？?。.！!]*$")
_WHY = re.compile(r"^(?:这是)?(?:为什么|为何|为啥|什么原因|why)(?:这样|呢|要这样规?定?|so)?[？?\s]*$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:它们?|他们?|她们?|其(?!中|他|它)|这[个种些类项]?(?=[^\s份本部套])|那[个种些类项]|该(?=[^用])|此|上述|前者|后者|"
    r"(?:its?|they|their|this|that|these|those)\b)(?:的)?\s*",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^(?:那么?|还有|另外|and|then)[，,\s]*(?=\S)", re.IGNORECASE)
_ENGLISH_QUESTION = re.compile(
    r"\b(?:what|how|which|when|where|who|why|must|shall|should|can|may|does|do|is|are)\b", re.I
)
_WITHOUT_SUBJECT = re.compile(
    r"^(?:如果|要是|若|没|不|未|要|得|能|会|可以|应|需|必须|还|由|被|谁|多久|何时|什么时候|在哪|哪里|怎么|如何|怎样|几)"
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OWNER = re.compile(r"^(?:我们|咱们|你们|我家|我)?(?:的|那|这)?(?:[栋个台辆座家处]|边|一)?(?:是|有)?")
FEW_WORDS = 4
"""Content characters. A question without a subject that says no more than "谁发布的" asks of what was spoken of."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands alone. ``goes_on`` says that it continues the earlier one, so that its document is looked
    into first; the words themselves need not have changed for that. ``reply`` is the condition that it confirms, where
    it answers the clarifying question."""

    question: str
    goes_on: bool = False
    reply: Fact | None = None

    def with_reply(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Confirmed facts and the one that the person has replied with, which is the newest of its key."""
        if self.reply is None:
            return tuple(facts)
        return (*(fact for fact in facts if fact.key != self.reply.key), self.reply)


def resolve(question: str, earlier: Sequence[Answer]) -> Resolved:
    """The question as it is meant after the earlier answers, oldest first; itself where it is complete."""
    last = earlier[-1] if earlier else None
    written = question.strip()
    if last is None:
        return Resolved(written)
    before = last.understanding.question if last.understanding is not None else last.question
    reply = reply_to(last.clarifying_question, written) if last.clarifying_question is not None else None
    if reply is not None:
        is_known = reply.value.lower() not in DONT_KNOW
        return Resolved(_with(before, f"{reply.key}：{reply.value}") if is_known else before, goes_on=True, reply=reply)
    if _WHY.match(written):
        return Resolved(_with(before, written.rstrip("？? ") or written), goes_on=True)
    if (pointed := pointed_at(written, last, before)) is not None:
        return Resolved(pointed, goes_on=True)
    if len(written) > LONGEST_FOLLOW_UP or _COURTESY.match(written):
        return Resolved(written)
    return _elliptical(written, before, last)


def _elliptical(written: str, before: str, last: Answer) -> Resolved:
    body = _LEAD.sub("", written, count=1)
    tail = _TAIL.search(body)
    named = body[: tail.start()] if tail is not None else body
    if not content(named) and not INTERROGATIVE.search(named):
        return Resolved(before, goes_on=True)
    if not INTERROGATIVE.search(named) and not _ENGLISH_QUESTION.search(named):
        if body != written or (tail is not None and tail["asks"]):
            return Resolved(_replaced(named, before, last), goes_on=True)
        return Resolved(_with(before, _OWNER.sub("", named, count=1) or named), goes_on=True)
    if pronoun := _PRONOUN.match(body):
        joint = "的" if pronoun[0].endswith("的") else ""
        return Resolved(_about(topic_of(before), body[pronoun.end() :], joint), goes_on=True)
    if _lacks_a_subject(body, before):
        return Resolved(_about(topic_of(before), body), goes_on=True)
    return Resolved(body if _CONTINUES.match(written) else written, goes_on=_CONTINUES.match(written) is not None)


def _lacks_a_subject(body: str, before: str) -> bool:
    """Whether a question names a quantity alone ("有效期多久"), or begins with what is done and takes up the earlier
    one's words or hardly says anything by itself ("由谁检查", "没批就开了会怎样")."""
    if asked(body).definition:
        return False
    if not content(ATTRIBUTE.sub("", body)):
        return True
    own = content(body)
    return bool(_WITHOUT_SUBJECT.match(body)) and (len(own) <= FEW_WORDS or bool(set(own) & set(content(before))))


def _replaced(named: str, before: str, last: Answer) -> str:
    """The earlier question with ``named`` in the place of what it said of the same kind."""
    new = _ARTICLE.sub("", _PRONOUN.sub("", named, count=1))
    new = new.removesuffix("的") if len(new) > 1 else new
    slot = slot_for(new, before, _printed(last))
    if slot is not None:
        return f"{before[: slot.start]}{slot.filling or new}{before[slot.end :]}"
    if is_quantity(new):
        start, end = quantity_span(before)
        return f"{before[:start]}{new}{before[end:]}" if end else _about(topic_of(before), f"{new}是多少？", "的")
    if conditions_in(new):
        return _with(before, named)
    if before.isascii():
        return _with(before, named)
    start, end = replaceable_span(before)
    return f"{before[:start]}{new}{before[end:]}" if end > start else _with(before, new)


def _printed(last: Answer) -> str:
    """What the earlier answer quoted, with its headings."""
    return "\n".join(f"{citation.title_path}\n{citation.quote}" for citation in last.citations)


def _about(topic: str, asked_of_it: str, joint: str = "") -> str:
    """A topic with what is asked of it: 推车的有效期多久, 驾驶证丢了，需要什么材料."""
    if not topic:
        return asked_of_it
    if joint or ATTRIBUTE.match(asked_of_it):
        return f"{topic.removesuffix('的')}的{asked_of_it}"
    return f"{topic}，{asked_of_it}"


def _with(before: str, circumstance: str) -> str:
    """The earlier question with one more circumstance."""
    if before.isascii():
        return f"{before.rstrip('?. ')} ({circumstance.rstrip('?. ')})?"
    return f"{before.rstrip('？?。. ')}（{circumstance}）？"
