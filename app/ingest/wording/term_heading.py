"""The heading of a term entry: "密钥生成中心；密钥中心 key generation center；KGC"."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = re.compile("[\u4e00-\u9fff]")

_SPACED = re.compile(
    r"(?P<term>.*[\u4e00-\u9fff〉》）)][^\sa-z\u4e00-\u9fff]*)\s+(?P<english>[^\u4e00-\u9fff]*[A-Za-z][^\u4e00-\u9fff]*)"
)
_GLUED = re.compile(
    r"(?P<term>.*[\u4e00-\u9fff〉》）)])(?P<english>[a-z]{2}[^\u4e00-\u9fff]*|[A-Z][a-z]{2}[^\u4e00-\u9fff]*)"
)
_BRACKETED = re.compile(r"\s*[（(]\s*(?P<inner>[^（()）]+?)\s*[)）]\s*")
_SEPARATOR = re.compile(r"\s*[；;]\s*")
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9][A-Za-z0-9./®&-]{1,14}")


@dataclass(frozen=True, slots=True)
class TermHeading:
    term: str
    english: str | None
    synonyms: tuple[str, ...]


def read_heading(title: str) -> TermHeading | None:
    """The names that a heading gives; None where it gives none.

    Chinese terms may hold letters (SMS文本报警, 维生素C): English begins at the space behind the last Chinese word or,
    where the layout lost the space, at a word in small letters.
    """
    chinese, english = _split(" ".join(title.split()))
    terms = _names(chinese)
    equivalents = _names(english)
    if not terms:
        terms, equivalents = equivalents, []
    if not terms:
        return None
    full = next((name for name in equivalents if not is_abbreviation(name)), None)
    return TermHeading(terms[0], full, tuple(name for name in (*terms[1:], *equivalents) if name != full))


def is_abbreviation(name: str) -> bool:
    """One word with two capitals at least: KGC, SM2P, IPsec."""
    return _ABBREVIATION.fullmatch(name) is not None


def _split(title: str) -> tuple[str, str]:
    if not HAN.search(title):
        return "", title
    match = _SPACED.fullmatch(title) or _GLUED.fullmatch(title)
    return (match["term"], match["english"]) if match else (title, "")


def _names(text: str) -> list[str]:
    """Names apart by a semicolon; an abbreviation in brackets is one of its own, other brackets belong to the name."""
    names: list[str] = []
    for piece in _SEPARATOR.split(text):
        inner = [match["inner"] for match in _BRACKETED.finditer(piece) if is_abbreviation(match["inner"])]
        bare = _BRACKETED.sub(lambda match: " " if is_abbreviation(match["inner"]) else match[0], piece)
        names.extend(name for name in (" ".join(bare.split()), *inner) if name.strip("，,。. "))
    return names
