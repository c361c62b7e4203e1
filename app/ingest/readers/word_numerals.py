"""Numbers as Word prints them in automatic numbering (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(value: int, style: str) -> str:
    """The value in the format that numbering.xml names; formats that we do not know come out in digits."""
    match style:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{value:02d}"
        case "upperLetter" | "lowerLetter":
            return _letters(value, "A" if style == "upperLetter" else "a")
        case "upperRoman" | "lowerRoman":
            roman = _roman(value)
            return roman if style == "upperRoman" else roman.lower()
        case "chineseCounting" | "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting":
            return chinese(value)
        case "taiwaneseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return chinese(value) if style == "taiwaneseCounting" else _digit_by_digit(value)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return chinese(value, _LEGAL_DIGITS, "拾佰仟")
        case "ideographTraditional":
            return _cycle(value, _STEMS)
        case "ideographZodiac":
            return _cycle(value, _BRANCHES)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)
        case "decimalEnclosedParen":
            return chr(0x2474 + value - 1) if 1 <= value <= 20 else f"({value})"
        case "decimalEnclosedFullstop":
            return chr(0x2488 + value - 1) if 1 <= value <= 20 else f"{value}."
        case "ideographEnclosedCircle":
            return chr(0x3280 + value - 1) if 1 <= value <= 10 else str(value)
        case _:
            return str(value)


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """十二, 一百零五, 三千; from ten thousand on in digits. Legal digits write 壹拾贰."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return text.removeprefix("一") if digits is _DIGITS and 10 <= value < 20 else text


def _letters(value: int, first: str) -> str:
    """a … z, aa, bb …: Word repeats the letter instead of counting on like a spreadsheet."""
    if value < 1:
        return str(value)
    return chr(ord(first) + (value - 1) % 26) * min((value - 1) // 26 + 1, 8)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(max(value, 0)))


def _cycle(value: int, signs: str) -> str:
    return signs[(value - 1) % len(signs)] if value > 0 else str(value)
