"""What a requirement word or a negation governs, and whether a clause says the same of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.claims import Word, requirement_spans
from app.assistant.content import coverage
from app.assistant.quantities import normal

NEAR = 24
"""Characters to either side of a word in its sentence: what is farther away belongs to another statement."""
GOVERNED = 8
"""Characters after a word, or before it where none follow, that it is taken to govern."""
SAME_THING = 0.5
"""Of the governed content, how much must stand near the word in the clause."""

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_PHRASE = re.compile(r"[^,。;:!?\n]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word in a sentence to be checked and what it governs; ``is_before`` where that stands before the word."""

    word: Word
    content: str
    is_before: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A word in a clause: ``phrase`` is what its own phrase says, ``near`` what stands around it."""

    word: Word
    phrase: str
    near: str


def governed_alike(text: str, clauses: Sequence[str]) -> bool:
    """Whether each requirement word and negation of the text governs the same content in one of the clauses."""
    printed = [found for clause in clauses for found in _printed(clause)]
    return all(any(_says(found, spoken) for found in printed) for spoken in _spoken(text))


def _says(printed: Printed, spoken: Spoken) -> bool:
    if printed.word is not spoken.word:
        return False
    text = printed.near if spoken.is_before else printed.phrase
    found = coverage(spoken.content, text)
    # One character that a word governs ("不得用") has no pair to compare and is looked for as it is.
    return found.share >= SAME_THING if found.total > 1 else spoken.content in text


def _spoken(text: str) -> Iterator[Spoken]:
    for match in _PHRASE.finditer(normal(text)):
        phrase = match[0]
        for word, start, end in requirement_spans(phrase):
            after = phrase[end : end + GOVERNED].strip()
            if coverage(after, after).total or not phrase[:start].strip():
                yield Spoken(word, after, is_before=False)
            else:  # "噪声不应大于75 dB": a comparison follows, and the subject says of what
                yield Spoken(word, phrase[max(0, start - GOVERNED) : start].strip(), is_before=True)


def _printed(clause: str) -> Iterator[Printed]:
    """A lead-in ("不应有下列情况：") governs all that follows it."""
    folded = normal(clause)
    for match in _SENTENCE.finditer(folded):
        sentence = match[0]
        following = folded[match.end() :] if sentence.rstrip().endswith(":") else ""
        for word, start, end in requirement_spans(sentence):
            near = sentence[max(0, start - NEAR) : end + NEAR]
            phrase = next(found[0] for found in _PHRASE.finditer(sentence) if start < found.end())
            yield Printed(word, phrase + following, near + following)
