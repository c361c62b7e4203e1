"""How a document of the library reads on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.document import StatusBasis
from app.foundation.messages import tr
from app.gui.parts.place import Place

if TYPE_CHECKING:
    from app.library.entries import Entry

DAY_CHARACTERS = 10
NOTHING = "—"


def basis_name(basis: StatusBasis) -> str:
    """Where a status was learnt."""
    return {
        StatusBasis.DOCUMENT: tr("读自文件"),
        StatusBasis.LIBRARY: tr("据文库中的其他版本"),
        StatusBasis.REGISTER: tr("据标准清单"),
        StatusBasis.PERSON: tr("人工更正"),
        StatusBasis.NONE: tr("看不出是否现行，可导入标准清单或人工更正"),
    }[basis]


def called(entry: Entry) -> str:
    """Number and title, or what there is of them; a law with its edition where several are held."""
    return entry.source.named


def short_name(entry: Entry) -> str:
    return entry.source.standard


def told_apart(entry: Entry, entries: Iterable[Entry]) -> str:
    """The short name; with the file where another of these documents has the same."""
    name = short_name(entry)
    is_shared = any(other.id != entry.id and short_name(other) == name for other in entries)
    return tr("{name}（文件 {file}）", name=name, file=entry.file) if is_shared and name != entry.file else name


def local_day(moment: str) -> str:
    """The day here of an ISO time in UTC."""
    try:
        return datetime.fromisoformat(moment).astimezone().date().isoformat()
    except ValueError:
        return moment[:DAY_CHARACTERS]


def place_of_entry(entry: Entry) -> Place:
    """The document from its beginning, nothing lit."""
    return Place(
        document_id=entry.id,
        standard=short_name(entry),
        status=entry.metadata.status,
        page=1 if entry.pages else None,
    )
