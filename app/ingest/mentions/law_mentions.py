"""How a text names laws, and standards by their title: 《…法》, an introduced short name, 依照刑法第十条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.law_title import LawTitle, parse_law_title
from app.ingest.mentions.place_patterns import CN

_SHORT = (
    r"(?:[（(]\s?(?:以下|下)(?:统称|简称|称)(?:为)?[：:]?\s?[“\"《〈]?(?P<short>[^）)”\"》〉]{2,20})[”\"》〉]?\s?[)）])"
)
_MARKED = re.compile(
    rf"《(?P<title>[^《》\n]*(?:〈[^〉\n]*〉)?[^《》\n]*)》(?P<version>[（(][^（）()]*(?:19|20)\d\d[^（）()]*[)）])?{_SHORT}?"
)
_STANDARD_TITLE = re.compile(r"[^，。；]{3,60}(?:规范|规程|标准|导则|准则|通则|指南)(?:[（(](?:试行|暂行)[)）])?")
_LEADS = "依照|按照|根据|违反|适用|依据|参照|执行|符合|遵守|触犯|属于|不服|除"
_STATE = "中华人民共和国"
_BEFORE_LAW = rf"(?:{_LEADS}|以及|或者|[、和及与或按对有由])"
_ARTICLE_FOLLOWS = rf"(?=第\s?{CN}{{1,8}}\s?条)"
_RUN = re.compile(
    r"(?P<run>[\u4e00-\u9fff]{1,40}(?:法典|法|条例|细则|办法|规定|规则)(?:实施条例|实施细则|实施办法)?)"
    + _ARTICLE_FOLLOWS
)
"""What stands before an article's number without 《》: its end is the name of a law."""
_LED = re.compile(
    rf"(?:{_LEADS})(?P<title>(?:{_STATE})?(?:(?!{_LEADS}|本)[\u4e00-\u9fff]){{1,16}}?法典?(?:实施条例|实施细则)?)"
    rf"(?:{_ARTICLE_FOLLOWS}|(?=的?(?:有关|相关)?规定|关于|、|和|及|等法律))"
)
_SAME = re.compile(rf"[该同](?:法|条例|办法|规定|细则)(?=第\s?{CN}{{1,8}}\s?条)")
_OWN = re.compile(r"本(?:法|条例|细则|办法|规定|规则|解释|决定)$")
_NO_NAME = re.compile(
    r"有关|相关|其他|其它|国家|法律|的|规定|或者|以及|依法|此|各|上述|下列|前款|司法|执法|立法$|合法|违法|非法|守法|普法|军法$|办法|方法|做法"
    r"|^[本该同两各但并且如其将由凡因不未]"
)


MOST_NAMES = 400
"""Laws that one document is held to name; each is looked for in each clause."""


@dataclass(frozen=True, slots=True)
class LawMention:
    """A law or a standard's title at [start, end). ``title`` is None where it cannot be told which is meant; the
    articles behind it are then not this document's all the same."""

    start: int
    end: int
    title: LawTitle | None


def short_names(texts: Iterable[str]) -> dict[str, str]:
    """Titles by the short names that a document introduces, 《…食品安全法》（以下简称食品安全法）, and by what people
    say for the titles that it names in full."""
    introduced: dict[str, str] = {}
    spoken: dict[str, str] = {}
    for text in texts:
        if len(introduced) + len(spoken) >= MOST_NAMES:
            break
        for match in _MARKED.finditer(text):
            short = (match["short"] or "").strip()
            if short and not short.startswith("本"):
                introduced.setdefault(short, match["title"])
            title = parse_law_title(match["title"])
            if title is not None and len(title.short) > 2:
                spoken.setdefault(title.short, title.title)
    return spoken | introduced


def law_mentions(text: str, names: Mapping[str, str], own_title: str | None = None) -> list[LawMention]:
    """In order, none inside another. ``own_title`` is the document's: it is no mention of another."""
    own = parse_law_title(own_title) if own_title else None
    kept: list[LawMention] = []
    for mention in sorted(_found(text, names), key=lambda found: (found.start, -found.end, found.title is None)):
        if kept and mention.start < kept[-1].end:
            continue
        if mention.title is None or own is None or not mention.title.same_law(own):
            kept.append(mention)
    return kept


def _found(text: str, names: Mapping[str, str]) -> Iterator[LawMention]:
    marked = [mention for match in _MARKED.finditer(text) if (mention := _marked(match, names)) is not None]
    yield from marked
    yield from _by_short_name(text, names)
    for match in _LED.finditer(text):
        title = None if _NO_NAME.search(match["title"]) else parse_law_title(names.get(match["title"], match["title"]))
        if title is not None:
            yield LawMention(match.start("title"), match.end("title"), title)
    for match in _SAME.finditer(text):
        earlier = [mention for mention in marked if mention.end <= match.start()]
        yield LawMention(match.start(), match.end(), earlier[-1].title if earlier else None)
    for match in _RUN.finditer(text):
        if not _OWN.search(match["run"]):
            yield _before_article(match, names)


def _marked(match: re.Match[str], names: Mapping[str, str]) -> LawMention | None:
    inner = names.get(match["title"], match["title"])
    title = parse_law_title(f"《{inner}》{match['version'] or ''}") or parse_law_title(inner)
    if title is None and _STANDARD_TITLE.fullmatch(inner):
        title = LawTitle(inner)
    return LawMention(match.start(), match.end(), title) if title is not None else None


def _before_article(match: re.Match[str], names: Mapping[str, str]) -> LawMention:
    """The known law that the words before an article end in. Where none is known, the article is another law's all the
    same."""
    run = match["run"]
    for short in sorted(names, key=len, reverse=True):
        for name, full in ((short, names[short]), (f"{short}实施条例", f"{names[short]}实施条例")):
            if run.endswith(name):
                return LawMention(match.end() - len(name), match.end(), parse_law_title(full))
    return LawMention(match.end() - 1, match.end(), None)


def _by_short_name(text: str, names: Mapping[str, str]) -> Iterator[LawMention]:
    for short, full in names.items():
        title = parse_law_title(full) if short in text else None
        if title is None:
            continue
        bounded = rf"(?:(?<![《“〈本\u4e00-\u9fff])|{_BEFORE_LAW}){re.escape(short)}(?!实施|[〉》])"
        for match in re.finditer(bounded, text):
            yield LawMention(match.end() - len(short), match.end(), title)
