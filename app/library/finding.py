"""Which of many documents a person is after: words over names, and groups to choose from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.domain.document import DocumentKind, DocumentStatus
from app.domain.standard_id import parse
from app.library.entries import Entry

_JOINERS = str.maketrans("", "", " -—–_/")
"""Left out on both sides: "gbt 1234" finds GB/T 1234—2020."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; an empty set asks for any."""

    words: str = ""
    statuses: frozenset[DocumentStatus] = frozenset()
    kinds: frozenset[DocumentKind] = frozenset()
    collections: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    @property
    def is_anything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Findable:
    """An entry with the text that words are looked for in, made once: asked at every key that is pressed."""

    entry: Entry
    text: str

    def answers(self, wanted: Wanted, words: tuple[str, ...]) -> bool:
        """``words`` are those of ``wanted``, folded."""
        metadata = self.entry.metadata
        return (
            (not wanted.statuses or metadata.status in wanted.statuses)
            and (not wanted.kinds or metadata.kind in wanted.kinds)
            and (not wanted.collections or self.entry.collection in wanted.collections)
            and (not wanted.ids or self.entry.id in wanted.ids)
            and all(word in self.text for word in words)
        )


def findable(entry: Entry) -> Findable:
    metadata = entry.metadata
    texts = (metadata.number, metadata.title, metadata.title_en, entry.file, metadata.issuer)
    return Findable(entry, "\n".join(_fold(text) for text in texts if text))


def folded_words(wanted: Wanted) -> tuple[str, ...]:
    """The words, each of which must be found: parted by spaces, unless the whole is one standard's number."""
    parts = [wanted.words] if parse(wanted.words) is not None else wanted.words.split()
    return tuple(filter(None, map(_fold, parts)))


def family_of(entry: Entry) -> str:
    """The family of standards by what its numbers begin with: "GB", "GB/T", "JT/T", "NIST"; empty without number."""
    standard = parse(entry.metadata.number) if entry.metadata.number else None
    if standard is None:
        return ""
    return "NIST" if standard.prefix.startswith("NIST ") else standard.prefix


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_JOINERS)
