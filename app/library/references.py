"""Where references lead within the library.

A dated reference means that edition and no other; an undated one the newest (GB/T 1.1-2020 clause 9.5.4.2,
ISO/IEC Directives Part 2 clause 10). "Newest" is the newest edition held that is effective, or, when none is yet,
the newest held. Laws are named by title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from app.domain.document import Reference
from app.domain.standard_id import StandardId, parse
from app.library.editions import Edition, Editions


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
        return self.resolve_name(reference.to_standard)

    def resolve_name(self, name: str) -> str | None:
        """As ``resolve``, for the number or title that a reference gives."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def names_that_could_mean(self, document_id: str) -> Callable[[str], bool]:
        """A quick look at a name before it is resolved: whole libraries name tens of thousands."""
        own = next((edition for edition in self._editions.all if edition.document_id == document_id), None)
        number = own.standard.number.lstrip("0") if own is not None and own.standard is not None else ""
        return (lambda name: number in name) if number else (lambda name: parse(name) is None)

    def _find(self, name: str) -> str | None:
        """The document that a standard's number or a law's title means."""
        standard = parse(name)
        if standard is None:
            return self._newest(self._editions.titled(name))
        return self._newest(self._editions.named(standard)) or self._first_part(standard)

    def _first_part(self, standard: StandardId) -> str | None:
        """GB/T 2423（所有部分）, or without a word GB/T 2423, of which only parts exist."""
        if standard.is_dated or standard.part is not None:
            return None
        parts: dict[str, list[Edition]] = {}
        for edition in self._editions.all:
            held = edition.standard
            if (
                held is not None
                and held.part is not None
                and (held.family, held.number)
                == (
                    standard.family,
                    standard.number,
                )
            ):
                parts.setdefault(held.part, []).append(edition)
        first = min(parts, key=lambda part: [int(digits) for digits in re.findall(r"\d+", part)], default=None)
        return self._newest(parts[first]) if first is not None else None

    def _newest(self, held: list[Edition]) -> str | None:
        if not held:
            return None
        effective = [edition for edition in held if edition.is_effective(self._day) and not edition.is_draft]
        return max(effective or held, key=_age).document_id


def number_above(clause_id: str, numbers: Mapping[str, tuple[str | None, str | None]]) -> str | None:
    """The nearest printed number at or above a clause; ``numbers`` gives (number, parent id) by clause id."""
    step: str | None = clause_id
    while step is not None and step in numbers:
        number, step = numbers[step]
        if number:
            return number
    return None


def _age(edition: Edition) -> tuple[tuple[int, int], str, str]:
    order = edition.standard.edition if edition.standard else (0, 0)
    return order, edition.takes_effect or "", edition.document_id
