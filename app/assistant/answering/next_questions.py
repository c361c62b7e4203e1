"""What a reader of an answer may want to ask next: about the clauses that were found and are not in it."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.answering.suggestions import evidence_name
from app.domain.answer import Answer
from app.domain.evidence import Evidence
from app.foundation.messages import tr

MOST = 3


def next_questions(answer: Answer, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Questions that the library can answer, since each is about a numbered clause that the search has found. None
    after a refusal, where nothing found bears on the matter."""
    if answer.refused or answer.clarifying_question is not None:
        return ()
    quoted = {citation.clause_id for citation in answer.citations}
    others = (
        item for item in evidence if item.number and not quoted.intersection(clause.id for clause in item.clauses)
    )
    names = dict.fromkeys(map(evidence_name, others))
    return tuple(tr("{clause} 是怎么规定的？", clause=name) for name in names)[:MOST]
