"""Checking a sentence that a model wrote against the quotes that it names.

Nothing here judges meaning. What is checked is what small models get wrong: a number, a unit, a comparison, a
negation, the strength of a requirement, or a word that the clause does not say. What fails is marked and never
presented as fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.assistant import claims
from app.assistant.content import coverage, latin_words
from app.assistant.governed import governed_alike
from app.assistant.quantities import bare_units, counts_in_words, measures, normal, numbers
from app.domain.answer import Citation
from app.library.tokens import tokens
from app.retrieval.stopwords import FUNCTION_CHARACTERS

_T = TypeVar("_T")

SUPPORTED_SHARE = 2 / 3
"""How much of the content of a sentence must stand in the clauses that it names. A true paraphrase keeps a clause's
terms; a number put to the question's own subject, which the clause does not name, falls below this."""

CELL_BORDER = " | "
"""Between the cells of a row, as the reader of documents writes them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sentence may draw on. ``cited`` are the texts of the clauses that it names with their headings, numbers
    and lead-ins; ``given`` the question and the facts that the person has confirmed: they may give numbers and
    units, and bear nothing out."""

    cited: tuple[str, ...]
    given: tuple[str, ...] = ()

    @property
    def all(self) -> str:
        return "\n".join((*self.cited, *self.given))

    @property
    def clauses(self) -> str:
        return "\n".join(self.cited)


def sources_for(
    keys: Iterable[str], citations: Sequence[Citation], leads: Sequence[str], question: str, facts: Iterable[str]
) -> Sources:
    """The sources of a sentence with those keys; ``leads`` go with ``citations`` one by one."""
    wanted = set(keys)
    cited = tuple(
        "\n".join((citation.standard, citation.clause or "", citation.title_path, lead, citation.quote))
        for citation, lead in zip(citations, leads, strict=True)
        if citation.key in wanted
    )
    return Sources(cited, (question, *facts))


def is_verified(sentence: str, sources: Sources) -> bool:
    """Whether everything checkable in the sentence comes from its sources. Without a cited clause nothing does."""
    text = claims.without_keys(sentence)
    return bool(sources.cited) and all(check(text, sources) for check in CHECKS)


def numbers_are_theirs(text: str, sources: Sources) -> bool:
    """The question may give a number, as a condition; a sentence with no number but those says what was asked."""
    return _are_theirs(numbers(text), numbers, sources)


def counts_are_theirs(text: str, sources: Sources) -> bool:
    """So is a count or a fraction in words: 三份, 二级, 三分之二."""
    return _are_theirs(
        counts_in_words(text), lambda theirs: counts_in_words(theirs) | claims.quantities(theirs), sources
    )


def _are_theirs(ours: frozenset[_T], read: Callable[[str], frozenset[_T]], sources: Sources) -> bool:
    return ours <= read(sources.all) and (not ours or not ours.isdisjoint(read(sources.clauses)))


def units_are_theirs(text: str, sources: Sources) -> bool:
    """Each number keeps its unit; in a table the unit may stand in the header."""
    known = claims.quantities(sources.all)
    bare_numbers, header_units = numbers(sources.clauses), bare_units(sources.clauses)
    return all(
        (measure.number, measure.unit.symbol) in known
        or (measure.number in bare_numbers - {number for number, _ in known} and measure.unit in header_units)
        for measure in measures(text)
    )


def comparisons_are_theirs(text: str, sources: Sources) -> bool:
    """A number is compared as its source compares it; no comparison appears that no source makes."""
    if not claims.comparisons(text) <= claims.comparisons(sources.all):
        return False
    theirs = claims.compared_numbers(sources.clauses)
    ours = claims.compared_numbers(text)
    return all(found <= theirs[number] for number, found in ours.items() if found and theirs.get(number))


def rows_are_theirs(text: str, sources: Sources) -> bool:
    """A number out of a table comes from the row that the sentence speaks of, not from the one beside it."""
    rows = [line for line in normal(sources.clauses).splitlines() if CELL_BORDER in line and numbers(line)]
    elsewhere = numbers("\n".join(line for line in sources.all.splitlines() if CELL_BORDER not in line))
    told_apart = _telling_apart(rows) & set(normal(text))
    if not told_apart:
        return True
    fits = [len(told_apart & set(row)) for row in rows]
    return all(
        any(number in numbers(row) and fit == max(fits) for row, fit in zip(rows, fits, strict=True))
        for number in numbers(text) - elsewhere
    )


def _telling_apart(rows: Sequence[str]) -> set[str]:
    """The Chinese characters that stand in some of the rows and not in all; pairs would miss 湿滑 for 湿态."""
    if not rows:
        return set()
    somewhere = {c for row in rows for c in row if "\u4e00" <= c <= "\u9fff" and c not in FUNCTION_CHARACTERS}
    return {c for c in somewhere if not all(c in row for row in rows)}


def requirements_are_theirs(text: str, sources: Sources) -> bool:
    """A requirement or a negation is a clause's, and says there of the same thing what it says here."""
    return governed_alike(text, sources.cited)


def negations_are_kept(text: str, sources: Sources) -> bool:
    """What every cited clause denies is not asserted: "不得提供动力" must not become "提供动力"."""
    ours = normal(text)
    our_denied = claims.negated_stretches(text)
    for stretch in set(claims.negated_stretches(sources.clauses)):
        # As much of it as the sentence repeats: "发送其它" is denied where "发送" alone also stands undenied.
        said = next((stretch[:n] for n in range(len(stretch), 1, -1) if stretch[:n] in ours), None)
        if said and not _asserts(sources.clauses, said) and not any(d.startswith(said) for d in our_denied):
            return False
    return True


def _asserts(text: str, words: str) -> bool:
    """Whether the words also stand in the text without a negation before them."""
    folded = normal(text)
    denied = sum(stretch.startswith(words) for stretch in claims.negated_stretches(text))
    return folded.count(words) > denied


def words_are_theirs(text: str, sources: Sources) -> bool:
    """The sentence speaks in the words of the clauses: what only the question says bears nothing out.

    Latin words may be the question's, none may be new. A sentence without content must at least give a number.
    """
    there = frozenset(tokens(sources.all))
    if any(word not in there for word in latin_words(text)):
        return False
    borne_out = coverage(text, sources.clauses)
    return borne_out.share >= SUPPORTED_SHARE and bool(borne_out.total or numbers(text))


CHECKS = (
    numbers_are_theirs,
    counts_are_theirs,
    units_are_theirs,
    rows_are_theirs,
    comparisons_are_theirs,
    requirements_are_theirs,
    negations_are_kept,
    words_are_theirs,
)
