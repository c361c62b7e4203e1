"""What a requirement word or a negation governs, and whether a clause says the same of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.values.quantities import normal
from app.assistant.verification.claims import Word, requirement_spans, requirements_of_comparisons
from app.assistant.verification.content import coverage, words_of

NEAR = 24
"""Characters to either side of a word in its sentence: what is farther away belongs to another statement."""
GOVERNED = 8
"""Characters after a word, or before it where none follow, that it is taken to govern."""
DENIED = 2
"""Characters: a Chinese word."""
SAME_THING = 0.5
"""Of the governed content, how much must stand near the word in the clause."""

_ALSO_SAID_BY = {Word.CANNOT: (Word.CANNOT, Word.SHALL_NOT)}
"""People say 不能 for 不得; a clause's 不能 is no 不得 (GB/T 1.1-2020, annex C)."""
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_PHRASE = re.compile(r"[^,。;:!?\n]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word in a sentence to be checked and what it governs; ``is_before`` where that stands before the word;
    ``subject`` is what its phrase says before the word."""

    word: Word
    content: str
    is_before: bool
    subject: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A word in a clause: ``phrase`` is what its own phrase says, ``near`` what stands around it, ``denied`` the first
    characters that follow a mere negation, empty for other words, ``subject`` what its phrase says before the word."""

    word: Word
    phrase: str
    near: str
    denied: str
    subject: str


def governed_alike(text: str, clauses: Sequence[str]) -> bool:
    """Whether the requirement words and negations of each sentence govern the same content in one sentence of a clause.

    In one: "未经检验的不得使用。合格的可以使用。" does not say that 未经检验的可以使用.
    """
    folded = normal(text)
    printed = [found for clause in clauses for found in _printed(clause)]
    spoken = (list(_spoken_in(sentence)) for sentence in _SENTENCE.findall(folded))
    whole = [found for sentence in printed for found in sentence]
    return all(
        _is_said(words, printed, folded) and all(_is_said_of_its_subject(one, whole) for one in words)
        for words in spoken
        if words
    )


def _is_said_of_its_subject(spoken: Spoken, printed: Sequence[Printed]) -> bool:
    """Where the clause says it of several subjects in several ways (后轮应有, 前轮宜有), the way of this subject."""
    if spoken.is_before:
        return True
    alike = [one for one in printed if coverage(spoken.content, one.phrase).share >= SAME_THING]
    subjects = {one.subject: words_of(one.subject) for one in alike}
    if len({one.word for one in alike}) < 2 or len(subjects) < 2:
        return True
    common = frozenset.intersection(*subjects.values())
    said = words_of(spoken.subject)
    fits = {subject: len((words - common) & said) for subject, words in subjects.items()}
    return any(_says(one, spoken) and fits[one.subject] == max(fits.values()) for one in alike)


def _is_said(spoken: Sequence[Spoken], printed: Sequence[Sequence[Printed]], text: str) -> bool:
    return any(
        all(any(_says(found, one) for found in sentence) for one in spoken)
        and not any(_is_dropped(found, spoken, text) for found in sentence)
        for sentence in printed
    )


def _is_dropped(printed: Printed, spoken: Sequence[Spoken], text: str) -> bool:
    """Whether the clause denies here what the text repeats without any such denial: 未经检验的 became 检验的."""
    is_repeated = len(printed.denied) == DENIED and printed.denied in text
    return is_repeated and all(one.word is not printed.word for one in spoken)


def _says(printed: Printed, spoken: Spoken) -> bool:
    if printed.word not in _ALSO_SAID_BY.get(spoken.word, (spoken.word,)):
        return False
    text = printed.near if spoken.is_before else printed.phrase
    found = coverage(spoken.content, text)
    if found.total > 1:
        return found.share >= SAME_THING
    # One character that a word governs ("不得用") has no pair to compare and is looked for as it is.
    words = words_of(spoken.content)
    return spoken.content in text or (bool(words) and words <= words_of(text))


def _spoken_in(sentence: str) -> Iterator[Spoken]:
    for phrase in _PHRASE.findall(sentence):
        for word, start, end in requirement_spans(phrase):
            after = phrase[end : end + GOVERNED].strip()
            if coverage(after, after).total or not phrase[:start].strip():
                yield Spoken(word, after, is_before=False, subject=phrase[:start])
            else:  # "噪声不应大于75 dB": a comparison follows, and the subject says of what
                before = phrase[max(0, start - GOVERNED) : start].strip()
                yield Spoken(word, before, is_before=True, subject=phrase[:start])


def _printed(clause: str) -> list[list[Printed]]:
    """Sentence by sentence. A lead-in ("不应有下列情况：") governs all that follows it, and is one sentence with it."""
    folded = normal(clause)
    sentences: list[list[Printed]] = []
    led_in: list[Printed] = []
    for match in _SENTENCE.finditer(folded):
        is_lead_in = match[0].rstrip().endswith(":")
        found = list(_printed_in(match[0], folded[match.end() :] if is_lead_in else ""))
        sentences.append([*led_in, *found])
        led_in += found if is_lead_in else ()
    return sentences


def _printed_in(sentence: str, following: str) -> Iterator[Printed]:
    for word, start, end in (*requirement_spans(sentence), *requirements_of_comparisons(sentence)):
        near = sentence[max(0, start - NEAR) : end + NEAR]
        phrase = next(found[0] for found in _PHRASE.finditer(sentence) if start < found.end())
        denied = sentence[end:].removeprefix("经")[:DENIED] if word is Word.NOT else ""
        subject = sentence[sentence.find(phrase) : start]
        yield Printed(word, phrase + following, near + following, denied, subject)
