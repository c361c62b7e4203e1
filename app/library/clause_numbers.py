"""One key for the ways in which a clause's number is printed and asked for."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE_IN_FIGURES = re.compile(r"(?<=第)\d{1,4}(?=[编章节条款项])|(?<=条之)\d{1,2}")
_WORD_BEFORE = re.compile(r"^(?:附录|附件|annex|appendix|clause|section|§)(?=.)", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"


def number_key(number: str) -> str:
    """ "附录 A.1" and "A. 1", "第12条" and "第十二条", "4．1" and "4.1" have one key.

    An annex ("附录A") and its clauses ("A.1") drop the word, as texts cite both ways.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
    folded = _ARTICLE_IN_FIGURES.sub(lambda match: _in_chinese(int(match[0])), folded)
    return _WORD_BEFORE.sub("", folded).rstrip(".").upper()


def _in_chinese(value: int) -> str:
    """The numeral as laws print it: 10 十, 12 十二, 105 一百零五, 1062 一千零六十二."""
    written = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and not written.endswith("零") and value % scale:
            written += "零"
    return written.removeprefix("一") if 10 <= value < 20 else written
