"""Which documents are in force as of a date, from what the library itself holds.

The rules, first match wins:

1. What a person or a register has said stands.
2. superseded (library): a document whose 代替 list names this one, a newer edition of the same standard, or a law
   of the same title with a newer date is held and effective on that date. Drafts replace nothing.
3. What the document says of itself: withdrawn or superseded as printed; upcoming while its own effective date is
   still to come; in force as printed.
4. in force (library): its effective date has come, and the library shows the change of editions around it: it holds
   an edition that this one replaced, or one that will replace it and is not effective yet. Holding only one edition
   proves nothing: a newer one may exist elsewhere.
5. Otherwise unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.document import DocumentStatus, StatusBasis
from app.domain.standard_id import StandardId, parse
from app.library.editions import LAWS, Edition, Editions


@dataclass(frozen=True, slots=True)
class Standing:
    """A document's status. ``replaced_by`` names every known successor, oldest first, those to come included;
    ``successors`` are their document ids in the same order."""

    status: DocumentStatus
    basis: StatusBasis
    replaced_by: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


def standings(editions: Editions, as_of: date) -> Mapping[str, Standing]:
    """The standing of every document on that day, by document id."""
    day = as_of.isoformat()
    successors = _successors_by_document(editions)
    has_replaced = {later.document_id for found in successors.values() for later in found}
    return {
        edition.document_id: _standing(
            edition, successors.get(edition.document_id, []), edition.document_id in has_replaced, day
        )
        for edition in editions.all
    }


def _standing(edition: Edition, successors: list[Edition], has_replaced: bool, day: str) -> Standing:
    status, basis = _status(edition, successors, has_replaced, day)
    ordered = sorted(successors, key=lambda later: (later.takes_effect or "", later.name, later.document_id))
    return Standing(
        status,
        basis,
        tuple(dict.fromkeys(later.name for later in ordered)),
        tuple(later.document_id for later in ordered),
    )


def _status(
    edition: Edition, successors: list[Edition], has_replaced: bool, day: str
) -> tuple[DocumentStatus, StatusBasis]:
    said, basis = edition.metadata.status, edition.metadata.status_basis
    effective = edition.metadata.effective
    if basis in (StatusBasis.PERSON, StatusBasis.REGISTER) and said is not DocumentStatus.UNKNOWN:
        return said, basis
    if any(later.is_effective(day) for later in successors):
        return DocumentStatus.SUPERSEDED, StatusBasis.LIBRARY
    if said in (DocumentStatus.WITHDRAWN, DocumentStatus.SUPERSEDED):
        return said, basis
    if effective and effective > day:
        return DocumentStatus.UPCOMING, StatusBasis.DOCUMENT
    if said is DocumentStatus.IN_FORCE or (said is DocumentStatus.UPCOMING and not effective):
        return said, basis
    if effective and (has_replaced or successors):
        return DocumentStatus.IN_FORCE, StatusBasis.LIBRARY
    return DocumentStatus.UNKNOWN, StatusBasis.NONE


def _successors_by_document(editions: Editions) -> dict[str, list[Edition]]:
    found: dict[str, dict[str, Edition]] = {}
    for later in editions.all:
        if later.is_draft:
            continue
        for earlier in _replaced_by(later, editions):
            if earlier.document_id != later.document_id:
                found.setdefault(earlier.document_id, {})[later.document_id] = later
    return {document_id: list(later.values()) for document_id, later in found.items()}


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
