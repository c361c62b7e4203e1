"""How the numbers of standards are written, after folding: upper case, half width, one kind of dash and slash.

Sources: GB/T 1.1-2020 clause 8.1 and the management rules for national, industry, local and group standards
(国家标准管理办法, 行业标准管理办法, 地方标准管理办法, 团体标准管理规定) for Chinese numbers; ISO/IEC Directives Part 2
for international ones; NIST and IETF for theirs.
"""

from __future__ import annotations

import re

_DASHES = "‐‑‒–—―−﹘﹣－─━⁃"
_SLASHES = "∕⁄⧸／╱"
_SPACES = "\u00a0\u2002\u2003\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\r\n"


def _fold_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0).upper() for code in range(0xFF01, 0xFF5F)}
    table.update({code: chr(code).upper() for code in range(ord("a"), ord("z") + 1)})
    table.update({ord(mark): "-" for mark in _DASHES})
    table.update({ord(mark): "/" for mark in _SLASHES})
    table.update({ord(mark): " " for mark in _SPACES})
    table.update({ord("×"): "X", ord("✕"): "X", ord("〇"): "0"})
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """The text in upper case and half width with ASCII dashes and slashes, character for character, so that
    positions stay true."""
    return text.translate(_FOLD)


NATIONAL = ("GB", "GBJ", "GBZ", "GJB", "GSB")
LONG_INDUSTRY = ("JJG", "JJF", "JGJ", "CJJ", "JTG", "JTS", "JTJ", "TSG", "CECS", "DGJ", "GBN", "JCT", "YBJ", "SDJ")
INDUSTRY = frozenset(
    re.findall(
        "..",
        "AQBBBMCBCHCJCYDADBDLDYDZEJFZGAGCGDGFGHGMGYGZHBHGHJHSHXHYJBJCJGJRJTJYKALBLDLRLSLYMHMTMZNBNYQBQCQJQXQZRBRFSBSC"
        "SFSHSJSLSNSWSYTBTDTJTYWBWHWJWMWSWWXBXFXWYBYCYDYFYSYYYZZCZY",
    )
)

_S = r"[ ]{0,3}"
"""Stray spaces: extraction from PDF pages puts them anywhere between the parts of a number."""

_EDGE = r"(?<![A-Z0-9.])"
"""Not inside a word or a longer number: 16GB 2133 is memory."""

_YEAR = rf"(?:{_S}[-一:]{_S}(?P<year>(?:19|20)\d\d|[4-9]\d|(?:19|20)?X{{2,4}})(?![0-9A-Z]))"
_REVISION = rf"(?:{_S}\({_S}(?P<revision>(?:19|20)\d\d){_S}年{_S}(?:局部修订)?版?{_S}(?:本)?\))"
_PART = rf"(?:{_S}\.{_S}(?P<part>\d{{1,3}}(?:\.\d{{1,3}}){{0,2}})(?!\d))"
_NUMBER = r"(?P<number>\d{1,7}|(?P<blank>[A-Z])(?P=blank){2,6}|□{3,6})"
_TAIL = rf"{_S}{_NUMBER}(?![0-9]){_PART}?{_YEAR}?{_REVISION}?"
_GLUED_T = rf"T(?={_S}\d)"
_DEGREE = rf"{_S}/{_S}[TZ]"
"""/T recommended, /Z guidance."""

_LETTERS = "|".join(sorted((*NATIONAL, *LONG_INDUSTRY, *INDUSTRY), key=len, reverse=True))

CHINESE = re.compile(
    rf"{_EDGE}(?P<prefix>(?:{_LETTERS}|G{_S}B)(?:{_DEGREE}|{_GLUED_T})?|[A-Z]{{2,4}}{_DEGREE}(?![A-Z])){_TAIL}"
)
"""GB 17761-2018, GB/T 32960.3—2016, GBT32960.3-2016, JT/T 808, JGJ 79-2012, GM/T XXXX-XXXX."""

LOCAL = re.compile(rf"{_EDGE}(?P<prefix>DB{_S}\d{{2}}(?:\d{{2}})?(?:{_DEGREE}|{_S}{_GLUED_T}|{_S}/)?){_TAIL}")
"""DB32/T 1234-2018, DB11/ 501-2017, DB3201/T 1001-2020."""

GROUP = re.compile(rf"{_EDGE}(?P<prefix>T{_S}/{_S}[A-Z0-9]*[A-Z][A-Z0-9]*){_TAIL}")
"""T/CECS 12-2017, T/ZZB 0001-2017: the code of a society, at least one letter."""

COMPANY = re.compile(
    rf"{_EDGE}(?P<prefix>Q{_S}/{_S}[A-Z0-9]*[A-Z][A-Z0-9]*)(?:{_S}|-)"
    rf"(?P<number>(?:[A-Z]{{1,4}}{_S})?\d{{1,6}}|X{{3,6}})(?![0-9]){_PART}?{_YEAR}?"
)
"""Q/ABC 001-2026, Q/GDW 10650.1-2016, Q/HR J01-2015."""

EQUIPMENT = re.compile(rf"{_EDGE}(?P<prefix>TSG){_S}(?P<number>[A-Z]\d{{2,5}})(?![0-9]){_YEAR}?")
"""TSG D7005-2018."""

_BODIES = r"(?:(?:BS|DIN|NF|PREN) )?(?:EN )?(?:ISO|IEC|EN|CISPR|IEEE|OIML)"
_KINDS = rf"(?:{_S}/{_S}(?:IEC|IEEE|TS|TR|PAS|CIE|ASTM|HL7|DIS|FDIS))*(?: (?:TS|TR|PAS|GUIDE|STD|R|DIS|FDIS)(?= ?\d))?"
_DASHED_PARTS = r"(?:-(?!(?:19|20)\d\d(?!\d))\d{1,4})*"
"""Parts of a number, but not a year that is written with a dash."""

INTERNATIONAL = re.compile(
    rf"{_EDGE}(?P<prefix>{_BODIES}{_KINDS}){_S}(?P<number>\d{{1,6}})(?![0-9])(?P<part>(?:\.\d{{1,3}})?{_DASHED_PARTS})"
    rf"(?:{_S}[:-]{_S}(?P<year>(?:19|20)\d\d)(?!\d))?"
)
"""ISO 9001:2015, ISO/IEC TS 27110:2021, IEC 60335-1:2010, EN 1090-2:2018, ISO 9001-2015 (written the Chinese way)."""

NIST = re.compile(
    rf"{_EDGE}(?:NIST[ .]?)?(?P<prefix>SP|SPECIAL PUBLICATION|(?:NIST ?)IR)[ .]{{1,2}}(?:NIST )?"
    rf"(?P<number>(?:500|800|1800)-\d{{1,3}}[A-H]?(?:-\d(?!\d))?|\d{{4}}[A-H]?)(?![0-9])"
    rf"(?:{_S},?{_S}(?:R|REV\.?{_S}|REVISION{_S})(?P<revision>\d{{1,2}})(?!\d))?"
)
"""NIST SP 800-63B, NIST SP 800-171r1, Special Publication 800-171 Revision 1, NISTIR 8062."""

FIPS = re.compile(rf"{_EDGE}(?P<prefix>FIPS)(?: PUB(?:LICATION|S)?\.?)?{_S}(?P<number>\d{{1,3}}(?:-\d)?)(?![0-9])")
"""FIPS 199, FIPS PUB 140-2."""

RFC = re.compile(rf"{_EDGE}(?:IETF )?(?P<prefix>RFC)[ -]?(?P<number>\d{{1,5}})(?![0-9])")
"""RFC 9110."""

WEAK = INDUSTRY
"""Two letters that also mean other things (HB 200 is a hardness): without /T they count only with a year."""

SHORT = INDUSTRY | {"EN", "DB"}
"""Prefixes that are words in lower case."""
