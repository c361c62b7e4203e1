"""Where references lead within the library.

A dated reference means that edition and no other; an undated one the newest (GB/T 1.1-2020 clause 9.5.4.2,
ISO/IEC Directives Part 2 clause 10). "Newest" is the newest edition held that is effective, or, when none is yet,
the newest held. Laws are named by title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.domain.document import Reference
from app.domain.standard_id import parse
from app.library.editions import Edition, Editions, is_numbered
from app.library.entries import MissingReference, StoredReference


class Resolver:
    """Answers which document a reference means, as of a day."""

    def __init__(self, editions: Editions, as_of: date) -> None:
        self._editions = editions
        self._day = as_of.isoformat()
        self._known: dict[str, str | None] = {}

    def resolve(self, reference: Reference, from_document: str) -> str | None:
        """The id of the document meant, None when it is not held."""
        if reference.to_standard is None:
            return from_document
        name = reference.to_standard
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> str | None:
        """The document that a standard's number or a law's title means."""
        standard = parse(name)
        if standard is None:
            return self._newest(self._editions.titled(name))
        return self._newest(self._editions.named(standard))

    def _newest(self, held: list[Edition]) -> str | None:
        if not held:
            return None
        effective = [edition for edition in held if edition.is_effective(self._day) and not edition.is_draft]
        return max(effective or held, key=_age).document_id


def missing_references(stored: Iterable[StoredReference]) -> list[MissingReference]:
    """The standards that are referred to and not held, most referred to first."""
    found: dict[str, list[StoredReference]] = {}
    for item in stored:
        name = item.reference.to_standard
        if name is not None and item.resolved_document is None and _can_be_looked_up(name):
            found.setdefault(name, []).append(item)
    missing = [
        MissingReference(
            name,
            any(item.reference.normative for item in items),
            len(items),
            tuple(sorted({item.from_document for item in items})),
        )
        for name, items in found.items()
    ]
    return sorted(missing, key=lambda item: (-item.references, item.to_standard))


def number_above(clause_id: str, numbers: Mapping[str, tuple[str | None, str | None]]) -> str | None:
    """The nearest printed number at or above a clause; ``numbers`` gives (number, parent id) by clause id."""
    step: str | None = clause_id
    while step is not None and step in numbers:
        number, step = numbers[step]
        if number:
            return number
    return None


def _can_be_looked_up(name: str) -> bool:
    standard = parse(name)
    return standard is None or is_numbered(standard)


def _age(edition: Edition) -> tuple[tuple[int, int], str, str]:
    order = edition.standard.edition if edition.standard else (0, 0)
    return order, edition.takes_effect or "", edition.document_id
