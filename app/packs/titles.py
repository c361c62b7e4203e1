"""What people call laws: the abbreviated titles of the domain packs (``titles.toml``, one table ``[titles]``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from app.packs.lists import FOLDER, PACKS, fault, fold_word, read_table

FILE = "titles.toml"


@cache
def pack_titles() -> Mapping[str, str]:
    """Full titles by abbreviation, of all packs that have some. Raises UserError for a list that is malformed."""
    together: dict[str, str] = {}
    for pack in PACKS:
        file = FOLDER / pack / FILE
        for short, title in (read_table(file, "titles") if file.exists() else {}).items():
            if not isinstance(title, str) or not title.strip() or fold_word(title) == fold_word(short):
                raise fault(file, short)
            together[fold_word(short)] = title
    return MappingProxyType(together)
