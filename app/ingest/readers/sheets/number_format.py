"""Cell values as a spreadsheet shows them: number formats of ECMA-376 part 1, 18.8.31, dates in ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

CellValue = str | bool | int | float | datetime | date | time | timedelta | None

GENERAL_DIGITS = 11
"""What a cell in the format General shows at most: 0.1 + 0.2 is 0.3."""
MOST_DECIMALS = 30
EXACT_DIGITS = 15
"""Of a binary fraction: Excel rounds by these, so that 1.005 with two decimals is 1.01."""
LARGEST_FORMATTED = 1e15
_CONDITION = re.compile(r"\[[<>=]")
_LITERAL_IN_BRACKETS = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
"""A currency sign: [$¥-804]."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|(?P<bracket>\[[^\]]*\])|(?P<general>general)'
    r"|(?P<digits>[0#?][0#?,.\s]*(?:[Ee][+-][0#?]+)?|\.[0#?]+)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')
_NOT_CODES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')


def shown(value: CellValue, number_format: str) -> str:
    """The text of a cell; ``number_format`` is its format code ("0.0%", "General")."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return _shown_text(value, number_format)
        case int() | float():
            return _shown_number(value, number_format)
        case datetime() | date():
            return _shown_date(value, number_format)
        case time():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case timedelta():
            return _shown_duration(value)


def _shown_text(value: str, number_format: str) -> str:
    """Text is as it is typed, unless the format puts words around it."""
    sections = _sections(number_format)
    form = sections[3] if len(sections) > 3 else sections[0]
    return _form(form).around(value) if "@" in _NOT_CODES.sub("", form) else value


def _shown_number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    if _CONDITION.search(number_format) or abs(value) >= LARGEST_FORMATTED:
        return _general(value)
    if value < 0 and len(sections) > 1:
        return _form(sections[1]).number(-value)
    if value == 0 and len(sections) > 2:
        return _form(sections[2]).number(value)
    return _form(sections[0]).number(value)


def _shown_date(value: datetime | date, number_format: str) -> str:
    """ISO 8601, as exact as the format shows it: a column of months shows no days."""
    codes = _NOT_CODES.sub("", number_format.split(";")[0]).lower()
    has_time = isinstance(value, datetime) and (value.hour or value.minute or value.second) and "h" in codes
    if isinstance(value, datetime) and has_time:
        return value.isoformat(" ", timespec="seconds" if value.second else "minutes")
    day = value.date() if isinstance(value, datetime) else value
    if "d" not in codes and "y" in codes:
        return day.isoformat()[:7] if "m" in codes else day.isoformat()[:4]
    return day.isoformat()


def _shown_duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class _Form:
    """One section of a format: the words around the value and the pattern of its digits, "" for General.

    Some sections show words only: a zero as a dash.
    """

    before: str
    digits: str
    after: str
    has_value: bool

    def around(self, text: str) -> str:
        return f"{self.before}{text}{self.after}".strip()

    def number(self, value: float) -> str:
        if not self.has_value:
            return self.before.strip()
        percents = (self.before + self.after).count("%")
        return self.around(_digits(value * 100**percents, self.digits))


def _sections(number_format: str) -> list[str]:
    return [match[0] for match in _SECTION.finditer(number_format or "General") if match[0] or match.start() == 0]


def _form(section: str) -> _Form:
    before, digits, after = "", "", ""
    has_value = False
    for match in _TOKEN.finditer(section):
        if match["digits"] or match["general"] or match["text"]:
            digits = digits + (match["digits"] or "")
            has_value = True
            continue
        bracket = _LITERAL_IN_BRACKETS.match(match["bracket"] or "")
        literal = match["quoted"] or match["escaped"] or (bracket[1] if bracket else "") or match["other"] or ""
        if has_value:
            after += literal
        else:
            before += literal
    is_fraction = "/" in after and "?" in digits
    return _Form(before, "", "", True) if is_fraction else _Form(before, digits, after, has_value)


def _digits(value: float, pattern: str) -> str:
    if not pattern:
        return _general(value)
    codes, _, exponent = re.sub(r"\s", "", pattern).upper().partition("E")
    bare = codes.rstrip(",")
    value /= 1000 ** (len(codes) - len(bare))
    whole, _, decimals = bare.partition(".")
    places = min(len(decimals), MOST_DECIMALS)
    if exponent:
        return f"{value:.{places}E}"
    printed = f"{_rounded(value, places):{',' if ',' in whole else ''}f}"
    needed = len(decimals.rstrip("#?"))
    return _padded(_without_zeros(printed, places - needed), whole)


def _rounded(value: float, places: int) -> Decimal:
    exact = Decimal(f"{value:.{EXACT_DIGITS}g}")
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _without_zeros(printed: str, most: int) -> str:
    """Decimals that the format shows only when they say something."""
    for _ in range(most):
        printed = printed.removesuffix("0")
    return printed.removesuffix(".")


def _padded(printed: str, whole: str) -> str:
    """Number 7 in the format 000 is 007."""
    sign = "-" if printed.startswith("-") else ""
    units, dot, decimals = printed.removeprefix("-").partition(".")
    return f"{sign}{units if ',' in whole else units.zfill(whole.count('0'))}{dot}{decimals}"


def _general(value: float) -> str:
    """Without the noise of binary fractions."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.{EXACT_DIGITS if value.is_integer() else GENERAL_DIGITS}g}"
