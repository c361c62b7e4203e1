"""What a question is about, in its own words: for telling a person what the documents do not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant.question.asked import subject
from app.assistant.question.need import Need
from app.library.tokens import tokens
from app.retrieval.terms import chunks

_MODAL = re.compile(r"(?<=[^\W\d_a-z]{2})(?:要(?![求素点件领])|应(?![急用对力])|必?须|不能|能够?(?![力量效耗])).*$")
"""What begins the predicate: of 油漆要保存 the first word is what is asked about."""
LONGEST_PHRASE = 16
"""Characters. What is longer is a clause of a sentence and names nothing."""
SHORTEST_PHRASE = 2


def subject_phrase(needs: Sequence[Need]) -> str:
    """The stretch of the question that tells most in this library, as written; empty where none does."""
    found = {
        phrase: _telling(phrase, need)
        for need in needs
        for chunk in chunks(subject(need.text))
        if SHORTEST_PHRASE <= len(phrase := _MODAL.sub("", chunk)) <= LONGEST_PHRASE
    }
    return max(found, key=lambda phrase: (found[phrase], phrase), default="")


def _telling(phrase: str, need: Need) -> float:
    """The weight of its grams; one that the library never holds is as telling as one can be."""
    return sum(need.terms.weights.get(gram, need.terms.unknown_weight) for gram in tokens(phrase))
