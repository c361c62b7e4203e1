"""Whether what has been said answers a part of the question: every asked value, and all that the clause gives of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.assistant.answering.quotes import Chosen
from app.assistant.quoting.pieces import Piece
from app.assistant.sufficiency.support import Wanted, gives, names_a_standard, wanted_values
from app.assistant.values.quantities import measures, numbers
from app.assistant.verification.claims import without_keys
from app.domain.answer import Sentence


def is_answered(part: Chosen, keys: frozenset[str], sentences: Sequence[Sentence]) -> bool:
    """``keys`` are those of the part's quotes; only verified sentences that rest on one of them count."""
    said = [without_keys(one.text) for one in sentences if one.verified and keys.intersection(one.keys)]
    if not said:
        return False
    return all(
        any(_says(text, piece, wanted) for text in said for piece in _giving(part, wanted))
        for wanted in wanted_values(part.need.asked)
        if any(_giving(part, wanted))
    )


def _giving(part: Chosen, wanted: Wanted) -> Iterator[Piece]:
    """The quoted pieces that give it."""
    return (piece for statement in part.statements for piece in statement.pieces if gives(piece, wanted))


def _says(text: str, piece: Piece, wanted: Wanted) -> bool:
    """Whether the text repeats what the piece gives, wholly: of 55 dB~62 dB both."""
    if wanted.what == "standard":
        return names_a_standard(text)
    if wanted.what == "definition":
        return True
    given = {measure.number for measure in measures(piece.text) if measure.kind in wanted.kinds}
    if given:
        return given <= numbers(text)
    return bool(numbers(text) & numbers(piece.text))
