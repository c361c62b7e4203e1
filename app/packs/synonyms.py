"""What people call things and what the professional texts call them: the word lists of the domain packs.

A pack is a folder beside this file; its ``synonyms.toml`` has one table ``[words]`` of a lay word each with the
professional words for it. The lists widen a search, they never narrow one: a word too many costs little rank.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.foundation.messages import tr
from app.packs.lists import FOLDER, PACKS, fault, fold_word, read_table

FILE = "synonyms.toml"
SHORTEST_WORD = 2
"""Characters of Latin script; a shorter word stands inside too many others."""
MOST_WORDS = 8
"""Professional words for one lay word. More would drown the question in its own translation."""


@cache
def pack_synonyms() -> Mapping[str, tuple[str, ...]]:
    """The lists of all built-in packs, by folded lay word. Raises UserError for a list that is malformed."""
    together: dict[str, tuple[str, ...]] = {}
    for pack in PACKS:
        for word, professional in read_synonyms(FOLDER / pack / FILE).items():
            together[word] = tuple(dict.fromkeys((*together.get(word, ()), *professional)))
    return MappingProxyType(together)


def read_synonyms(file: Path) -> Mapping[str, tuple[str, ...]]:
    """The list of one file, by folded lay word. Raises UserError that names the entry at fault."""
    checked: dict[str, tuple[str, ...]] = {}
    for word, professional in read_table(file, "words").items():
        key = fold_word(word)
        if key in checked:
            raise fault(file, f"{word}：{tr('重复的词')}")
        checked[key] = _checked(file, word, professional)
    return MappingProxyType(checked)


def _checked(file: Path, word: str, professional: object) -> tuple[str, ...]:
    """The professional words of an entry, if nothing is wrong with it."""
    key = fold_word(word)
    if not key or (key.isascii() and len(key) < SHORTEST_WORD):
        raise fault(file, f"{word}：{tr('词太短')}")
    if not isinstance(professional, list) or not 1 <= len(professional) <= MOST_WORDS:
        raise fault(file, f"{word}：{tr('应列出 1 至 {most} 个专业用词', most=MOST_WORDS)}")
    words = [item for item in professional if isinstance(item, str) and item and item == item.strip()]
    if len(words) < len(professional):
        raise fault(file, f"{word}：{tr('专业用词应是文字，前后没有空格')}")
    if len({key, *map(fold_word, words)}) <= len(words):
        raise fault(file, f"{word}：{tr('专业用词重复，或与原词相同')}")
    return tuple(words)
