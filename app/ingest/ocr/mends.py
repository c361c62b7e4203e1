"""Slips of recognition that the text around them settles beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.ingest.ocr.engine import Character

_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    # The dash of "GB/T 1.1—2009" read as the numeral one, or as hyphens.
    (re.compile(r"(?<=\d)(?:一|[-–]{2,3}|—[-–—一]+)(?=\d)"), "—"),
    # Letters inside a clause number: "5.l.2", "3.O.1".
    (re.compile(r"(?<=^\d\.)[lI|](?=[.\s\u2e80-\u9fff])|(?<=^\d\.\d\.)[lI|](?=[.\s\u2e80-\u9fff])"), "1"),
    (re.compile(r"(?<=^\d\.)[oO](?=\.\d)"), "0"),
    # A speck between the prefix of a standard and its number: "GB/T.5494".
    (re.compile(r"(?<=[A-Z]/[TZ])[.,·](?=\d)"), " "),
)


def mended(characters: Sequence[Character]) -> tuple[Character, ...]:
    """A line's characters with what is certain put right; a character that stands for several spans their ink."""
    line = list(characters)
    for pattern, text in _MENDS:
        joined = "".join(character.text for character in line)
        for match in reversed(list(pattern.finditer(joined))):
            wrong = line[match.start() : match.end()]
            surest = max(character.confidence for character in wrong)
            line[match.start() : match.end()] = [Character(text, wrong[0].x0, wrong[-1].x1, surest)]
    return tuple(line)
