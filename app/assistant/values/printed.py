"""The slice of a text that a value was read from, as it is printed: 60公斤 and not 60 kg."""

from __future__ import annotations

import re

from app.assistant.values.quantities import Measure
from app.assistant.values.readings import readings
from app.domain.numerals import NUMERAL_CHARACTERS

LONGEST_VALUE = 16
"""Characters of a number with its unit."""
_BEGINS = re.compile(rf"(?<![\d.０-９{NUMERAL_CHARACTERS}])(?:[-−－]?[\d０-９]|[半零负{NUMERAL_CHARACTERS}])")


def as_printed(text: str, measure: Measure) -> str | None:
    """The first slice of ``text`` that reads as the measure, with as little around it as can be; None without one."""
    for begin in _BEGINS.finditer(text):
        for end in range(begin.start() + 2, min(len(text), begin.start() + LONGEST_VALUE) + 1):
            found = readings(text[begin.start() : end])
            is_it = len(found) == 1 and (found[0].number, found[0].unit) == (measure.number, measure.unit)
            if is_it and found[0].start == 0:
                return text[begin.start() : end]
    return None
