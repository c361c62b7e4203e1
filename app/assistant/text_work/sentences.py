"""A clause cut into the sentences that a person would copy out."""

from __future__ import annotations

import re

from app.assistant.quoting.slicing import slices
from app.domain.document import Clause

_END = re.compile(r"(?<=[。！？])(?!\s*$)|(?<=[a-z)]\.)\s+(?=[A-Z])|\n")
"""Not at a semicolon: what follows it often has its subject before it."""
_LINE = re.compile(r"\n")
_OPENS_A_LIST = re.compile(r"[：:∶]\s*$")


def sentences(clause: Clause) -> list[tuple[int, int]]:
    """The slices [start, end) of the clause's text; of a table its rows."""
    return slices(clause.text, _LINE if clause.table is not None else _END)


def lead_in(clause: Clause) -> str:
    """The last sentence, where it leads to a list: "…应符合下列要求："; else nothing."""
    if clause.table is not None:
        return ""
    found = sentences(clause)
    last = clause.text[slice(*found[-1])] if found else ""
    return last if _OPENS_A_LIST.search(last) else ""
