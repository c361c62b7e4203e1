"""How places to look and days read on the screen."""

from __future__ import annotations

from app.domain.where import Where
from app.foundation.messages import tr
from app.library.collection_names import collection_name

__all__ = ["collection_name", "where_name"]


def where_name(where: Where) -> str:
    """Where a question was looked up, "" for the whole library as of today."""
    parts = [
        collection_name(where.collection) if where.collection is not None else "",
        tr("只查一份文件") if where.document is not None else "",
        tr("截至 {day}", day=where.as_of) if where.as_of is not None else "",
    ]
    return " · ".join(part for part in parts if part)
