"""Clauses cut into statements that stand side by side, and which of them a sentence speaks of.

A number belongs to the row, the item or the phrase that it stands in: 7 m on dry road is no 7 m on wet road.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.values.quantities import normal
from app.assistant.values.readings import Reading, readings
from app.assistant.verification.content import words_of
from app.assistant.verification.sources import Cited

CELL_BORDER = " | "
"""Between the cells of a row, as the reader of documents writes them."""

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_PHRASE = re.compile(r"[^,，。;!?\n]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of a table, or a phrase of a sentence, in normal form.

    ``before`` is what its sentence says before it, ``around`` the whole sentence with its citation's heading.
    """

    key: str
    text: str
    before: str
    around: str
    is_row: bool
    readings: tuple[Reading, ...]

    @property
    def levels(self) -> tuple[frozenset[str], ...]:
        """Its words: with what its sentence says before it, by itself, again with that, and with all around."""
        together = words_of(f"{self.before} {self.text}")
        return together, words_of(self.text), together, words_of(self.around)


def statements_in(cited: Sequence[Cited]) -> tuple[Statement, ...]:
    """Every statement of the quotes, in order."""
    return tuple(statement for quote in cited for statement in _statements(quote))


def _statements(quote: Cited) -> Iterator[Statement]:
    for line in normal(quote.quote).split("\n"):
        if CELL_BORDER in line:
            yield Statement(quote.key, line, "", f"{quote.heading}\n{line}", True, readings(line))
            continue
        for sentence in _SENTENCE.finditer(line):
            around = f"{quote.heading}\n{sentence[0]}"
            for phrase in _PHRASE.finditer(sentence[0]):
                before = sentence[0][: phrase.start()]
                yield Statement(quote.key, phrase[0], before, around, False, readings(phrase[0]))


def best_fitting(statements: Sequence[Statement], said: Sequence[frozenset[str]]) -> list[Statement]:
    """The statements that share most with what is said, judged by the words that tell them apart.

    ``said`` are the words to look for on each of the ``levels``; a later one decides only between statements that are
    alike in the earlier ones.
    """
    best = list(statements)
    levels = {id(statement): statement.levels for statement in best}
    for level, words in enumerate(said):
        theirs = [levels[id(statement)][level] for statement in best]
        common = frozenset.intersection(*theirs) if theirs else frozenset()
        fits = [len((own - common) & words) for own in theirs]
        best = [statement for statement, fit in zip(best, fits, strict=True) if fit == max(fits)]
    return best
