"""Whether a statement says what value a thing has or may have, or only at which value something else happens.

"最高车速不超过25 km/h" says it; "车速超过25 km/h时，电动机断电" gives a value of the same kind and does not.
"""

from __future__ import annotations

import re

from app.assistant.question.asked import Asked
from app.assistant.quoting.pieces import Piece
from app.assistant.values.comparisons import Comparison
from app.assistant.values.quantities import normal
from app.assistant.values.readings import QUALIFIES, Reading, readings

_NOT = "不(?:可以|允许|[得能应准许可])?"
_UPPER = re.compile(rf"最[高大多长快重宽深厚]|上限|至多|顶多|{_NOT}(?:超过?|高于|大于|多于|长于)")
_LOWER = re.compile(rf"最[低小少短慢轻窄浅薄]|下限|至少|起码|{_NOT}(?:低于|小于|少于|短于)")
_ASKS_WHEN = re.compile(
    r"(?:多少|几|多[高长久远快重大深宽厚])[^，。？?]{0,6}?(?:的时候|时(?!间)|以[上下]|的|才|就|后|前)"
)
"""达到多少时要报警 asks for the very value at which something happens."""
_ABOVE = frozenset({Comparison.AT_LEAST, Comparison.MORE})
_BELOW = frozenset({Comparison.AT_MOST, Comparison.LESS})


def only_touches_the_value(piece: Piece, asked: Asked) -> bool:
    """Whether none of the values of an asked kind that the piece gives is said of the thing: each tells when a rule
    applies, or bounds the other end than the one asked for. Rows of tables leave that to their heads."""
    wanted = frozenset[object]().union(*asked.quantities)
    if not wanted or piece.is_row or _ASKS_WHEN.search(asked.question):
        return False
    text = normal(piece.text)
    given = [one for one in readings(piece.text) if one.unit is not None and one.unit.kind in wanted]
    return bool(given) and not any(_is_said(one, text, asked.question) for one in given)


def _is_said(reading: Reading, text: str, question: str) -> bool:
    if QUALIFIES.match(text, reading.end):
        return False
    for end, others in ((_UPPER, _ABOVE), (_LOWER, _BELOW)):
        if end.search(question) and reading.senses & others and not end.search(text[: reading.start]):
            return False
    return True
