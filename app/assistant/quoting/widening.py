"""From the piece that answers to the slice that can be read alone: its whole sentence, its exception, its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.assistant.quoting.orders import is_order
from app.assistant.quoting.pieces import Piece, pieces_of
from app.assistant.quoting.slicing import sentence_around, sentence_slices
from app.domain.document import ClauseKind

WHOLE_SENTENCE = 120
"""Characters. A sentence up to this long is quoted whole though a semicolon parts it: its parts lean on each other."""
WHOLE_CLAUSE = 160
"""Characters of a clause that is quoted whole."""
LONGEST_EXCEPTION = 100
_EXCEPTION = re.compile(
    r"\s*(?:但|然而|除[^，。]{1,40}外|[^，。]{0,40}除外|如(?![果图上下前何])|However|Except|Unless)"
)
_TAKES_OUT = re.compile(
    r"不适用|除外|例外|可不受|不受[^，。]{0,16}限|可不(?!燃|逆|能)|不在此限|does not apply|except|exempt", re.IGNORECASE
)
NEAR_BY = 2
"""Pieces after a statement among which its exception is looked for."""
_LEANS_BACK = re.compile(r"\s*(?:其(?!他|它|余|中)|该|此|但|否则|同时|这|它|前述|上述|并且|However|It\b|They\b|This\b)")
_BEFORE_A_FORMULA = re.compile(r"公式|式\s*[(（]|按下式|equation|formula", re.IGNORECASE)
_BEFORE_A_FIGURE = re.compile(r"[图圖]\s*\S{0,6}(?:所?示)?[:：]\s*$|figure[^:]{0,12}:\s*$", re.IGNORECASE)
_LEGEND = re.compile(r"式中|其中|where", re.IGNORECASE)
LONGEST_LEGEND = 120
"""Characters of what a formula's symbols mean."""


def widened(piece: Piece) -> Piece:
    """The piece with what its clause says of it right before and after, as one slice.

    A table's row stays as it is, and so does what stands beside text that is written to a program.
    """
    text = piece.clause.text
    if piece.is_row or is_order(text):
        return piece
    if len(text) <= WHOLE_CLAUSE and piece.clause.kind is not ClauseKind.TABLE and "\n" not in text.strip():
        return replace(piece, start=0, end=len(text.rstrip())) if not text[:1].isspace() else piece
    start, end = sentence_around(text, piece.start, piece.end)
    if end - start > WHOLE_SENTENCE or _marks_inside(text[start:end]):
        start, end = piece.start, piece.end
    places = sentence_slices(text)
    before = [place for place in places if place[1] <= start]
    if before and _LEANS_BACK.match(text[start:end]) and start - before[-1][0] <= LONGEST_EXCEPTION:
        start = before[-1][0]
    after = [place for place in places if place[0] >= end]
    if after and _EXCEPTION.match(text[after[0][0] : after[0][1]]) and after[0][1] - end <= LONGEST_EXCEPTION:
        end = after[0][1]
    return replace(piece, start=start, end=end)


def list_with(piece: Piece) -> list[Piece]:
    """The items of the list that the piece opens or belongs to, in printed order, with what stands below them; empty
    where there is no list, as before a figure."""
    if piece.is_row or (piece.opens_a_list and _BEFORE_A_FIGURE.search(piece.text)):
        return []
    there = pieces_of(piece.evidence)
    lead = f"{piece.lead}\n{piece.text}".strip() if piece.opens_a_list else piece.lead
    return [one for one in there if not one.is_row and is_same_list(one, lead)] if lead else []


def is_same_list(piece: Piece, lead: str) -> bool:
    return piece.lead == lead or piece.lead.startswith(f"{lead}\n")


def formula_after(piece: Piece) -> list[Piece]:
    """The formula that the piece announces, with the legend below it."""
    if not _BEFORE_A_FORMULA.search(piece.text):
        return []
    following = [one for one in pieces_of(piece.evidence) if one.order > piece.order]
    formula = next((one for one in following if one.clause.kind is ClauseKind.FORMULA), None)
    if formula is None:
        return []
    legend = [one for one in following if one.order > formula.order and _LEGEND.match(one.lead)]
    is_short = sum(len(one.text) for one in legend) <= LONGEST_LEGEND
    return merged([formula, *(legend if is_short else ())])


def exception_after(piece: Piece) -> Piece | None:
    """The note or sentence of the same unit, right after the piece, that takes something out of what it says."""
    near = (one for one in pieces_of(piece.evidence) if piece.order < one.order <= piece.order + NEAR_BY)
    found = (
        one
        for one in near
        if not one.is_row
        and one.clause.kind is not ClauseKind.ITEM
        and len(one.text) <= LONGEST_EXCEPTION
        and _TAKES_OUT.search(one.text)
        and not (one.clause.id == piece.clause.id and one.end <= piece.end)
    )
    return next(found, None)


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring pieces of one clause as one slice."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.clause.id == piece.clause.id and not piece.clause.text[last.end : piece.start].strip():
            found[-1] = replace(last, end=max(last.end, piece.end))
        else:
            found.append(piece)
    return found


def _marks_inside(sentence: str) -> bool:
    """Lines of a list are statements of their own."""
    return "\n" in sentence
