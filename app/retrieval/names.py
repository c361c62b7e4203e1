"""Which documents and clauses a question names outright, against what the library holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.domain.standard_id import find_all
from app.library.editions import Edition, Editions, is_numbered
from app.retrieval.lexical import NamedClause, named_clauses

BOOK_TITLE = re.compile(r"《([^《》]{2,60})》")
SHORTEST_TITLE = 3
"""Characters. 水法 is a law, but 水法 also stands inside other words; with book title marks any length counts."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names. ``documents`` are ids held; ``missing`` are named and not held, as a person writes them.

    ``editions`` are the documents among them whose very edition (year) is named.
    """

    documents: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    clauses: tuple[NamedClause, ...] = ()


def read_names(question: str, editions: Editions, scope: Collection[str] | None = None) -> Names:
    """Find the names in a question, among the documents held or, when given, those in ``scope``."""
    standards = find_all(question)
    rest = question
    for found in reversed(standards):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    held: list[str] = []
    exactly: list[str] = []
    missing: list[str] = []
    for found in standards:
        matches = _ids(_within(scope, editions.named(found.id)))
        held += matches
        exactly += matches if found.id.is_dated else ()
        missing += () if matches or not is_numbered(found.id) else (str(found.id),)
    for title in BOOK_TITLE.findall(rest):
        matches = _ids(_within(scope, editions.titled(title)))
        held += matches
        missing += () if matches else (f"《{title}》",)
    held += _mentioned(BOOK_TITLE.sub(" ", rest), _within(scope, editions.all))
    return Names(_once(held), _once(exactly), _once(missing), named_clauses(rest))


def _within(scope: Collection[str] | None, editions: Iterable[Edition]) -> Iterator[Edition]:
    return (edition for edition in editions if scope is None or edition.document_id in scope)


def _ids(editions: Iterable[Edition]) -> list[str]:
    return [edition.document_id for edition in editions]


def _mentioned(text: str, editions: Iterable[Edition]) -> list[str]:
    """Documents whose title stands in the text; a title inside a longer one that stands there too does not count."""
    there = [edition for edition in editions if len(edition.title) >= SHORTEST_TITLE and edition.title in text]
    said = {edition.title for edition in there}
    longest = {title for title in said if not any(title != other and title in other for other in said)}
    return _ids(edition for edition in there if edition.title in longest)


def _once(values: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
