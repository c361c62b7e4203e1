"""The words of a query, lit where a text says them."""

from __future__ import annotations

import re
from html import escape

from app.gui.style.theme import Theme
from app.library.question_words import without_question_words
from app.library.tokens import fold, tokens

_BESIDE = re.compile(r"[a-z0-9.]")
"""What makes a figure or the stem of a word a part of something else: the 1 in 6.1.2."""
EXCERPT = 240
"""Characters of an excerpt: three lines at a usual width."""
BEFORE = 40
"""Of these, before the first lit word."""


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where the text says what the query names, in order and without overlaps."""
    low = text.lower()
    found: list[tuple[int, int]] = []
    for token in dict.fromkeys(tokens(without_question_words(fold(query)))):
        start = low.find(token)
        while start >= 0:
            end = start + len(token)
            is_inside = (start > 0 and _BESIDE.match(low[start - 1])) or (token.isdigit() and _BESIDE.match(low[end:]))
            if not (token.isascii() and is_inside):
                found.append((start, end))
            start = low.find(token, start + 1)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def excerpt(text: str, query: str, limit: int = EXCERPT) -> str:
    """One line around the first word that is lit."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    lit = spans(flat, query)
    start = max(0, lit[0][0] - BEFORE) if lit else 0
    start = min(start, len(flat) - limit)
    return f"{'…' if start else ''}{flat[start : start + limit]}{'…' if start + limit < len(flat) else ''}"


def lit_html(text: str, query: str, theme: Theme) -> str:
    """The text as HTML with the words of the query on a coloured ground."""
    parts: list[str] = []
    at = 0
    for start, end in spans(text, query):
        parts.append(escape(text[at:start]))
        parts.append(f'<span style="background-color:{theme.colours.warning_soft}">{escape(text[start:end])}</span>')
        at = end
    return "".join((*parts, escape(text[at:]))).replace("\n", "<br/>")
