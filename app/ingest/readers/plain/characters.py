"""Characters that every format shares: what is never seen, and how the mark of a list is written."""

from __future__ import annotations

BULLET = "——"
"""How GB/T 1.1-2020 clause 9.6 prints the mark of an unnumbered list item."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def clean(line: str) -> str:
    """The line without surrounding space and without characters that are never seen."""
    return line.translate(_INVISIBLE).strip(" \t\r\n\f\v\u3000\u00a0\x1a")
