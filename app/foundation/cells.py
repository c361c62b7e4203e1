"""Text on its way into a cell of a spreadsheet."""

from __future__ import annotations

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a cell may begin with that a spreadsheet computes: the full-width signs too, which Chinese and Japanese editions
read as the others, and white space that is dropped before one."""


def inert_cell(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet would take it for a formula: titles, clauses and names of files
    come from documents that anyone may have made."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
