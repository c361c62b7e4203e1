"""Characters that every format shares: what is never seen, and how the mark of a list is written."""

from __future__ import annotations

from app.ingest.layout.hidden import WITHOUT_WIDTH

BULLET = "——"
"""How GB/T 1.1-2020 clause 9.6 prints the mark of an unnumbered list item."""

_INVISIBLE = dict.fromkeys(WITHOUT_WIDTH)


def clean(line: str) -> str:
    """The line without surrounding space and without characters that are never seen."""
    return line.translate(_INVISIBLE).strip(" \t\r\n\f\v\u3000\u00a0\x1a")
