"""The domain packs as folders of lists: where they lie, and how one list is read."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.messages import tr

FOLDER = Path(__file__).parent
PACKS = ("law", "standards")
"""Built in. The lists of all are taken together, in this order."""


def read_table(file: Path, name: str) -> Mapping[str, object]:
    """The one table of a list. Raises UserError that names the list."""
    try:
        data = tomllib.loads(file.read_text("utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise fault(file, str(error)) from error
    table = data.get(name)
    if not isinstance(table, dict) or set(data) != {name}:
        raise fault(file, tr("应只有一张表 [{name}]", name=name))
    return table


def fold_word(word: str) -> str:
    """Half width, lower case, single spaces: as questions are compared with the lists."""
    return " ".join(unicodedata.normalize("NFKC", word).lower().split())


def fault(file: Path, cause: str) -> UserError:
    """A list that cannot be used, by its pack and what is wrong with it."""
    return UserError(
        tr("领域包 {pack} 的词表读不出来：{cause}", pack=file.parent.name, cause=cause),
        tr("请改正 {file}。", file=file.name),
    )
