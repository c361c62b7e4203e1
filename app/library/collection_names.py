"""The names of collections: what is stored, what people read, and what they may type."""

from __future__ import annotations

from app.foundation.errors import UserError
from app.foundation.messages import tr

DEFAULT_COLLECTION = "default"
"""Where documents are that nobody has put elsewhere."""
LONGEST_NAME = 40
"""Characters: names stand in narrow columns and on buttons."""


def collection_name(collection: str) -> str:
    """What a stored collection is called on the screen."""
    return tr("默认文库") if collection == DEFAULT_COLLECTION else collection


def collection_named(text: str) -> str:
    """The collection that a person means by that name, as it is stored. Raises UserError for what is no name."""
    name = " ".join(text.split())
    if name == tr("默认文库"):
        return DEFAULT_COLLECTION
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UserError(
            tr("“{name}”不能作为文库的名称", name=name), tr("请写 1 到 {count} 个字，不换行。", count=LONGEST_NAME)
        )
    return name
