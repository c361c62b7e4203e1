"""One key for the ways in which a clause's number is printed and asked for."""

from __future__ import annotations

import re
import unicodedata

from app.domain.numerals import to_chinese

_ARTICLE_IN_FIGURES = re.compile(r"(?<=第)\d{1,4}(?=[编章节条款项])|(?<=条之)\d{1,2}")
_WORD_BEFORE = re.compile(r"^(?:附录|附件|annex|appendix|clause|section|§)(?=.)", re.IGNORECASE)


def number_key(number: str) -> str:
    """ "附录 A.1" and "A. 1", "第12条" and "第十二条", "4．1" and "4.1" have one key.

    An annex ("附录A") and its clauses ("A.1") drop the word, as texts cite both ways.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
    folded = _ARTICLE_IN_FIGURES.sub(_in_chinese, folded)
    return _WORD_BEFORE.sub("", folded).rstrip(".").upper()


def _in_chinese(figures: re.Match[str]) -> str:
    """Nothing for 0, as every word index made so far has it."""
    return to_chinese(int(figures[0])) if int(figures[0]) else ""
