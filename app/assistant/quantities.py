"""Numbers with their units in a text, in one form: １６ km/h, 16km/h and 十六公里每小时 alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.assistant.units import UNIT_PATTERN, UNITS, Kind, Unit
from app.retrieval.numerals import to_integer, with_figures

NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![A-Za-z0-9.])(?:0x[0-9a-f]+|{NUMBER})", re.IGNORECASE)
_RANGE_END = rf"(?:\s*(?:[~～—–-]|至|到)\s*{NUMBER})"
_MEASURE = re.compile(rf"(?<![\d.A-Za-z])({NUMBER})\s*(?:({UNIT_PATTERN})|(?={_RANGE_END}\s*({UNIT_PATTERN})))")
_BARE_UNIT = re.compile(rf"(?<![A-Za-z0-9]){UNIT_PATTERN}")
_SHARE_IN_WORDS = re.compile(r"百分之(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)")
_CLAUSE_WORDS_BEFORE = re.compile(r"(?:第|表|图|附录|式|注|章|条)\s*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and its unit at [start, end) of the normalised text."""

    number: str
    unit: Unit
    start: int
    end: int

    @property
    def kind(self) -> Kind:
        return self.unit.kind


def normal(text: str) -> str:
    """Half width, Chinese numerals before measure words as figures, 百分之五 as 5%, digits without thousands commas."""
    folded = unicodedata.normalize("NFKC", text.replace("℃", "°C")).replace("°C", "℃").replace("\u2126", "Ω")
    folded = _SHARE_IN_WORDS.sub(_share, folded)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", with_figures(folded))


def _share(match: re.Match[str]) -> str:
    value = match[1] if "." in match[1] else to_integer(match[1])
    return match[0] if value is None else f"{value}%"


def measures(text: str) -> tuple[Measure, ...]:
    """Every number with a unit, in order. In a range with one unit (3~5 m) both numbers have it."""
    folded = normal(text)
    found = []
    for match in _MEASURE.finditer(folded):
        if _CLAUSE_WORDS_BEFORE.search(folded[: match.start()]):
            continue
        unit = UNITS[match[2] or match[3]]
        found.append(Measure(plain(match[1]), unit, match.start(), match.end()))
    return tuple(found)


def numbers(text: str) -> frozenset[str]:
    """Every number of the text without its unit, in plain form: "1.50" as "1.5", "0X7E" as "0x7e"."""
    return frozenset(plain(match[0]) for match in _NUMBER.finditer(normal(text)))


def plain(number: str) -> str:
    """One form for one value: no thousands commas, no zeros at the end of the fraction, hexadecimal in lower case."""
    if number[:2].lower() == "0x":
        return number.lower()
    plain_number = number.replace(",", "")
    return plain_number.rstrip("0").rstrip(".") if "." in plain_number else plain_number


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds of the values that the text gives."""
    return frozenset(measure.kind for measure in measures(text))


def bare_units(text: str) -> frozenset[Unit]:
    """The units that a text names, with a number or without ("制动距离 m", "单位为秒")."""
    return frozenset(UNITS[match[0]] for match in _BARE_UNIT.finditer(normal(text)))


def bare_kinds(text: str) -> frozenset[Kind]:
    """The kinds of the units that a text names."""
    return frozenset(unit.kind for unit in bare_units(text))
