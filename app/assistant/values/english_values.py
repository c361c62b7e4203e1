"""Values as English standards write them, and how an English question asks for one."""

from __future__ import annotations

import re

from app.assistant.values.units import Kind

_NUMBER_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|hundred"
_UNITS: dict[Kind, dict[str, str]] = {
    Kind.TIME: {
        "s": "seconds?",
        "min": "minutes?",
        "h": "hours?",
        "d": "days?",
        "周": "weeks?",
        "月": "months?",
        "年": "years?",
    },
    Kind.DATA: {"bit": "bits?", "字节": "bytes?|octets?", "字符": "characters?|digits?|letters?"},
    Kind.LENGTH: {"m": "met(?:er|re)s?|kilomet(?:er|re)s?|feet|foot|inch(?:es)?|miles?"},
    Kind.SHARE: {"%": "per ?cent|percent(?:age)?"},
    Kind.MONEY: {"元": "dollars?|euros?|yuan"},
    Kind.OCCASION: {"次": "times|attempts?|tries"},
}
"""By the symbol that units.py gives the same unit."""
_VALUES = {
    (kind, symbol): re.compile(
        rf"(?:\d|\b(?:{_NUMBER_WORD}))[\s-]*(?:(?:or more|consecutive|calendar|failed) )?(?:{words})\b", re.IGNORECASE
    )
    for kind, units in _UNITS.items()
    for symbol, words in units.items()
}
_WORDS = {
    (kind, symbol): re.compile(words, re.IGNORECASE)
    for kind, units in _UNITS.items()
    for symbol, words in units.items()
}
_UNIT_ASKED = re.compile(r"\b(?:how (?:many|much)|number of) (\w+)", re.IGNORECASE)
_TIME_ASKED = re.compile(r"\bhow (?:long|often|soon|frequently|quickly)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(
    r"\b(?:hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|every|each (?:day|week|month|year))\b",
    re.IGNORECASE,
)


def units_asked(question: str) -> list[tuple[Kind, str]]:
    """The kinds, each with its unit's symbol, that an English question asks for; no symbol where it names no unit."""
    found = [
        unit
        for match in _UNIT_ASKED.finditer(question)
        for unit, pattern in _WORDS.items()
        if pattern.fullmatch(match[1])
    ]
    return found or ([(Kind.TIME, "")] if _TIME_ASKED.search(question) else [])


def values_in(text: str) -> frozenset[tuple[Kind, str]]:
    """The kinds and units of the values of an English text: "30 minutes", "eight characters"."""
    return frozenset(unit for unit, pattern in _VALUES.items() if pattern.search(text))


def tells_how_often(text: str) -> bool:
    return bool(_HOW_OFTEN.search(text))
