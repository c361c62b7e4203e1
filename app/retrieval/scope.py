"""The documents that a search may look at, and which of them have been replaced by another one held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.document import DocumentStatus
from app.domain.where import Where
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.catalogue import Catalogue, Entry
from app.retrieval.names import Names

NOT_CURRENT = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UPCOMING})


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents with their standing on a day. ``ids`` is None when they are the whole library."""

    entries: Sequence[Entry]
    ids: frozenset[str] | None
    as_of: date | None


def open_scope(catalogue: Catalogue, where: Where) -> Scope:
    """The scope of a search. Raises UserError for a date or document that is none."""
    day = day_of(where.as_of)
    for limit in where.only.days:
        day_of(limit)
    one = where.document
    entries = [catalogue.entry(one, day)] if one is not None else catalogue.entries(where.collection, day)
    entries = [entry for entry in entries if where.only.takes(entry.metadata)]
    return Scope(entries, None if where.is_whole_library else frozenset(entry.id for entry in entries), day)


def document_of(item_id: str) -> str:
    """Of a clause or a passage: their ids are the document's id, a point and an ordinal."""
    return item_id.rpartition(".")[0]


def replaced_documents(catalogue: Catalogue, scope: Scope) -> Mapping[str, frozenset[str]]:
    """Documents in scope that do not count on that day, each with those the library holds that count instead.

    That a text is superseded, withdrawn or yet to come only matters while the one that holds now can be shown.
    """
    if all(_counts(entry) for entry in scope.entries):
        return {}
    held = {entry.id: entry for entry in catalogue.entries(None, scope.as_of)}
    instead = {entry.id: _instead_of(entry, held) for entry in scope.entries if not _counts(entry)}
    return {document_id: others for document_id, others in instead.items() if others}


def leading_documents(names: Names, replaced: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The documents that go before all others: those named, of these the replaced ones where the older text is asked
    for; without a name every replaced one then."""
    if not names.older:
        return names.documents
    older = [document for document in replaced if not names.documents or document in names.documents]
    return tuple(sorted(older)) or names.documents


def not_asked_for(
    replaced: Mapping[str, frozenset[str]], names: Names, leading: Collection[str]
) -> dict[str, frozenset[str]]:
    """Without the editions that are named by their year and those that lead: it is they that are asked for."""
    asked = {*names.editions, *(leading if names.older else ())}
    return {document: instead for document, instead in replaced.items() if document not in asked}


def _instead_of(entry: Entry, held: Mapping[str, Entry]) -> frozenset[str]:
    """For a text to come the one that it will replace, else the successors, those in force if there are any."""
    if entry.metadata.status is DocumentStatus.UPCOMING:
        return frozenset(other.id for other in held.values() if entry.id in other.successors and _counts(other))
    in_force = frozenset(successor for successor in entry.successors if _counts(held[successor]))
    return in_force or frozenset(entry.successors)


def _counts(entry: Entry) -> bool:
    return entry.metadata.status not in NOT_CURRENT


def day_of(text: str | None) -> date | None:
    """An ISO date; None for none. Raises UserError for what is no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(tr("日期写法不对：{text}", text=text), tr("请写成 2026-01-31 这样。")) from error
