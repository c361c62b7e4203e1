"""Which documents and clauses a question names outright, against what the library holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.standard_id import StandardId, find_all
from app.library.catalogue import Entry
from app.library.editions import title_key
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


def read_names(question: str, entries: Sequence[Entry]) -> Names:
    """Find the names in a question; ``entries`` are the documents in scope."""
    standards = find_all(question)
    rest = question
    for found in reversed(standards):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    held: list[str] = []
    editions: list[str] = []
    missing: list[str] = []
    for found in standards:
        matches = _of_standard(found.id, entries)
        held += matches
        editions += matches if found.id.is_dated else ()
        missing += () if matches else (str(found.id),)
    for title in BOOK_TITLE.findall(rest):
        matches = _titled(title, entries)
        held += matches
        missing += () if matches else (f"《{title}》",)
    held += _mentioned(BOOK_TITLE.sub(" ", rest), entries)
    return Names(_once(held), _once(editions), _once(missing), named_clauses(rest))


def _of_standard(named: StandardId, entries: Sequence[Entry]) -> list[str]:
    """Editions held of the named standard; only the named edition where the question gives a year."""
    found = []
    for entry in entries:
        if not entry.metadata.number:
            continue
        for own in find_all(entry.metadata.number):
            if own.id.same_standard(named) and (not named.is_dated or own.id.edition == named.edition):
                found.append(entry.id)
    return found


def _titled(title: str, entries: Sequence[Entry]) -> list[str]:
    wanted = title_key(title)
    return [entry.id for entry in entries if wanted and title_key(entry.metadata.title) == wanted]


def _mentioned(text: str, entries: Sequence[Entry]) -> list[str]:
    """Documents whose title stands in the text; a title inside a longer one that stands there too does not count."""
    titles = {entry.id: title_key(entry.metadata.title) for entry in entries}
    said = {title for title in titles.values() if len(title) >= SHORTEST_TITLE and title in text}
    longest = {title for title in said if not any(title != other and title in other for other in said)}
    return [document_id for document_id, title in titles.items() if title in longest]


def _once(values: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
