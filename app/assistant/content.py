"""How far the words of a sentence are borne out by a text: Chinese in pairs of characters, Latin words whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from app.assistant.claims import without_requirements
from app.assistant.quantities import measures, normal
from app.library.tokens import HAN, tokens
from app.retrieval.stopwords import ENGLISH_STOP_WORDS, FUNCTION_CHARACTERS, FUNCTION_WORDS

_HAN_RUN = re.compile(rf"[{HAN}]+")
_LINE_BREAK_IN_A_WORD = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_FUNCTION_WORD = re.compile("|".join(sorted(map(re.escape, FUNCTION_WORDS), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the content of a sentence, how much a text holds. A Chinese character counts one, a Latin word one."""

    held: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 for a sentence without content, such as a bare number."""
        return self.held / self.total if self.total else 1.0


def coverage(sentence: str, text: str) -> Coverage:
    """How much of the sentence's content the text holds.

    Grammar, numbers with units, comparisons and requirement words are no content: they are checked by themselves. A
    character is held where it stands in the text with one of its neighbours: alone it could be part of any word.
    """
    folded = without_requirements(without_measures(sentence))
    there = _pairs(_LINE_BREAK_IN_A_WORD.sub("", normal(text)))
    held = total = 0
    for run in _HAN_RUN.finditer(folded):
        counts = _content_places(run[0])
        total += len(counts)
        held += len(counts & _held_places(run[0], there))
    known = frozenset(tokens(text))
    latin = latin_words(sentence)
    return Coverage(held + sum(word in known for word in latin), total + len(latin))


def latin_words(sentence: str) -> tuple[str, ...]:
    """The Latin words of a sentence that are neither grammar nor units, in their folded form."""
    found = tokens(without_measures(sentence))
    return tuple(word for word in found if word.isascii() and word.isalpha() and word not in ENGLISH_STOP_WORDS)


def without_measures(text: str) -> str:
    """The text in normal form with its numbers with units blanked out."""
    folded = normal(text)
    for measure in reversed(measures(text)):
        folded = folded[: measure.start] + " " * (measure.end - measure.start) + folded[measure.end :]
    return folded


def _pairs(text: str) -> frozenset[str]:
    return frozenset(first + second for run in _HAN_RUN.findall(text) for first, second in pairwise(run))


def _held_places(run: str, there: frozenset[str]) -> set[int]:
    starts = [place for place in range(len(run) - 1) if run[place : place + 2] in there]
    return {place for start in starts for place in (start, start + 1)}


def _content_places(run: str) -> set[int]:
    grammar = {place for match in _FUNCTION_WORD.finditer(run) for place in range(*match.span())}
    return {
        place for place, character in enumerate(run) if place not in grammar and character not in FUNCTION_CHARACTERS
    }
