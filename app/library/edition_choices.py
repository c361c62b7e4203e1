"""Which documents are worth comparing: editions of one standard first, and the editions that the library lacks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.domain.standard_id import parse
from app.library.editions import Editions
from app.library.entries import Entry


class EditionChoices:
    """Worked out once for a list of documents, when it is first asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    @cached_property
    def _editions(self) -> Editions:
        return Editions((entry.id, entry.metadata) for entry in self._entries.values())

    def together(self, document_id: str) -> list[Entry]:
        """The editions held of one standard or law, oldest first; empty for a document that is not held."""
        return [self._entries[edition.document_id] for edition in self._editions.together(document_id)]

    def beside(self, document_id: str | None) -> tuple[list[Entry], list[Entry]]:
        """The other editions of that document, newest first, and then everything else but itself, by name."""
        editions = [entry for entry in self.together(document_id) if entry.id != document_id] if document_id else []
        nearer = {entry.id for entry in editions} | {document_id}
        others = [entry for entry in self._entries.values() if entry.id not in nearer]
        return editions[::-1], sorted(others, key=lambda entry: (entry.source.standard, entry.id))

    def pair(self, document_id: str) -> tuple[str | None, str | None]:
        """The older and the newer document of the comparison that suggests itself: with the edition before, for the
        oldest with the one after; without another edition it stands alone, on the newer side."""
        held = [entry.id for entry in self.together(document_id)]
        if document_id not in held:
            return None, None
        place = held.index(document_id)
        if place:
            return held[place - 1], document_id
        return (document_id, held[1]) if len(held) > 1 else (None, document_id)

    def lacking(self, document_id: str) -> tuple[str, ...]:
        """Names of the editions that this one replaces or is replaced by and that are not held."""
        entry = self._entries.get(document_id)
        if entry is None:
            return ()
        metadata = entry.metadata
        named = (*metadata.replaces, *metadata.replaces_partly, *entry.replaced_by, *entry.partly_replaced_by)
        return tuple(dict.fromkeys(name for name in named if not self._is_held(name)))

    def _is_held(self, name: str) -> bool:
        standard = parse(name)
        return bool(self._editions.titled(name) if standard is None else self._editions.named(standard))
