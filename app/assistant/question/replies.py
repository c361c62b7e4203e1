"""What a person replies to a clarifying question: an option, its number, or that they do not know."""

from __future__ import annotations

import re

from app.domain.answer import ClarifyingQuestion, Fact
from app.domain.numerals import to_integer

NOT_KNOWN = "不知道"
"""The reply of a button; understood in every language of the window."""

DONT_KNOW = frozenset({NOT_KNOWN, "不清楚", "不确定", "不详", "don't know", "unknown", "not sure"})
_NTH = re.compile(r"第?\s*([一二三四五六七八九十]|\d)\s*(?:种|个|项|条)?")
_AROUND = re.compile(r"^(?:我们?|应该|就)?(?:是|选|选择|属于)|(?:的|吧|那种|这种)+$|[。.！!，,\s]+$")


def reply_to(asked_back: ClarifyingQuestion, written: str) -> Fact | None:
    """The condition that the reply confirms, or that nobody knows; None where it answers something else."""
    bare = written.strip().rstrip("。.！! ")
    if bare.lower() in DONT_KNOW:
        return Fact(asked_back.key, bare)
    for said in (bare, _AROUND.sub("", bare)):
        if (chosen := _chosen(asked_back, said)) is not None:
            return Fact(asked_back.key, chosen)
    return None


def _chosen(asked_back: ClarifyingQuestion, said: str) -> str | None:
    if said in asked_back.options:
        return said
    nth = _NTH.fullmatch(said)
    number = to_integer(nth[1]) if nth is not None else None
    return asked_back.options[number - 1] if number is not None and 0 < number <= len(asked_back.options) else None
