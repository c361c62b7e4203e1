"""A written sentence held against the quotes: the keys that bear it out, and what it drew from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.answering.extract import keyed
from app.assistant.values.quantities import numbers
from app.assistant.verification import claims
from app.assistant.verification.content import coverage
from app.assistant.verification.verify import Verification, sources_for, verify
from app.domain.answer import Citation, Fact, Sentence, SentenceKind

NEW_CONTENT = 2
"""Characters or words that a sentence must say beyond the question: less only asks again."""
_ANNOUNCES = re.compile(r"^(?:根据|按照|依据|逐项回答|如下|以下)[^，,]*[：:。]?$|^(?:是的?|否|不是)[。.]?$")


@dataclass(frozen=True, slots=True)
class Checker:
    """The quotes of an answer with their lead-ins, one by one, and what the person said."""

    citations: Sequence[Citation]
    leads: Sequence[str]
    question: str
    facts: Sequence[Fact] = ()

    def checked(self, written: str, keys: Sequence[str]) -> Sentence:
        """The sentence with the keys that bear it out: its own, else another one, since small models miscount quotes.

        One quote, never several put together: numbers of two items would make a third statement.
        """
        for tried in (tuple(keys), *((citation.key,) for citation in self.citations)):
            found = self._verified(written, tried)
            if found.is_verified:
                return Sentence(with_keys(written, tried), SentenceKind.DIRECT, tried, verified=True, notes=found.notes)
        return Sentence(with_keys(written, keys), SentenceKind.DIRECT, tuple(keys), verified=False)

    def holds(self, text: str, keys: Sequence[str]) -> bool:
        """Whether exactly these quotes bear the text out."""
        return self._verified(text, keys).is_verified

    def says_something(self, written: str) -> bool:
        """Whether a sentence says more than the question does: a new number, or content that was not asked."""
        text = claims.without_keys(written).strip()
        if _ANNOUNCES.match(text):
            return False
        if numbers(text) - numbers(self.question):
            return True
        asked = coverage(text, self.question)
        return asked.total - asked.held >= NEW_CONTENT or bool(
            claims.negated_stretches(text) and not claims.negated_stretches(self.question)
        )

    def _verified(self, written: str, keys: Sequence[str]) -> Verification:
        facts = [f"{fact.key}{fact.value}" for fact in self.facts]
        return verify(written, sources_for(keys, self.citations, self.leads, self.question, facts))


def with_keys(written: str, keys: Sequence[str]) -> str:
    """The sentence with these keys in place of its own."""
    return keyed(claims.without_keys(written).rstrip(), keys)
