"""How places to look and days read on the screen."""

from __future__ import annotations

from app.domain.where import Where
from app.foundation.messages import tr

DEFAULT_COLLECTION = "default"


def collection_name(collection: str) -> str:
    return tr("默认文库") if collection == DEFAULT_COLLECTION else collection


def where_name(where: Where) -> str:
    """Where a question was looked up, "" for the whole library as of today."""
    parts = [
        collection_name(where.collection) if where.collection is not None else "",
        tr("只查一份文件") if where.document is not None else "",
        tr("截至 {day}", day=where.as_of) if where.as_of is not None else "",
    ]
    return " · ".join(part for part in parts if part)
