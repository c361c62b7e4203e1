"""What a question wants, which documents it names and which circumstances it gives: by rules, without a model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from app.assistant.question.asked import asked
from app.assistant.question.conditions import conditions_in
from app.assistant.question.follow_ups import Resolved
from app.domain.answer import Answer, Citation, QuestionKind, Understanding
from app.domain.standard_id import find_all
from app.retrieval.names import BOOK_TITLE, Names

_COMPARISON = re.compile(
    r"区别|差别|差异|不同(?:之处|点)|有(?:什么|何)(?:不同|变化)|有没有变|相比|比较|对比|新旧|修订了|修改了|变了|哪个更|"
    r"\b(?:differences?|differ|compared?|versus|vs\.?|changed?)\b",
    re.IGNORECASE,
)
_APPLICABILITY = re.compile(
    r"适用(?!性)|管不管|归不归|(?:什么|哪些|何种)(?:情况|情形|条件|场合|时候)下?(?:才|要|需|应|可以|必须)|\bappl(?:y|ies|icable)\b|\bscope\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"吗|么[？?]|是否|能否|可否|能不能|可不可以|要不要|是不是|行不行|对不对|合不合|算不算|违不违|^(?:is|are|does|do|can|may|must|shall)\b",
    re.IGNORECASE,
)
_MEETS = re.compile(
    r"符合|合格|合规|达标|满足|超标|违反|违规|违法|不合|允许|可以|能|可否|行|算|够|需要|必须|\b(?:compl\w+|conform\w*|allowed|enough|permitted)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"哪些|哪几|几[种类]|分别|都有|包括什么|包含什么|列出|列举|种类|分为|\b(?:list|which (?:ones|of)|what are the)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"怎么|怎样|如何|步骤|流程|程序|手续|方法|怎办|\b(?:how (?:do|does|to|is|are|should|must|can)|steps|procedure)\b",
    re.IGNORECASE,
)
_ENGLISH_VALUE = re.compile(
    r"\bhow (?:many|much|high|long|wide|fast|deep|far|often|old|thick|heavy|large|loud)\b|\b(?:maximum|minimum)\b", re.I
)
_ENGLISH_DEFINITION = re.compile(
    r"\bwhat (?:is|does) .{1,60}? mean\b|\bdefin(?:e|ition|ed)\b|\bmeaning of\b|^what is (?:an? )?[\w -]{3,40}\?$", re.I
)


def understand(resolved: Resolved, names: Names, earlier: Sequence[Answer] = ()) -> Understanding:
    """Read a question that stands alone; ``names`` is what it names, ``earlier`` the answers before it.

    ``standards`` are those that it names; for a follow-up that names none, the one that the last answer quotes most.
    """
    question = resolved.question
    named = (*(str(found.id) for found in find_all(question)), *(f"《{t}》" for t in BOOK_TITLE.findall(question)))
    known = tuple(dict.fromkeys((*named, *names.missing)))
    goes_on = resolved.goes_on and not known and not names.documents
    rests_on = _rests_upon(earlier) if goes_on else None
    standards = (rests_on.standard,) if rests_on is not None else known
    return Understanding(question, kind_of(question), standards, conditions_in(question), resolved.goes_on)


def goes_on_with(understood: Understanding, names: Names, earlier: Sequence[Answer]) -> str | None:
    """The document that a follow-up speaks of without naming it: that of the last answer; None for other questions."""
    rests_on = _rests_upon(earlier)
    is_meant = understood.is_follow_up and not names.documents and not names.missing
    return rests_on.document_id if is_meant and rests_on is not None else None


def _rests_upon(earlier: Sequence[Answer]) -> Citation | None:
    """A citation of the document that the newest answer with citations quotes most, the first such one."""
    cited = next((answer.citations for answer in reversed(earlier) if answer.citations), ())
    counts = Counter(citation.document_id for citation in cited)
    return max(cited, key=lambda citation: counts[citation.document_id], default=None)


def kind_of(question: str) -> QuestionKind:
    """The type of a question, by its interrogatives; what more than one fits is the more special one."""
    wanted = asked(question)
    if _COMPARISON.search(question):
        return QuestionKind.COMPARISON
    if wanted.definition or _ENGLISH_DEFINITION.search(question):
        return QuestionKind.DEFINITION
    if _APPLICABILITY.search(question):
        return QuestionKind.APPLICABILITY
    if _YES_OR_NO.search(question) and _MEETS.search(question):
        return QuestionKind.COMPLIANCE
    if _LIST.search(question):
        return QuestionKind.LIST
    if wanted.wants_value or _ENGLISH_VALUE.search(question):
        return QuestionKind.VALUE
    return QuestionKind.PROCEDURE if _PROCEDURE.search(question) else QuestionKind.OTHER
