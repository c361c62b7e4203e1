"""One key for the ways in which a clause's number is printed and asked for."""

from __future__ import annotations

import re
import unicodedata

from app.domain.numerals import to_chinese

_ARTICLE_IN_FIGURES = re.compile(r"(?<=第)\d{1,4}(?=[编章节条款项])|(?<=条之)\d{1,2}")
_INNERMOST = re.compile(r"(?:第[^第]{1,6}[款项目]|(?:[a-zA-Z]|\d{1,2})[)）])$")
_LEADING = re.compile(r"(?:第\S+?[编章节条]|附录\s?[A-Z]|(?:Chapter|Annex|Appendix)\s+\S+|[A-Z]?\d[\d.]*)(?=\s|$)\s*")
_WORD_BEFORE = re.compile(r"^(?:附录|附件|annex|appendix|clause|section|§)(?=.)", re.IGNORECASE)


def number_key(number: str) -> str:
    """ "附录 A.1" and "A. 1", "第12条" and "第十二条", "4．1" and "4.1" have one key.

    An annex ("附录A") and its clauses ("A.1") drop the word, as texts cite both ways.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
    folded = _ARTICLE_IN_FIGURES.sub(_in_chinese, folded)
    return _WORD_BEFORE.sub("", folded).rstrip(".").upper()


def leading_number(heading: str) -> str:
    """The number that a heading begins with, with the space behind it; "" without one."""
    found = _LEADING.match(heading)
    return found[0] if found else ""


def outer_number(number: str) -> str | None:
    """What a part belongs to: 5.2 of 5.2a), 第十条第一款 of 第十条第一款第二项; None for what is no part.

    Texts name paragraphs and items that a document may not have as clauses of their own: the first paragraph of an
    article stands in the article itself.
    """
    outer = _INNERMOST.sub("", number)
    return outer if outer and outer != number else None


def _in_chinese(figures: re.Match[str]) -> str:
    """Nothing for 0, as every word index made so far has it."""
    return to_chinese(int(figures[0])) if int(figures[0]) else ""
