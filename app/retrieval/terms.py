"""The content terms of a question, and how telling each is in this library.

Chinese is not cut into words: no dictionary at hand knows a standard's terms. Overlapping pairs of characters are
compared instead, as the word index does, and the library itself says which pairs are words: a pair that it never
holds is either a seam between two words or a word that it does not know.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.library.question_words import ENGLISH_STOP_WORDS
from app.library.tokens import RUN, fold, tokens
from app.retrieval.stopwords import FUNCTION_CHARACTERS, FUNCTION_WORDS

_SPLIT = re.compile("|".join(sorted(FUNCTION_WORDS, key=len, reverse=True)))
_PAIR = 2
"""Characters of a gram of Han text, and the fewest of a word."""
_SINGLE_MENTION = 0.5
"""Added to every count, so that a gram which the library lacks weighs more than one that it holds once."""
SYNONYM_SHARE = 0.8
"""Of a word's weight where a text holds a synonym of it; what a synonym counts in the word search too."""


def chunks(question: str) -> tuple[str, ...]:
    """The stretches of a question between its function words, in order; the number of an article is one of its own."""
    found: list[str] = []
    for run in RUN.finditer(fold(question)):
        if run["han"]:
            found.extend(part for part in _SPLIT.split(run[0]) if part)
        elif run[0] not in ENGLISH_STOP_WORDS:
            found.append(run[0])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """What a question asks about, as this library knows it.

    ``weights`` are the known grams with the logarithm of their rarity. ``unknown`` are the stretches of text that the
    library never holds, each as heavy as the rarest gram could be (``unknown_weight``). ``stands_for`` gives, for grams
    of a lay word, the grams of each professional word that may stand in its place.
    """

    weights: Mapping[str, float]
    unknown: tuple[str, ...]
    unknown_weight: float
    stands_for: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)

    @property
    def known_total(self) -> float:
        return sum(self.weights.values())

    @property
    def total(self) -> float:
        return self.known_total + self.unknown_weight * len(self.unknown)

    def found_in(self, text: str) -> float:
        """The weight of the known grams that the text holds, a part of it where it holds a synonym."""
        there = frozenset(tokens(text))
        return sum(weight * self._share(gram, there) for gram, weight in self.weights.items())

    def _share(self, gram: str, there: frozenset[str]) -> float:
        if gram in there:
            return 1.0
        return SYNONYM_SHARE if any(word <= there for word in self.stands_for.get(gram, ())) else 0.0

    def coverage(self, text: str) -> float:
        """The share of all the asked weight that the text holds, 0 to 1; 1 when nothing telling is asked."""
        return self.found_in(text) / self.total if self.total else 1.0

    def known_coverage(self, text: str) -> float:
        """As ``coverage``, leaving aside what the library never holds: a reader's own word for a thing may be there."""
        return self.found_in(text) / self.known_total if self.known_total else 0.0


def question_terms(
    question: str,
    frequency: Callable[[str], int],
    passages: int,
    synonyms: Mapping[str, Sequence[str]] | None = None,
) -> QuestionTerms:
    """Read a question against a library of that many passages; ``frequency`` says how many of them hold a gram.

    ``synonyms`` are other names of what the question names: a word that the library does not know is then no unknown
    one if it knows another name for it.
    """
    weights: dict[str, float] = {}
    unknown: list[str] = []
    for chunk in chunks(question):
        chunk_grams = tuple(tokens(chunk))
        counts = [frequency(gram) for gram in chunk_grams]
        for gram, count in zip(chunk_grams, counts, strict=True):
            if count and not all(character in FUNCTION_CHARACTERS for character in gram):
                weights[gram] = rarity(count, passages)
        unknown += _unknown_words(chunk, chunk_grams, counts)
    stands_for: dict[str, tuple[frozenset[str], ...]] = {}
    for said, names in (synonyms or {}).items():
        known = [grams for name in names if (grams := frozenset(tokens(name))) and all(map(frequency, grams))]
        if not known:
            continue
        commonest = max(min(map(frequency, grams)) for grams in known)
        for gram in tokens(said):
            stands_for[gram] = (*stands_for.get(gram, ()), *known)
            weights.setdefault(gram, rarity(commonest, passages))
        unknown = [part for word in unknown for part in word.split(said) if len(part) >= _PAIR]
    return QuestionTerms(weights, tuple(dict.fromkeys(unknown)), rarity(0, passages), stands_for)


def rarity(count: int, passages: int) -> float:
    """The weight of a gram that ``count`` of ``passages`` hold."""
    return math.log(1 + max(passages, 1) / (count + _SINGLE_MENTION))


def _unknown_words(chunk: str, chunk_grams: tuple[str, ...], counts: list[int]) -> list[str]:
    """Runs of grams that the library lacks, less the characters that grams beside them claim.

    What is no Han text is not made of pairs: it is unknown as a whole or not at all.
    """
    if chunk.isascii() or (len(chunk_grams) == 1 and len(chunk) > _PAIR):
        return [] if counts[0] else [chunk]
    seams = [any(character in FUNCTION_CHARACTERS for character in gram) for gram in chunk_grams]
    words = []
    start = 0
    while start < len(counts):
        end = start
        while end < len(counts) and not counts[end] and not seams[end]:
            end += 1
        first = start + (1 if start > 0 and counts[start - 1] else 0)
        last = end + (0 if end < len(counts) and counts[end] else 1)
        word = chunk[first:last].strip("".join(FUNCTION_CHARACTERS))
        if end > start and len(word) >= _PAIR:
            words.append(word)
        start = max(end, start + 1)
    return words
