"""What a question names outright: clauses, articles, tables and annexes, by their printed numbers.

A name is exact or it is nothing: these hits go before everything that is merely similar.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.domain.clause_numbers import number_key
from app.domain.numerals import NUMERAL_CHARACTERS, to_chinese, to_integer

_NUMERAL = rf"(?:\d+|[{NUMERAL_CHARACTERS}]+)"
_ARTICLE = re.compile(
    rf"第?\s*(?<![\d.])({_NUMERAL})\s*条(之{_NUMERAL})?(?:\s*第?\s*({_NUMERAL})\s*款)?(?:\s*第?\s*[(]?({_NUMERAL})[)]?\s*项)?"
)
_ENDS_A_TITLE = "》法典例定准则范程章文"
"""民法典1062条 names an article, 做3条红烧鱼 does not."""
_CHAPTER = re.compile(rf"第\s*({_NUMERAL})\s*(章|节|编)")
_SECTION = re.compile(r"(?:clause|section|chapter|sec\.|§)\s*(\d{1,2})(?![\d.])", re.IGNORECASE)
_TABLE = re.compile(r"([表图])\s*([A-Z]?\.?\d+(?:[.\-]\d+)*)")
_ENGLISH_TABLE = re.compile(r"\b(table|figure|fig\.)\s*([A-Z]?[.\-]?\d+(?:[.\-]\d+)*)", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:附录|附件|annex|appendix)\s*([A-Z])(?![A-Za-z])(?:\s*[.．]?\s*(\d+(?:\.\d+)*))?", re.IGNORECASE
)
_PART = (
    r"(?:\s*(?:条|的|中|第)*\s*\(?(?P<item>[a-z]|\d{1,2})(?:\)|\s*项)"
    rf"|\s*条?\s*第\s*(?P<part>{_NUMERAL})\s*(?P<kind>[款项]))?"
)
"""A list item, "b)", "(b)" or 第b项, or a paragraph as engineering codes count them, 第2款."""
_ANNEX_CLAUSE = re.compile(rf"(?<![A-Za-z0-9.])(?P<number>[A-Z](?:\.\d+)+){_PART}(?![A-Za-z0-9])")
_DECIMAL = re.compile(
    rf"(?<![A-Za-z0-9./\-—~])(?P<number>\d{{1,2}}(?:\.\d{{1,3}})+)(?!\.?\d){_PART}(?!\.?\d|[A-Za-zμΩ°%‰])"
)
_GLUED_ITEM = re.compile(r"(?<![A-Za-z0-9./\-])(\d{1,2}(?:\.\d{1,3}){2,})([a-z])(?![A-Za-z0-9])")
"""6.1.7b: with two points it is no quantity."""
_SPACED = re.compile(r"(?<![\d.A-Za-z])(?:\d{1,2}|[A-Z])(?:\s*\.\s*\d{1,3})+(?!\d)")
"""JT/T-style typesetting and OCR put spaces around the points of a number: 6 . 1 . 3."""
_CLAUSE_BEFORE = re.compile(r"(?:clauses?|sections?|§|条款|第)\s*$", re.IGNORECASE)
_VERSION_BEFORE = re.compile(r"(?:(?i:version)|[A-Z]{2})\s+$")
"""TLS 1.2 and version 1.2 are no clauses."""
_UNIT_SYMBOLS = (
    "[kMGTmcdnμu]?(?:m|g|s|A|V|W|N|Pa|Hz|J|L|l|B|b|bit|bps|Ω|F|VA|Wh|Ah|eV)|t|h|d|min|r|K|dB|lx|lm|cd|mol|rad|bar|ha|rpm|"
    "ppm|mph|ft|[°%‰]C?"
)
_UNIT_WORDS = (
    "(?:kilo|milli|centi|micro|nano|mega|giga)?"
    "(?:met(?:re|er)|gram|lit(?:re|er)|volt|watt|amp(?:ere)?|hertz|pascal|newton|joule|ohm|bit|byte|second)s?|"
    "(?:minute|hour|day|week|month|year|time|degree|decibel|ton|tonne|mile)s?|inch(?:es)?|feet|foot|"
    "per ?cent|thousand|million|billion|yuan|dollars|euros"
)
_UNIT_CHARACTERS = (
    "米|克|千|公|度|秒|分|小时|吨|元|倍|伏|安|瓦|欧|兆|毫|厘|万|亿|平方|立方|升(?!降)|天(?![线然])|日(?!常)|年(?![检度])|月(?!度)|"
    "周(?![期边])|个(?![人体])|人(?!员)|层(?![数高])|辆|台(?![账阶])|套|次(?!数)|位(?!置)|间(?!距)|帕|赫|焦|牛|开|摄氏"
)
_UNIT_AFTER = re.compile(rf"\s*(?:{_UNIT_CHARACTERS})|\s+(?:{_UNIT_SYMBOLS}|(?i:{_UNIT_WORDS}))(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class NamedClause:
    """A clause that the question names. ``numbers`` are the ways in which a document may print it, likeliest first."""

    numbers: tuple[str, ...]


def is_at_or_inside(number: str | None, wanted: str) -> bool:
    """The clause is the wanted one or lies in it: 5.2.1 in 5.2, 第十条第二款 in 第十条; 5.21 and 第十一条 do not."""
    key, goal = number_key(number or ""), number_key(wanted)
    if not goal or not key.startswith(goal):
        return False
    rest = key[len(goal) :]
    return not rest or (not rest[0].isdigit() and rest[0] not in NUMERAL_CHARACTERS + "之")


def named_clauses(question: str) -> tuple[NamedClause, ...]:
    """The clauses that the question names, the narrowest kinds first: tables, articles, numbers, annexes, chapters.

    Standard numbers must be taken out of the question before: "GB 17761" names no clause.
    """
    text = _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), unicodedata.normalize("NFKC", question))
    found = [*_tables(text), *_articles(text), *_decimals(text), *_annexes(text), *_chapters(text)]
    return tuple(dict.fromkeys(found))


def _articles(text: str) -> list[NamedClause]:
    found = []
    for match in _ARTICLE.finditer(text):
        value = to_integer(match[1])
        if value is None or not 1 <= value <= 9999 or not (match[0].startswith("第") or _is_cited(match)):
            continue
        article = f"第{to_chinese(value)}条" + (match[2] or "")
        paragraph, item = (_ordinal(group) for group in match.group(3, 4))
        exact = f"{article}第{paragraph}款" if paragraph else article
        items = (f"{exact}第({item})项", f"{article}第一款第({item})项") if item else ()
        numbers = dict.fromkeys((*items, exact, article, f"第{value}条", str(value)))
        found.append(NamedClause(tuple(numbers)))
    return found


def _is_cited(article: re.Match[str]) -> bool:
    """Whether a figure without 第 numbers an article: behind a title, or where it is all that is said."""
    before = article.string[: article.start()].rstrip()
    return article[1].isdigit() and (not before or before[-1] in _ENDS_A_TITLE)


def _ordinal(numeral: str | None) -> str:
    """Of a paragraph or an item, as articles count them; empty for none and for what counts nothing."""
    value = to_integer(numeral) if numeral else None
    return to_chinese(value) if value and value < 100 else ""


def _annexes(text: str) -> list[NamedClause]:
    found = [_with_part(match) for match in _ANNEX_CLAUSE.finditer(text) if not _follows_table(text, match)]
    for match in _ANNEX.finditer(text):
        letter = match[1].upper()
        found.append(NamedClause((f"{letter}.{match[2]}",) if match[2] else (f"附录{letter}",)))
    return found


def _tables(text: str) -> list[NamedClause]:
    found = [NamedClause((match[1] + match[2],)) for match in _TABLE.finditer(text)]
    for match in _ENGLISH_TABLE.finditer(text):
        is_table = match[1].lower() == "table"
        found.append(
            NamedClause((("Table" if is_table else "Figure") + match[2], ("表" if is_table else "图") + match[2]))
        )
    return found


def _decimals(text: str) -> list[NamedClause]:
    found = []
    for match in _DECIMAL.finditer(text):
        if not (_is_quantity(text, match) or _is_version(text, match) or _follows_table(text, match)):
            found.append(_with_part(match))
    return found + [NamedClause((f"{match[1]}{match[2]})", match[1])) for match in _GLUED_ITEM.finditer(text)]


def _with_part(match: re.Match[str]) -> NamedClause:
    """The clause, or before it the item or paragraph in it that is named: not every document has parts of its own."""
    number = match["number"]
    if match["item"]:
        return NamedClause((f"{number}{match['item']})", number))
    if match["part"]:
        return NamedClause((f"{number}第{_ordinal(match['part'])}{match['kind']}", number))
    return NamedClause((number,))


def _is_quantity(text: str, match: re.Match[str]) -> bool:
    """A unit follows; but 5.2.1 is no quantity whatever follows, nor is what is called a clause."""
    if match["number"].count(".") > 1 or match["item"] or _CLAUSE_BEFORE.search(text, 0, match.start()):
        return False
    return bool(_UNIT_AFTER.match(text, match.end("number")))


def _is_version(text: str, match: re.Match[str]) -> bool:
    return bool(_VERSION_BEFORE.search(text, 0, match.start())) or text[match.end() :].lstrip().startswith("版")


def _chapters(text: str) -> list[NamedClause]:
    found = []
    for match in _CHAPTER.finditer(text):
        value = to_integer(match[1])
        if value is not None and 1 <= value < 1000:
            found.append(NamedClause((f"第{to_chinese(value)}{match[2]}", str(value))))
    return found + [NamedClause((match[1],)) for match in _SECTION.finditer(text)]


def _follows_table(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].rstrip().endswith(("表", "图"))
