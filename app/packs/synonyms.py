"""What people call things and what the professional texts call them: the word lists of the domain packs.

A pack is a folder beside this file; its ``synonyms.toml`` has one table ``[words]`` of a lay word each with the
professional words for it. The lists widen a search, they never narrow one: a word too many costs little rank.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.foundation.errors import UserError
from app.foundation.messages import tr

FOLDER = Path(__file__).parent
FILE = "synonyms.toml"
PACKS = ("law", "standards")
"""Built in. Later packs replace nothing: the words of all are taken together, in this order."""
SHORTEST_WORD = 2
"""Characters of Latin script; a shorter word stands inside too many others."""
MOST_WORDS = 8
"""Professional words for one lay word. More would drown the question in its own translation."""


def pack_synonyms() -> Mapping[str, tuple[str, ...]]:
    """The lists of all built-in packs, by folded lay word. Raises UserError for a list that is malformed."""
    together: dict[str, tuple[str, ...]] = {}
    for pack in PACKS:
        for word, professional in read_synonyms(FOLDER / pack / FILE).items():
            together[word] = tuple(dict.fromkeys((*together.get(word, ()), *professional)))
    return MappingProxyType(together)


@cache
def read_synonyms(file: Path) -> Mapping[str, tuple[str, ...]]:
    """The list of one file, by folded lay word. Raises UserError that names the entry at fault."""
    try:
        data = tomllib.loads(file.read_text("utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _fault(file, str(error)) from error
    words = data.get("words")
    if not isinstance(words, dict) or set(data) != {"words"}:
        raise _fault(file, tr("应只有一张表 [words]"))
    checked: dict[str, tuple[str, ...]] = {}
    for word, professional in words.items():
        key = fold_word(word)
        problem = _problem(key, professional)
        if problem or key in checked:
            raise _fault(file, f"{word}：{problem or tr('重复的词')}")
        checked[key] = tuple(professional)
    return MappingProxyType(checked)


def fold_word(word: str) -> str:
    """Half width, lower case, single spaces: as questions are compared with the lists."""
    return " ".join(unicodedata.normalize("NFKC", word).lower().split())


def _problem(word: str, professional: object) -> str:
    """What is wrong with an entry; empty when nothing is."""
    if not word or (word.isascii() and len(word) < SHORTEST_WORD):
        return tr("词太短")
    if not isinstance(professional, list) or not 1 <= len(professional) <= MOST_WORDS:
        return tr("应列出 1 至 {most} 个专业用词", most=MOST_WORDS)
    if not all(isinstance(item, str) and item and item.strip() == item for item in professional):
        return tr("专业用词应是文字，前后没有空格")
    folded = [fold_word(item) for item in professional]
    return tr("专业用词重复，或与原词相同") if word in folded or len(set(folded)) < len(folded) else ""


def _fault(file: Path, cause: str) -> UserError:
    return UserError(
        tr("领域包 {pack} 的近义词表读不出来：{cause}", pack=file.parent.name, cause=cause),
        tr("请改正 {file}。", file=file.name),
    )
