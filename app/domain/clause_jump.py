"""What a person types to go somewhere in a document: a clause's number or a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.domain.clause_numbers import number_key, outer_number
from app.domain.document import Clause

_PAGE = re.compile(r"(?:p\.?|page|第)\s*(?P<page>[^\s第页]+)\s*页?", re.IGNORECASE)
_ARTICLE = re.compile(r"\d{1,4}")


def clause_meant(clauses: Sequence[Clause], typed: str) -> Clause | None:
    """The clause of that number however it is written: "5.2.1", "附录A.2", "第12条"; "12" is also an article's.

    A part that has no clause of its own (第十二条第一款) leads to the clause that holds it.
    """
    by_key: dict[str, Clause] = {}
    for clause in clauses:
        if clause.number:
            by_key.setdefault(number_key(clause.number), clause)
    number: str | None = typed.strip()
    while number:
        key = number_key(number)
        article = number_key(f"第{key}条") if _ARTICLE.fullmatch(key) else key
        found = by_key.get(key) or by_key.get(article)
        if found is not None:
            return found
        number = outer_number(number)
    return None


def page_meant(typed: str, pages: int, labels: Sequence[str] = ()) -> int | None:
    """The page, from 1, for "p12" or "第12页": by what is printed on it, else counted. None for anything else."""
    text = unicodedata.normalize("NFKC", typed).strip()
    match = _PAGE.fullmatch(text)
    return page_named(match["page"], pages, labels) if match and (text[0] != "第" or text.endswith("页")) else None


def page_named(name: str, pages: int, labels: Sequence[str] = ()) -> int | None:
    """The page, from 1, whose label that is ("Ⅱ", "iv", "12"), else the page of that count; None when there is none."""
    wanted = _label(name)
    for at, label in enumerate(labels, 1):
        if wanted and _label(label) == wanted:
            return at
    return int(wanted) if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= pages else None


def _label(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
