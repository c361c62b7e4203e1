"""What the search found for each turn of a conversation, kept so that it is there again after a restart.

A passage a row, deflated: a turn takes some 15 KB. What was found in a document goes when the document is removed, so
that nothing of it is left beside what answers quote.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from app.domain.document import Clause
from app.domain.evidence import Evidence
from app.foundation.codec import from_json, to_json

if TYPE_CHECKING:
    from app.library.database import Connection

LARGEST_ITEM = 8_000_000
"""Bytes of one passage: far more than any has, and no more memory than a damaged or hostile row may ask for."""


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """The passages of one turn, best first, as they lie in the database: few of a long conversation are ever shown."""

    packed: tuple[bytes, ...] = ()

    def read(self) -> tuple[Evidence, ...]:
        """Without what cannot be read: an answer must not be lost for what was found beside it."""
        return tuple(item for data in self.packed if (item := _unpacked(data)) is not None)


def keep_evidence(connection: Connection, conversation_id: str, ordinal: int, evidence: Sequence[Evidence]) -> None:
    """Part of the transaction that stores the turn; the rows go with their turn."""
    connection.executemany(
        "INSERT INTO turn_evidence (conversation_id, ordinal, place, document_id, evidence) VALUES (?,?,?,?,?)",
        (
            (conversation_id, ordinal, place, item.source.document_id, zlib.compress(to_json(_without_spans(item))))
            for place, item in enumerate(evidence)
        ),
    )


def evidence_of(connection: Connection, conversation_id: str) -> dict[int, KeptEvidence]:
    """By the turns' ordinals; none for turns without any."""
    found = connection.execute(
        "SELECT ordinal, evidence FROM turn_evidence WHERE conversation_id = ? ORDER BY ordinal, place",
        (conversation_id,),
    )
    packed: dict[int, list[bytes]] = {}
    for row in found:
        packed.setdefault(row["ordinal"], []).append(row["evidence"])
    return {ordinal: KeptEvidence(tuple(items)) for ordinal, items in packed.items()}


def forget_evidence(connection: Connection, document_id: str) -> None:
    """All that was found in a document; part of the transaction that removes it."""
    connection.execute("DELETE FROM turn_evidence WHERE document_id = ?", (document_id,))


def _unpacked(data: bytes) -> Evidence | None:
    try:
        return from_json(zlib.decompressobj().decompress(data, LARGEST_ITEM), Evidence)
    except (zlib.error, msgspec.MsgspecError):
        return None


def _without_spans(item: Evidence) -> Evidence:
    """Where each character stands is needed to cut quotes, and those are cut: half of the room of a page's text."""
    focus = item.focus
    if focus is not None:
        focus = replace(focus, clauses=_plain(focus.clauses))
    return replace(item, clauses=_plain(item.clauses), focus=focus)


def _plain(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    return tuple(replace(clause, spans=()) for clause in clauses)
