"""Which documents are in force as of a date: from a person, a register, the other editions held, the text itself.

The rules, first match wins; the basis says which it was:

1. What a person has said stands.
2. register: what the office's list says of this edition, or of a newer one.
3. superseded (library): a document whose 代替 list names this one, a newer edition of the same standard, or a law
   of the same title with a newer date is held and effective on that date. Drafts replace nothing, and who replaces
   a part (部分代替) does not supersede the whole.
4. What the document says of itself: withdrawn from its day on; withdrawn or superseded as printed; upcoming while
   its text does not count yet; in force as printed, or until the day on which it will be withdrawn.
5. in force (library): its date has come, and the library shows the change of editions around it: it holds an
   edition that this one replaced, or one that will replace it and is not effective yet. Holding only one edition
   proves nothing: a newer one may exist elsewhere.
6. Otherwise unknown; so is every draft, which was never in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.document import DocumentStatus, StatusBasis
from app.domain.register import RegisterEntry
from app.domain.standard_id import StandardId, parse
from app.library.editions import LAWS, Edition, Editions
from app.library.listed import Listed, listed


@dataclass(frozen=True, slots=True)
class Standing:
    """A document's status. ``replaced_by`` names every known successor, oldest first, those to come included;
    ``successors`` are the document ids of those that are held, in the same order. ``partly_replaced_by`` names those
    that replace a part. ``since`` is the ISO day from which the status holds, None where that is not known."""

    status: DocumentStatus
    basis: StatusBasis
    replaced_by: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    partly_replaced_by: tuple[str, ...] = ()
    since: str | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: DocumentStatus
    basis: StatusBasis
    since: str | None = None


def standings(
    editions: Editions, as_of: date, register: Mapping[str, Sequence[RegisterEntry]] | None = None
) -> Mapping[str, Standing]:
    """The standing of every document on that day, by document id; ``register`` holds by document id what the
    office's list says of that standard or law."""
    judge = _Judge(editions, as_of.isoformat(), register or {})
    return {edition.document_id: judge.standing(edition) for edition in editions.all}


class _Judge:
    """Everything that one edition's standing on one day follows from."""

    def __init__(self, editions: Editions, day: str, register: Mapping[str, Sequence[RegisterEntry]]) -> None:
        self._day = day
        self._register = register
        self._successors = _successors_by_document(editions)
        self._partly = _partly_by_document(editions)
        self._replacing = {later.document_id for found in self._successors.values() for later in found}

    def standing(self, edition: Edition) -> Standing:
        successors = sorted(self._successors.get(edition.document_id, []), key=_in_time)
        in_list = listed(edition, self._register.get(edition.document_id, ()), self._day)
        verdict = self._verdict(edition, successors, in_list)
        names = (*(later.name for later in successors), *(in_list.replaced_by if in_list else ()))
        partly = sorted(self._partly.get(edition.document_id, []), key=_in_time)
        return Standing(
            verdict.status,
            verdict.basis,
            tuple(dict.fromkeys(names)),
            tuple(later.document_id for later in successors),
            tuple(dict.fromkeys(later.name for later in partly)),
            verdict.since,
        )

    def _verdict(self, edition: Edition, successors: list[Edition], in_list: Listed | None) -> _Verdict:
        said, basis = edition.metadata.status, edition.metadata.status_basis
        if basis is StatusBasis.PERSON or (basis is StatusBasis.REGISTER and said is not DocumentStatus.UNKNOWN):
            return _Verdict(said, basis)
        effective = [later for later in successors if later.is_effective(self._day)]
        if in_list is not None and not (effective and _names_no_version(edition, in_list)):
            return _Verdict(in_list.status, StatusBasis.REGISTER, in_list.since)
        if effective:
            return _Verdict(DocumentStatus.SUPERSEDED, StatusBasis.LIBRARY, effective[0].takes_effect)
        return self._said_by_itself(edition) or self._seen_around(edition, successors)

    def _said_by_itself(self, edition: Edition) -> _Verdict | None:
        said, starts, ends = edition.metadata.status, edition.starts, edition.metadata.withdrawn
        if ends and ends <= self._day:
            return _Verdict(DocumentStatus.WITHDRAWN, _basis(edition, "withdrawn"), ends)
        if not ends and said in (DocumentStatus.WITHDRAWN, DocumentStatus.SUPERSEDED):
            return _Verdict(said, edition.metadata.status_basis)
        if edition.is_draft:
            return _Verdict(DocumentStatus.UNKNOWN, StatusBasis.NONE)
        if starts and starts > self._day:
            return _Verdict(DocumentStatus.UPCOMING, _basis(edition, "effective", "issued"))
        if said is DocumentStatus.IN_FORCE or (said is DocumentStatus.UPCOMING and not starts):
            return _Verdict(said, edition.metadata.status_basis, starts)
        if ends and starts:
            return _Verdict(DocumentStatus.IN_FORCE, _basis(edition, "withdrawn"), starts)
        return None

    def _seen_around(self, edition: Edition, successors: list[Edition]) -> _Verdict:
        starts = edition.starts if edition.metadata.effective or edition.metadata.kind in LAWS else None
        if starts and (successors or edition.document_id in self._replacing):
            return _Verdict(DocumentStatus.IN_FORCE, StatusBasis.LIBRARY, starts)
        return _Verdict(DocumentStatus.UNKNOWN, StatusBasis.NONE)


def _basis(edition: Edition, *fields: str) -> StatusBasis:
    """Whose word it is that these fields of the document hold."""
    return StatusBasis.PERSON if edition.corrected.intersection(fields) else StatusBasis.DOCUMENT


def _names_no_version(edition: Edition, in_list: Listed) -> bool:
    """A list that calls a law in force by its title alone means the newest version."""
    return edition.standard is None and in_list.status is DocumentStatus.IN_FORCE and in_list.since is None


def _in_time(edition: Edition) -> tuple[str, str, str]:
    return edition.takes_effect or "", edition.name, edition.document_id


def _successors_by_document(editions: Editions) -> dict[str, list[Edition]]:
    found: dict[str, dict[str, Edition]] = {}
    for later in editions.all:
        if later.is_draft:
            continue
        for earlier in _replaced_by(later, editions):
            if earlier.document_id != later.document_id:
                found.setdefault(earlier.document_id, {})[later.document_id] = later
    return {document_id: list(later.values()) for document_id, later in found.items()}


def _partly_by_document(editions: Editions) -> dict[str, list[Edition]]:
    found: dict[str, list[Edition]] = {}
    for later in editions.all:
        for name in () if later.is_draft else later.metadata.replaces_partly:
            for earlier in _named(name, later, editions):
                found.setdefault(earlier.document_id, []).append(later)
    return found


def _replaced_by(later: Edition, editions: Editions) -> Iterator[Edition]:
    """The documents held that this one replaces: named in its list, older editions, older versions of a law."""
    for name in later.metadata.replaces:
        yield from _named(name, later, editions)
    if later.standard is not None:
        for held in editions.of_standard(later.standard):
            if held.standard is not None and later.standard.is_newer_than(held.standard):
                yield held
    elif later.metadata.kind in LAWS and later.metadata.title:
        for held in editions.titled(later.metadata.title):
            if held.metadata.kind in LAWS and _is_dated_before(held, later):
                yield held


def _named(name: str, later: Edition, editions: Editions) -> Iterator[Edition]:
    standard = parse(name)
    if standard is None:
        yield from (held for held in editions.titled(name) if not _is_dated_before(later, held))
        return
    for held in editions.of_standard(standard):
        if held.standard is not None and _is_meant(standard, held.standard, later.standard):
            yield held


def _is_meant(named: StandardId, held: StandardId, later: StandardId | None) -> bool:
    """A dated name means that edition; an undated one every edition but the replacing one and newer ones."""
    if named.is_dated:
        return named.edition == held.edition
    return later is None or not held.same_standard(later) or later.is_newer_than(held)


def _is_dated_before(one: Edition, other: Edition) -> bool:
    first, second = one.takes_effect, other.takes_effect
    return first is not None and second is not None and first < second
