"""What a question asks for, and the parts, sentences and rows that say most of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from app.domain.document import Clause
from app.domain.table_rows import row_places
from app.library.tokens import characters, tokens
from app.retrieval.stopwords import FUNCTION_CHARACTERS
from app.retrieval.table_rows import row_marks
from app.retrieval.terms import chunks, question_terms, rarity

WORTH_ADDING = 0.25
"""Of the asked weight that the whole passage says: a further part is kept when it adds as much. Gold articles of 250
lay questions within 1,500 characters: 0.784 with whole clauses, 0.822 so, 0.818 at 0.15; no fact that a reader noted
for 30 questions over three standards is lost."""
MOST_ROWS = 6
"""Of the body of a table."""
CHARACTER_SHARE = 0.5
"""What a character counts of a gram as rare, as in the word index."""
COMMON_CHARACTER = 0.2
"""The share of all passages above which a character tells nothing, as in the word index."""
LONG_PARAGRAPH = 300
"""Characters of one clause's text that is cut to its telling sentences. On ten questions over an English guideline this
raises the gold clauses in 1,500 characters from 0.5 to 0.6 and the questions all of whose facts stand there from 0.2 to
0.4 (sentences without the next one: 0.7 and 0.2); of sixty over six Chinese standards one loses a fact."""
GAP = "……"
"""Stands where something between is left out."""
_STRETCH_END = re.compile(r"[，,；;。？?！!]")
_SENTENCE_END = re.compile(r"(?<=[。；！？])|(?<=[a-z)][.;])\s+(?=[A-Z(])|\n")
Grams = Mapping[str, float]
"""Grams (tokens.py) and single characters with how telling each is."""


def asked_of(question: str, frequency: Callable[[str], int], passages: int) -> tuple[Grams, ...]:
    """What each stretch of a question asks for: "由几位数字组成，字要刻多高" asks for two things that may stand apart.

    ``frequency`` says how many of the library's ``passages`` hold a gram.
    """
    found = (_telling_grams(stretch, frequency, passages) for stretch in _STRETCH_END.split(question))
    return tuple(grams for grams in found if grams)


def _telling_grams(stretch: str, frequency: Callable[[str], int], passages: int) -> Grams:
    """The terms with their weights, and their single characters (多高: 高度).

    Which paragraph is chosen agrees with the nearest paragraph vector for 0.69 of 136 long gold articles by terms
    alone, for 0.76 with the characters.
    """
    grams = dict(question_terms(stretch, frequency, passages).weights)
    for character in (one for chunk in chunks(stretch) for one in characters(chunk)):
        count = 0 if character in FUNCTION_CHARACTERS else frequency(character)
        if 0 < count <= COMMON_CHARACTER * passages:
            grams[character] = CHARACTER_SHARE * rarity(count, passages)
    return grams


def chosen(asked: Grams, there: Sequence[frozenset[str]]) -> list[int]:
    """The fewest parts that together say most of what is asked, the most telling first."""
    said = [{gram: weight for gram, weight in asked.items() if gram in grams} for grams in there]
    worth = WORTH_ADDING * math.fsum({gram: weight for part in said for gram, weight in part.items()}.values())
    best_first: list[int] = []
    known: set[str] = set()
    while len(best_first) < len(said):
        gains = [math.fsum(weight for gram, weight in part.items() if gram not in known) for part in said]
        best = max(range(len(said)), key=lambda index: (gains[index], -index))
        if gains[best] <= 0 or (best_first and gains[best] < worth):
            break
        best_first.append(best)
        known |= said[best].keys()
    return best_first


def grams_in(texts: Iterable[str]) -> frozenset[str]:
    """What the texts say, whatever the question asks."""
    return frozenset(gram for text in texts for gram in chain(tokens(text), characters(text)))


def telling_text(clause: Clause, shown: str, asked: Sequence[Grams]) -> Clause:
    """A table cut to its head and telling rows, a long paragraph to its telling sentences; others as they are.

    ``shown`` is the text of the passage, which may hold only a share of the clause.
    """
    if clause.table is not None:
        return _telling_rows(clause, shown, asked)
    if len(clause.text) <= LONG_PARAGRAPH:
        return clause
    return _telling_sentences(clause, shown, asked)


def _telling_sentences(clause: Clause, shown: str, asked: Sequence[Grams]) -> Clause:
    """Each with the next one, which often says what the first has named."""
    ends = [match.end() for match in _SENTENCE_END.finditer(clause.text)]
    spans = [span for span in pairwise([0, *ends, len(clause.text)]) if clause.text[slice(*span)].strip() in shown]
    there = [grams_in([clause.text[start:end]]) for start, end in spans]
    telling = {index for grams in asked for index in chosen(grams, there)}
    kept = sorted(telling | {index + 1 for index in telling if index + 1 < len(spans)})
    runs: list[tuple[int, int]] = []
    for start, end in (spans[index] for index in kept):
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    text = f" {GAP} ".join(clause.text[start:end].strip() for start, end in runs)
    return replace(clause, text=text) if text else clause


def _telling_rows(clause: Clause, shown: str, asked: Sequence[Grams]) -> Clause:
    """A table cut to its head and the rows in ``shown`` that say most of what is asked; other clauses as they are."""
    if clause.table is None:
        return clause
    lines = {row: clause.text[start:end] for row, start, end in row_places(clause)}
    body = [row for row, line in lines.items() if row >= clause.table.header_rows and line in shown]
    of_all = {gram: weight for grams in asked for gram, weight in grams.items()}
    marks = dict(zip(body, row_marks([lines[row] for row in body], of_all), strict=True))
    best = sorted(body, key=lambda row: (-marks[row], row))[:MOST_ROWS]
    kept = {row for row in best if marks[row] >= max(marks.values()) / 2}
    text = "\n".join([*clause.table.head_lines(), *(line for row, line in lines.items() if row in kept)])
    return replace(clause, text=text)
