"""The documents that a search may look at, and which of them have been replaced by another one held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.document import DocumentStatus
from app.domain.standard_id import parse
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.catalogue import Catalogue, Entry

NOT_CURRENT = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UPCOMING})


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents with their standing on a day. ``ids`` is None when they are the whole library."""

    entries: Sequence[Entry]
    ids: frozenset[str] | None
    as_of: date | None


def open_scope(catalogue: Catalogue, collection: str | None, document: str | None, as_of: str | None) -> Scope:
    """The scope of a search. ``as_of`` is an ISO date. Raises UserError for a date or document that is none."""
    day = _date(as_of)
    entries = [catalogue.entry(document, day)] if document is not None else catalogue.entries(collection, day)
    is_whole = collection is None and document is None
    return Scope(entries, None if is_whole else frozenset(entry.id for entry in entries), day)


def replaced_documents(catalogue: Catalogue, scope: Scope) -> frozenset[str]:
    """Ids of documents in scope that do not count on that day while the library holds the text that does."""
    return frozenset(entry.id for entry in scope.entries if _is_replaced(catalogue, entry, scope.as_of))


def _is_replaced(catalogue: Catalogue, entry: Entry, as_of: date | None) -> bool:
    if entry.metadata.status not in NOT_CURRENT:
        return False
    if entry.metadata.status is not DocumentStatus.UPCOMING:
        return bool(entry.successors)
    standard = parse(entry.metadata.number or "")
    name = standard.undated_name if standard else entry.metadata.title
    current = catalogue.find_standard(name, as_of) if name else None
    return current is not None and current.id != entry.id


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(tr("日期写法不对：{text}", text=text), tr("请写成 2026-01-31 这样。")) from error
