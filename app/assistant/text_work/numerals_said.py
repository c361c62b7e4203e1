"""The numbers of a text and of its translation, however either writes them: 30, 三十, thirty, 第三章, Chapter III."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.assistant.values.figures import in_figures
from app.domain.numerals import DIGITS, NUMERAL_CHARACTERS, to_chinese, to_integer

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALES = {
    "千": 1000,
    "万": 10_000,
    "亿": 100_000_000,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_SCALED = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)\s*({'|'.join(_SCALES)})", re.IGNORECASE)

_CHINESE = re.compile(f"[{NUMERAL_CHARACTERS}]+")
_COUNTED_IN_CHINESE = re.compile(r"\s*(?:个?月|日|天|年(?![级代度])|个?小时|分钟|秒|个?工作日|周?岁|倍)")
_CLAUSE_BEFORE, _CLAUSE_AFTER = re.compile(r"第\s*$"), re.compile(r"\s*[条款项章节编]")


def _listed(words: str) -> list[str]:
    return words.split()


_CARDINALS = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ORDINALS = _listed(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_MONTHS = _listed("January February March April May June July August September October November December")
_SMALL = {
    **{word: value for words in (_CARDINALS, _ORDINALS) for value, word in enumerate(words)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{f"{word[:-1]}ieth": value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_CARDINALS[1:10])})|-(?:{'|'.join(_ORDINALS[1:10])}))?\b"
    rf"|(?:{'|'.join(_SMALL)}))"
)
_BELOW_THOUSAND = rf"(?:{_BELOW_HUNDRED}(?:\s+hundred(?:\s+(?:and\s+)?{_BELOW_HUNDRED}|th)?)?)"
_ENGLISH = re.compile(
    rf"\b{_BELOW_THOUSAND}(?:\s+(?:thousand|million|billion)(?:,?\s+(?:and\s+)?{_BELOW_THOUSAND})?)*(s?)\b",
    re.IGNORECASE,
)
_COUNTED_IN_ENGLISH = re.compile(
    r"[\s-]+(?:(?:working|business|calendar) )?(?:days?|months?|years?|hours?|minutes?|seconds?)\b", re.IGNORECASE
)
_OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    **{month.lower(): (str(number),) for number, month in enumerate(_MONTHS, 1)},
    "once": ("1",),
    **dict.fromkeys(("twice", "double", "both"), ("2",)),
    **dict.fromkeys(("triple", "treble"), ("3",)),
    "half": ("0.5", "1", "2"),
    "quarter": ("0.25", "1", "4"),
    "dozen": ("12",),
    "decade": ("10",),
}
_OTHER = re.compile(rf"\b({'|'.join(_OTHER_WORDS)})s?\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?![A-Za-z])")
_ROMAN_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
LEAST_SURE = 11
"""From here on a numeral in words is a number wherever it stands; below, one and 一, two and 两 begin many words."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """``figures`` are those printed; ``sure`` the numbers in words that a translation must keep, as printed, each with
    the figures that it may be (5千 of 5千瓦 is 5 or 5000); ``possible`` what any word may mean (每年 1, May 5)."""

    figures: Counter[str]
    sure: Mapping[str, frozenset[str]]
    possible: frozenset[str]

    def missing_in(self, other: Numerals) -> list[str]:
        """The numbers that the other text has neither in figures nor in words. Figures are counted, words are not: who
        writes "thirty (30)" says one number."""
        figures = [one for one in (self.figures - other.figures).elements() if one not in other.possible]
        held = other.possible | other.figures.keys()
        return [*figures, *(shown for shown, values in self.sure.items() if held.isdisjoint(values))]

    @property
    def told(self) -> frozenset[str]:
        """The figures of all that is surely a number."""
        return frozenset(self.figures).union(*self.sure.values())


def numerals(text: str) -> Numerals:
    """Whole numerals: the 二 of 二十 is none."""
    folded = _folded(text)
    scaled = {match[0]: frozenset(_scaled_forms(match)) for match in _SCALED.finditer(folded)}
    figures = _figures(_SCALED.sub(" ", folded))
    spelled = [*_in_chinese(folded), *_in_english(folded)]
    sure = scaled | {shown: frozenset((value,)) for shown, value, is_sure in spelled if is_sure}
    possible = {value for _, value, _ in spelled}.union(_figures(in_figures(folded)) - figures, _loosely(folded))
    return Numerals(figures, sure, frozenset(possible.union(*scaled.values())))


def in_english_figures(text: str) -> str:
    """The text with what English surely counts in words as figures: "two hours" is "2 hours", "5 million" "5000000"."""
    folded = _folded(text)
    for match in reversed([*_ENGLISH.finditer(folded)]):
        if _is_sure_in_english(match):
            folded = f"{folded[: match.start()]}{_english_value(match[0])}{folded[match.end() :]}"
    return _SCALED.sub(lambda match: _scaled_forms(match)[1] if match[2].isascii() else match[0], folded)


def _folded(text: str) -> str:
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))


def _figures(folded: str) -> Counter[str]:
    return Counter(match[0].rstrip(".,") for match in _FIGURE.finditer(folded))


def _scaled_forms(match: re.Match[str]) -> tuple[str, str]:
    value = Decimal(match[1]) * _SCALES[match[2].lower()]
    return match[1], f"{value.normalize():f}"


def _in_chinese(folded: str) -> Iterator[tuple[str, str, bool]]:
    """Each numeral as printed, as figures, and whether it surely is a number."""
    for match in _CHINESE.finditer(folded):
        value = to_integer(match[0])
        if value is not None:
            yield match[0], str(value), _is_sure_in_chinese(match, value)


def _is_sure_in_chinese(match: re.Match[str], value: int) -> bool:
    """No number are 万一, 千万 (by all means), 十三五 and 五六十; （十一） may become k)."""
    text, numeral = match.string, match[0]
    if text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")":
        return False
    if _CLAUSE_BEFORE.search(text[: match.start()]) and _CLAUSE_AFTER.match(text, match.end()):
        return True
    is_counted = value > 1 and _COUNTED_IN_CHINESE.match(text, match.end()) is not None
    return _is_well_formed(numeral, value) and (is_counted or value >= LEAST_SURE)


def _is_well_formed(numeral: str, value: int) -> bool:
    if numeral[0] not in DIGITS and numeral[0] != "十":
        return False
    plain = numeral.replace("两", "二").replace("〇", "零")
    written = to_chinese(value)
    return written.isdecimal() or plain in (written, f"一{written}")


def _in_english(folded: str) -> Iterator[tuple[str, str, bool]]:
    for match in _ENGLISH.finditer(folded):
        yield match[0], str(_english_value(match[0])), _is_sure_in_english(match)


def _is_sure_in_english(match: re.Match[str]) -> bool:
    """An ordinal may be said in many ways (the third party, two thirds)."""
    last = re.split(r"[\s-]+", match[0].lower())[-1]
    if match[1] or last in _ORDINALS or last.endswith("th"):
        return False
    value = _english_value(match[0])
    return value >= LEAST_SURE or (value > 1 and _COUNTED_IN_ENGLISH.match(match.string, match.end()) is not None)


def _english_value(phrase: str) -> int:
    total = section = 0
    for word in re.split(r"[\s,-]+", phrase.lower()):
        if word.startswith("hundred"):
            section *= 100
        elif word in _SCALES:
            total, section = total + section * _SCALES[word], 0
        else:
            section += _SMALL.get(word, _SMALL.get(word.removesuffix("s"), 0))
    return total + section


def _loosely(folded: str) -> Iterator[str]:
    """What names of months, words such as twice and Roman figures may stand for."""
    for match in _OTHER.finditer(folded):
        yield from _OTHER_WORDS[match[1].lower()]
    for match in _ROMAN.finditer(folded):
        yield str(10 * len(match[1]) + _ROMAN_UNITS[match[2]])
