"""The clause numbers that a document has itself: whether it has what its text names, and under which form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.clause_numbers import number_key, outer_number
from app.domain.document import Clause
from app.ingest.mentions.runs import Mention

FEWEST_NUMBERS = 10
"""Of a text with fewer clauses it cannot be told which numbers are missing."""

_BRACKETED_ITEM = re.compile(r"第\((.{1,4})\)项")
_FIRST_PARAGRAPH = re.compile("第[一1]款(?=第|$)")


class OwnNumbers:
    """Numbers of clauses and of their parts, found however a text writes them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._printed: dict[str, str] = {}
        for clause in clauses:
            if clause.number:
                self._printed.setdefault(_key(clause.number), clause.number)
        self.articles = tuple(c.number for c in clauses if c.number and re.fullmatch("第.+条(?:之.+)?", c.number))

    def printed(self, number: str) -> str | None:
        """The number of the clause that is meant, as the document prints it; None where it has none.

        第十条第一款第二项 is 第十条第（二）项 where the article has one paragraph.
        """
        key = _key(number)
        return self._printed.get(key) or (self._printed.get(_FIRST_PARAGRAPH.sub("", key)) if "项" in key else None)

    def is_same(self, number: str, other: str | None) -> bool:
        """Whether both name one clause; the first paragraph of an article stands in the article itself."""
        return other is not None and _FIRST_PARAGRAPH.sub("", _key(number)) == _FIRST_PARAGRAPH.sub("", _key(other))

    def is_meant(self, mention: Mention) -> bool:
        """Whether a number in the text names a clause. Numbers without a firm word before them, and those that a range
        passes over, must be there; a firm one may be missing, but a decimal that fits nowhere is a quantity (按1.5取),
        and a standard without articles has no 第一条.
        """
        if mention.is_between:
            return self.printed(mention.number) is not None
        if self.holds(mention.number):
            return True
        if not mention.is_sure:
            return False
        if len(self._printed) < FEWEST_NUMBERS:
            return True
        if mention.number.startswith("第"):
            return bool(self.articles)
        if not re.fullmatch(r"\d+(?:\.\d+)+", mention.number):
            return True
        return any(key.startswith(mention.number.rpartition(".")[0] + ".") for key in self._printed)

    def holds(self, number: str) -> bool:
        """Whether it has that clause, or the one that the named part belongs to: an item or a paragraph may not have
        been told apart, and the first paragraph of an article has no number of its own."""
        found: str | None = number
        while found is not None and _key(found) not in self._printed:
            found = outer_number(found)
        return found is not None


def _key(number: str) -> str:
    return _BRACKETED_ITEM.sub(r"第\1项", number_key(number))
