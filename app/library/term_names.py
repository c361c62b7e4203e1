"""Finding the defined terms that a text names, by any of their names: term, English equivalent, synonym."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.term import Term

SHORTEST_HAN, SHORTEST_LATIN = 2, 3
"""Characters of a name that is looked for: "key" and 密钥 are, "IP" and 帧 stand inside too much else."""


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term of one document."""

    document_id: str
    term: Term

    @property
    def names(self) -> tuple[str, ...]:
        """The preferred term first."""
        return tuple(name for name in (self.term.term, self.term.english, *self.term.synonyms) if name)


class TermNames:
    """All defined terms by their names."""

    def __init__(self, terms: Iterable[DefinedTerm]) -> None:
        found: dict[str, list[DefinedTerm]] = {}
        for defined in terms:
            for name in dict.fromkeys(map(name_key, defined.names)):
                if len(name) >= (SHORTEST_LATIN if name.isascii() else SHORTEST_HAN):
                    found.setdefault(name, []).append(defined)
        self._by_name = {name: tuple(held) for name, held in found.items()}

    def named_in(self, text: str) -> list[DefinedTerm]:
        """The terms that the text names, in its order."""
        return list(dict.fromkeys(defined for terms in self.said_in(text).values() for defined in terms))

    def said_in(self, text: str) -> dict[str, tuple[DefinedTerm, ...]]:
        """The names that the text says, folded and in its order, with their terms; where names overlap, the longest."""
        return {name: self._by_name[name] for name in names_in(name_key(text), self._by_name)}


def names_in(text: str, names: Mapping[str, object]) -> Iterator[str]:
    """The keys of ``names`` that stand in a folded text, from left to right, the longest where several begin.

    A name in Latin script must stand between word boundaries; its plural is the same name.
    """
    longest = max(map(len, names), default=0)
    place = 0
    while place < len(text):
        name = next((n for n in _from(text, place, longest) if n in names), None)
        if name is not None:
            yield name
        place += len(name) if name else 1


def name_key(name: str) -> str:
    """As names are compared: half width, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _from(text: str, place: int, longest: int) -> Iterator[str]:
    """What begins at that place, the longest first; nothing that cuts a Latin word in two."""
    if _inside_word(text, place):
        return
    for end in range(min(place + longest, len(text)), place, -1):
        if not _inside_word(text, end) or (text[end] == "s" and not _inside_word(text, end + 1)):
            yield text[place:end]


def _inside_word(text: str, place: int) -> bool:
    """Whether Latin letters or digits stand on both sides of that place."""
    return 0 < place < len(text) and all(c.isascii() and c.isalnum() for c in text[place - 1 : place + 1])
