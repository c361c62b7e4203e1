"""A search in one line: what was sought, and where alone."""

from __future__ import annotations

from app.domain.names import status_name
from app.domain.where import By, SearchRequest
from app.foundation.messages import enumerated, tr
from app.gui.parts.desk import Desk
from app.gui.search.names import by_name, kind_name, strength_short
from app.library.collection_names import collection_name


def filters_text(request: SearchRequest, desk: Desk) -> str:
    """What is chosen beside the words: "字词、法律、现行"; "" where all is as it is at first."""
    where, only = request.where, request.where.only
    entry = desk.entry(where.document) if where.document is not None else None
    days = (
        (tr("发布"), only.issued_from, only.issued_to),
        (tr("实施"), only.effective_from, only.effective_to),
        (tr("以此日为准"), where.as_of, where.as_of),
    )
    return enumerated(
        (
            *((by_name(request.by),) if request.by is not By.BOTH else ()),
            *((collection_name(where.collection),) if where.collection is not None else ()),
            *((entry.file,) if entry is not None else ()),
            *map(kind_name, only.kinds),
            *map(status_name, only.statuses),
            *map(strength_short, only.strengths),
            *(f"{title} {_stretch(first, last)}" for title, first, last in days if first or last),
        )
    )


def _stretch(first: str | None, last: str | None) -> str:
    return first if first is not None and first == last else f"{first or '…'}–{last or '…'}"
