"""Which documents and clauses a question names outright, against what the library holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.domain.numerals import NUMERAL_CHARACTERS
from app.domain.standard_id import FoundId, find_all
from app.library.editions import Edition, Editions, is_numbered
from app.retrieval.lexical import NamedClause, named_clauses
from app.retrieval.titles import BOOK_TITLE, Said, Titles
from app.retrieval.versions import asks_for_older, edition_years, years_beside, years_of

__all__ = ["BOOK_TITLE", "Names", "read_names"]

_GLUED = re.compile(r"(?i)(?<![a-z])(sp|ir)(?=\d{3,4})")
"""SP800-123 is written without its space as often as with it."""
_BARE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9./\-])(?:(?:500|800|1800)-\d{1,3}|\d{5})(?:[-—](?:19|20)\d\d)?(?![\d.%A-Za-z元米人万亿个台])"
)
"""17761-2018, 800-123: a number that people quote without its prefix."""

_WORDS_OF_NUMBERS = re.compile(
    rf"附录|附件|annex|appendix|clause|section|chapter|table|figure|[第条款项章节编表图之{NUMERAL_CHARACTERS}]",
    re.IGNORECASE,
)
_BESIDES_CLAUSES = re.compile(r"[^\W\d_]{2}")
"""What says more than a number: two letters or characters in a row."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names. ``documents`` are ids held; ``missing`` are named and not held, as a person writes them.

    ``editions`` are the documents among them whose very edition (year) is named. ``older`` tells that the text before
    the one in force is asked for.
    """

    documents: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    clauses: tuple[NamedClause, ...] = ()
    older: bool = False
    only_clauses: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """What one name means: the editions held, which of them were named by their year, and its words if none is."""

    editions: tuple[Edition, ...]
    by_year: tuple[Edition, ...] = ()
    missing: str = ""


def read_names(question: str, editions: Editions, scope: Collection[str] | None = None) -> Names:
    """Find the names in a question, among the documents held or, when given, those in ``scope``."""
    text = _GLUED.sub(r"\1 ", question)
    held = [edition for edition in editions.all if scope is None or edition.document_id in scope]
    standards = find_all(text)
    rest = _without(text, [(found.start, found.end) for found in standards])
    titles = Titles(held).said_in(rest)
    years = edition_years(rest)
    known = {edition.document_id for edition in held}
    named = [_standard(found, editions, known) for found in standards]
    named += [_title(said, rest, years) for said in titles]
    if not any(name.editions or name.missing for name in named):
        named += [_Named(found) for found in _by_bare_number(rest, held)] or _of_years(held, years)
    untitled = _without(rest, [(said.start, said.end) for said in titles])
    clauses = named_clauses(untitled)
    return Names(
        _ids(edition for name in named for edition in name.editions),
        _ids(edition for name in named for edition in name.by_year),
        tuple(dict.fromkeys(name.missing for name in named if name.missing)),
        clauses,
        asks_for_older(rest),
        bool(clauses) and not named and not _BESIDES_CLAUSES.search(_WORDS_OF_NUMBERS.sub(" ", untitled)),
    )


def _standard(found: FoundId, editions: Editions, known: Collection[str]) -> _Named:
    meant = tuple(edition for edition in editions.called(found.id) if edition.document_id in known)
    missing = str(found.id) if not meant and is_numbered(found.id) else ""
    return _Named(meant, meant if found.id.is_dated else (), missing)


def _title(said: Said, text: str, years: Collection[str]) -> _Named:
    """All editions of a title; only those of the year where one stands with it and such an edition is held."""
    asked = {*years, *years_beside(text, said.start, said.end)}
    of_year = tuple(edition for edition in said.editions if asked & years_of(edition))
    return _Named(of_year or said.editions, of_year, "" if said.editions else said.title)


def _by_bare_number(text: str, held: Sequence[Edition]) -> list[tuple[Edition, ...]]:
    numbers = [match[0].replace("—", "-") for match in _BARE_NUMBER.finditer(text)]
    found = [tuple(edition for edition in held if _is_numbered_so(edition, number)) for number in numbers]
    return [editions for editions in found if editions]


def _is_numbered_so(edition: Edition, number: str) -> bool:
    standard = edition.standard
    if standard is None:
        return False
    dated = f"{standard.number}-{standard.year}"
    return number == dated or number == standard.number


def _of_years(held: Sequence[Edition], years: Collection[str]) -> list[_Named]:
    """2011年版 without a name means the editions of that year."""
    found = tuple(edition for edition in held if years_of(edition) & set(years)) if years else ()
    return [_Named(found, found)] if found else []


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches blanked, so that places stay true."""
    for start, end in places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _ids(editions: Iterable[Edition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edition.document_id for edition in editions))
