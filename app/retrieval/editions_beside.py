"""The same clause in the other editions held, and whether it says something else on the point that is quoted.

Of two editions a reader must know when a value, a bound or the strength of a requirement changed between them; that a
sentence was turned differently, or that articles were numbered anew, changes nothing that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.clause_pairs import Unit, pair_units, units_of
from app.domain.document import Clause
from app.domain.evidence import Source
from app.domain.numerals import NUMERAL_CHARACTERS
from app.domain.word_changes import WordChange, WordRun, folded, word_changes
from app.library.catalogue import Catalogue
from app.library.editions import LAWS, Edition
from app.retrieval.scope import document_of


class DifferenceKind(StrEnum):
    """数值, or 要求: the strength, the bound or the negation of a requirement."""

    NUMBER = "number"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the cited text says and what the other edition says in its place; one of them may be empty."""

    kind: DifferenceKind
    cited: str
    other: str


@dataclass(frozen=True, slots=True)
class EditionBeside:
    """The counterpart of a cited clause in another edition, which differs on the quoted point."""

    source: Source
    clause: Clause
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause by id, and the words of it that an answer quotes."""

    clause_id: str
    quote: str


_ORDINAL = re.compile(rf"第[{NUMERAL_CHARACTERS}\d]+(?=[编章节条款项])")
_NUMBER = re.compile(rf"\d|[{NUMERAL_CHARACTERS.replace('一', '')}]")
"""一 mostly belongs to a word: 一般, 统一."""
_REQUIREMENT = re.compile(
    r"(?<![适对反供相响感效])应(?![急用力])|(?<![许认])可(?![靠能见再])|(?<![适便])宜|[须不未无非]|禁止|允许|以上|以下|以内|超过|大于|小于|高于|低于|至少|至多|"
    r"\b(?:shall|should|must|may|can|not|no|more|less|least|most|exceed)\b",
    re.IGNORECASE,
)


def editions_beside(catalogue: Catalogue, cited: Sequence[Cited], as_of: date | None = None) -> list[EditionBeside]:
    """Where another edition held says something else on what is quoted, in the order of citing.

    Drafts are no editions, and a clause that OCR read is compared with nothing: its misreadings are no changes. A
    clause without counterpart is left out: that it is new cannot be told from one that was rewritten beyond knowing.
    """
    comparing = _Comparing(catalogue, as_of)
    return [beside for item in dict.fromkeys(cited) for beside in comparing.beside(item)]


def other_editions(catalogue: Catalogue, document_id: str, as_of: date | None = None) -> list[Edition]:
    """The issued texts held of the same standard, or of the law of that title, and what replaces or is replaced."""
    editions = catalogue.editions(as_of)
    own = next((edition for edition in editions.all if edition.document_id == document_id), None)
    if own is None or own.is_draft:
        return []
    same = editions.of_standard(own.standard) if own.standard is not None else []
    if own.standard is None and own.metadata.kind in LAWS:
        same = [edition for edition in editions.titled(own.metadata.title) if edition.metadata.kind in LAWS]
    entries = {entry.id: entry for entry in catalogue.entries(None, as_of)}
    linked = {*entries[document_id].successors, *(e.id for e in entries.values() if document_id in e.successors)}
    known = {edition.document_id for edition in same} | linked
    found = [edition for edition in editions.all if edition.document_id in known - {document_id}]
    return sorted((e for e in found if not e.is_draft), key=lambda e: (e.takes_effect or "", e.document_id))


class _Comparing:
    """Reads each document once, however many of its clauses are cited."""

    def __init__(self, catalogue: Catalogue, as_of: date | None) -> None:
        self._catalogue = catalogue
        self._as_of = as_of
        self._clauses: dict[str, tuple[Clause, ...]] = {}
        self._units: dict[str, list[Unit]] = {}

    def beside(self, cited: Cited) -> Iterator[EditionBeside]:
        document_id = document_of(cited.clause_id)
        others = other_editions(self._catalogue, document_id, self._as_of)
        unit = self._unit_of(document_id, cited.clause_id) if others else None
        if unit is None or unit.head.confidence is not None:
            return
        for other in others:
            pairs = pair_units([unit], self._units_of(other.document_id))
            counterpart = next((pair.after for pair in pairs if pair.after.head.confidence is None), None)
            differences = _differences(unit.text, counterpart.text, cited.quote) if counterpart else ()
            if counterpart and differences:
                source = self._catalogue.source(other.document_id, self._as_of)
                yield EditionBeside(source, counterpart.head, differences)

    def _units_of(self, document_id: str) -> list[Unit]:
        if document_id not in self._units:
            self._clauses[document_id] = self._catalogue.clauses(document_id)
            self._units[document_id] = units_of(self._clauses[document_id])
        return self._units[document_id]

    def _unit_of(self, document_id: str, clause_id: str) -> Unit | None:
        """The numbered unit that the clause is, or is a part of."""
        units = {unit.head.id: unit for unit in self._units_of(document_id)}
        parents = {clause.id: clause.parent_id for clause in self._clauses[document_id]}
        step: str | None = clause_id
        while step is not None and step not in units:
            step = parents.get(step)
        return units[step] if step is not None else None


def _differences(cited: str, other: str, quote: str) -> tuple[Difference, ...]:
    """The changes of numbers and requirements that touch the quote."""
    cited, other, quote = map(_without_ordinals, (cited, other, quote))
    start = folded(cited).find(folded(quote))
    start, end = (start, start + len(folded(quote))) if start >= 0 else (0, len(folded(cited)))
    found = []
    for place, before, after in _changes(word_changes(cited, other)):
        kind = _kind(before, after)
        if kind is not None and place < end and start < place + max(len(folded(before)), 1):
            found.append(Difference(kind, before.strip(), after.strip()))
    return tuple(found)


def _changes(runs: Sequence[WordRun]) -> Iterator[tuple[int, str, str]]:
    """Each change with its place in the folded text of the cited side."""
    place = 0
    taken = ""
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        if run.change is WordChange.EQUAL:
            place += len(folded(run.text))
        elif run.change is WordChange.DELETE and following is not None and following.change is WordChange.INSERT:
            taken = run.text
        else:
            is_deletion = run.change is WordChange.DELETE
            before, after = (run.text, "") if is_deletion else (taken, run.text)
            yield place, before, after
            place += len(folded(before))
            taken = ""


def _kind(before: str, after: str) -> DifferenceKind | None:
    if [*_NUMBER.findall(before)] != [*_NUMBER.findall(after)]:
        return DifferenceKind.NUMBER
    if sorted(_REQUIREMENT.findall(before)) != sorted(_REQUIREMENT.findall(after)):
        return DifferenceKind.REQUIREMENT
    return None


def _without_ordinals(text: str) -> str:
    """References to articles are numbered anew with the articles."""
    return _ORDINAL.sub("第", text)
