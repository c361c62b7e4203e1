"""What a reader of an answer may want to ask next: about the clauses that were found and are not in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant.answering.suggestions import evidence_name
from app.assistant.quoting.citations import PATH_STEP
from app.domain.answer import Answer
from app.domain.document import ClauseKind, Strength
from app.domain.evidence import Evidence
from app.domain.headings import FRAME, bare_heading
from app.foundation.messages import tr

MOST = 3
_SUBJECT = re.compile(
    r"(?!本|除|当|第|下列|前款)[\u4e00-\u9fffA-Za-z、（）]{3,24}?(?=，|均|都|、?应当?|不应|不得|不宜|必须|宜|可)"
)
"""What a clause without a heading speaks of, at its beginning: a number alone tells nobody what to expect."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def next_questions(answer: Answer, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Questions that the library can answer, since each is about a numbered clause that the search has found: those
    that bind first. None after a refusal, where nothing found bears on the matter."""
    if answer.refused or answer.clarifying_question is not None:
        return ()
    quoted = {citation.clause_id for citation in answer.citations}
    others = [
        item
        for item in evidence
        if item.number
        and not quoted.intersection(clause.id for clause in item.clauses)
        and not any(bare_heading(step) in FRAME for step in item.title_path.split(PATH_STEP))
        and _is_in_language_of(answer.question, item)
    ]
    others.sort(key=lambda item: not any(clause.strength is Strength.SHALL for clause in item.clauses))
    return tuple(dict.fromkeys(map(_question, others)))[:MOST]


def _question(item: Evidence) -> str:
    head = item.clauses[0] if item.clauses else None
    if head is not None and head.kind is ClauseKind.TERM and head.title:
        return tr("{term}是指什么？", term=_term(head.title))
    subject = _SUBJECT.match(item.text) if head is not None and not head.title and not _is_article(item) else None
    if subject is not None:
        return tr("{clause}“{subject}”是怎么规定的？", clause=evidence_name(item), subject=subject[0])
    return tr("{clause} 是怎么规定的？", clause=evidence_name(item))


def _is_article(item: Evidence) -> bool:
    """An article begins with who is bound, which does not tell it from others."""
    return (item.number or "").startswith("第")


def _term(title: str) -> str:
    """A Chinese term without its English equivalent behind it."""
    return re.split(r"\s+(?=[A-Za-z])", title)[0] if _CHINESE.match(title) else title


def _is_in_language_of(question: str, item: Evidence) -> bool:
    """Who asks in Chinese of a library that is Chinese in the main is not offered AVAILABILITY; an English clause may
    be all that answers an English question. What a table or a formula says is of no language."""
    if not _CHINESE.search(question):
        return True
    said = item.title_path.rpartition(PATH_STEP)[2] if _is_term(item) else item.text
    return bool(_CHINESE.search(said)) or not re.search(r"[A-Za-z]{2}", said)


def _is_term(item: Evidence) -> bool:
    return bool(item.clauses) and item.clauses[0].kind is ClauseKind.TERM
