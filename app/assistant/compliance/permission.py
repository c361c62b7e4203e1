"""Yes or no to "may I …", "must I …", read off a clause that says so of exactly that act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.compliance.requirements import Required
from app.assistant.values.quantities import normal
from app.assistant.verification.claims import Word, requirement_spans
from app.assistant.verification.content import coverage
from app.domain.answer import Fact, Sentence, SentenceKind
from app.foundation.messages import tr

SAME_ACT = 0.85
"""The share of what the question asks about that the clause's own sentence must say, and of what the clause governs
that the question must ask about: the act is the same, not merely in the same clause."""
LONGEST_ANSWER = 120
"""Characters of a clause's sentence that can stand in a direct answer."""

_ASKING = re.compile(
    r"可不可以|能不能|要不要|是不是|需不需要|有没有必要|该不该|行不行|是否|能否|可否|可以|允许|必须|需要|应该|应当|"
    r"吗|呢|么|[?？]|请问|我们|我|能|可|要|应|得|需"
)
_CONDITION = re.compile(
    r"当|若|如果|除|未经|经[^,，]{1,20}(?:同意|批准|许可)|(?:时|后|前|情况下|条件下|期间|的)\s*[,，]|但|只有|仅"
)
_MEANT = {
    Word.SHALL_NOT: "不可以",
    Word.SHOULD_NOT: "不宜",
    Word.MAY: "可以",
    Word.NEED_NOT: "不必",
    Word.SHALL: "应当",
    Word.SHOULD: "宜",
}
_ASKS_PERMISSION = re.compile(r"可以|可不可以|能不能|能否|可否|允许|能|可")
_ASKS_DUTY = re.compile(r"要不要|必须|需要|需不需要|应该|应当|该不该|是否应|要")
_FITS_PERMISSION = frozenset({Word.SHALL_NOT, Word.SHOULD_NOT, Word.MAY})
_FITS_DUTY = frozenset({Word.SHALL, Word.SHOULD, Word.NEED_NOT, Word.SHALL_NOT})


@dataclass(frozen=True, slots=True)
class _Ruling:
    word: Word
    required: Required


def permission(part: str, facts: Sequence[Fact], required: Sequence[Required]) -> Sentence | None:
    """The answer in the clause's own words behind a plain yes or no; None where no quoted clause speaks of exactly
    that act, where it hangs on a condition, or where two speak differently of it."""
    act = _ASKING.sub(" ", normal(part))
    allowed = _FITS_PERMISSION if _ASKS_PERMISSION.search(part) else _FITS_DUTY if _ASKS_DUTY.search(part) else None
    if allowed is None or coverage(act, act).total < 3:
        return None
    given = "\n".join([part, *(f"{fact.key}{fact.value}" for fact in facts)])
    rulings = [ruling for one in required for ruling in _rulings(act, given, one)]
    if len({ruling.word for ruling in rulings}) != 1 or rulings[0].word not in allowed:
        return None
    quoted = next((ruling for ruling in rulings if ruling.required.citation is not None), None)
    return None if quoted is None else _sentence(quoted)


def _rulings(act: str, given: str, required: Required) -> Iterator[_Ruling]:
    printed = normal(required.printed)
    if required.statement.is_row or len(printed) > LONGEST_ANSWER or _CONDITION.search(printed):
        return
    spans = requirement_spans(printed)
    words = {word for word, _, _ in spans}
    if len(words) != 1 or not words <= set(_MEANT):
        return
    [word] = words
    governed = printed[spans[0][2] :]
    if coverage(act, printed).share >= SAME_ACT and coverage(governed, given).share >= SAME_ACT:
        yield _Ruling(word, required)


def _sentence(ruling: _Ruling) -> Sentence:
    citation = ruling.required.citation
    assert citation is not None, "only quoted clauses give an answer"
    text = " ".join(ruling.required.printed.split()).rstrip("。；;")
    answer = {
        Word.SHALL_NOT: tr("不可以"),
        Word.SHOULD_NOT: tr("不宜"),
        Word.MAY: tr("可以"),
        Word.NEED_NOT: tr("不必"),
        Word.SHALL: tr("应当"),
        Word.SHOULD: tr("宜"),
    }[ruling.word]
    told = tr("{answer}：{requirement}。", answer=answer, requirement=text)
    return Sentence(f"{told}[{citation.key}]", SentenceKind.DIRECT, (citation.key,), verified=True)
