"""Numbers as Word prints them in automatic numbering (ECMA-376 part 1, 17.18.59 ST_NumberFormat).

Letters, digits and counting words of other scripts (Thai, Hebrew, Hangul …) come out in digits: no Chinese or English
standard counts in them.
"""

from __future__ import annotations

from app.domain.numerals import to_chinese

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SIGNS = "*†‡§"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20, "{}"),
    "decimalEnclosedCircleChinese": (0x2460, 20, "{}"),
    "decimalEnclosedParen": (0x2474, 20, "({})"),
    "decimalEnclosedFullstop": (0x2488, 20, "{}."),
    "ideographEnclosedCircle": (0x3280, 10, "{}"),
}
"""The first character, how many there are, and what stands in for the others."""
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


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
        case "ordinal":
            return f"{value}{_ordinal_ending(value)}"
        case "cardinalText" | "ordinalText":
            return _in_words(value, is_ordinal=style == "ordinalText")
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
        case "numberInDash":
            return f"- {value} -"
        case "hex":
            return f"{value:X}"
        case "chicago":
            return _repeated(value, _SIGNS)
        case _:
            return _ideographic(value, style)


def _ideographic(value: int, style: str) -> str:
    match style:
        case "chineseCountingThousand" | "taiwaneseCountingThousand":
            return to_chinese(value)
        case "chineseCounting" | "taiwaneseCounting":
            # These know no hundreds: 一〇一 follows 九十九, where the formats above go on with 一百.
            return to_chinese(value) if value < 100 else _digit_by_digit(value)
        case "japaneseCounting":
            return _japanese(value)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return _digit_by_digit(value)
        case "chineseLegalSimplified" | "japaneseLegal":
            return _legal(value).translate(_LEGAL)
        case "ideographLegalTraditional":
            return _legal(value).translate(_LEGAL_TRADITIONAL)
        case "ideographTraditional":
            return _cycle(value, _STEMS)
        case "ideographZodiac":
            return _cycle(value, _BRANCHES)
        case "ideographZodiacTraditional":
            return _cycle(value, _STEMS) + _cycle(value, _BRANCHES) if value > 0 else str(value)
        case _ if style in _ENCLOSED:
            first, count, otherwise = _ENCLOSED[style]
            return chr(first + value - 1) if 1 <= value <= count else otherwise.format(value)
        case _:
            return str(value)


def zero_filled(value: int, pattern: str) -> str:
    """The value in a format of its own ("001, 002, 003, ..."): as many digits as the first example has."""
    first = pattern.split(",", 1)[0].strip()
    return str(value).zfill(len(first)) if first.isdecimal() else str(value)


def _legal(value: int) -> str:
    """壹拾贰, where plain counting says 十二."""
    return ("一" if 10 <= value < 20 else "") + to_chinese(value)


def _japanese(value: int) -> str:
    """百二, where Chinese counting says 一百零二."""
    counted = to_chinese(value).replace("零", "")
    return counted.replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _letters(value: int, first: str) -> str:
    """a … z, aa, bb …: Word repeats the letter instead of counting on like a spreadsheet."""
    return _repeated(value, "".join(chr(ord(first) + step) for step in range(26)))


def _repeated(value: int, signs: str) -> str:
    if value < 1:
        return str(value)
    return signs[(value - 1) % len(signs)] * min((value - 1) // len(signs) + 1, 8)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _ordinal_ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _in_words(value: int, *, is_ordinal: bool) -> str:
    """Twenty-one, Twenty-first; from a hundred on in digits."""
    if not 0 <= value < 100:
        return f"{value}{_ordinal_ending(value)}" if is_ordinal else str(value)
    words = [_ONES[value]] if value < 20 else [_TENS[value // 10], *([_ONES[value % 10]] if value % 10 else [])]
    if is_ordinal:
        words[-1] = _ORDINALS.get(words[-1]) or (words[-1].removesuffix("y") + "ie" * words[-1].endswith("y") + "th")
    return "-".join(words).capitalize()


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(max(value, 0)))


def _cycle(value: int, signs: str) -> str:
    return signs[(value - 1) % len(signs)] if value > 0 else str(value)
