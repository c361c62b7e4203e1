"""Numbers as Word prints them in automatic numbering (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from app.domain.numerals import to_chinese

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
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
            return to_chinese(value)
        case "taiwaneseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return to_chinese(value) if style == "taiwaneseCounting" else _digit_by_digit(value)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _legal(value)
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


def _legal(value: int) -> str:
    """壹拾贰, where plain counting says 十二."""
    return (("一" if 10 <= value < 20 else "") + to_chinese(value)).translate(_LEGAL)


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
