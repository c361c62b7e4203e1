"""What stands above a quote and gives it figures of its own: the head of its table, the lead-in of its list."""

from __future__ import annotations

from dataclasses import replace

from app.assistant.quoting.pieces import Piece, head_of, pieces_of
from app.assistant.values.quantities import numbers


def figures_above(piece: Piece) -> tuple[Piece, ...]:
    """The slices above the piece that hold figures which it does not: "≤30" under "高度 ＞24 m" cannot be read, nor
    checked, from its own slice alone. In printed order; empty where the piece has all its figures."""
    return tuple(one for one in _above(piece) if numbers(one.text) - numbers(piece.text))


def _above(piece: Piece) -> list[Piece]:
    if piece.is_row:
        head = head_of(piece.clause)
        return [replace(piece, start=0, end=len(head), lead="")] if head and piece.start >= len(head) else []
    leads = piece.lead.split("\n") if piece.lead else []
    there = (one for one in pieces_of(piece.evidence) if one.order < piece.order and one.opens_a_list)
    return [one for one in there if one.text.strip() in leads]
