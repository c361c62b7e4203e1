"""The front of a law or regulation: title, history, and the last article that says when it takes effect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Clause, DocumentKind
from app.domain.law_title import LAW_ENDINGS, LawTitle, parse_law_title
from app.ingest.dates import find_dates
from app.ingest.lines import Line

_EVENT = re.compile(r"通过|公布|发布|颁布|批准|修订|修正|修改")
_AMENDED = re.compile(r"修正|修改|部分.{0,6}的决定")
_EFFECT = re.compile(r"[自于从](?P<date>[^，。；自于从]{4,16}?)起?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(r"(?:公布|发布|颁布|批准)之日起?(?:施行|实施|执行|生效)")
_SELF = re.compile(r"本(?:法|条例|规定|办法|细则|规则|解释|决定|规范|命令|章程|通则|实施细则|实施办法)")
_ABOLISHED = re.compile(r"《[^》]+》(?:[、和及以及]*(?:《[^》]+》))*[^。；]{0,20}?同时废止")
_TITLES = re.compile(r"《([^》]+)》")
_ISSUERS = (
    (re.compile(r"全国人民代表大会常务委员会第"), "全国人民代表大会常务委员会"),
    (re.compile(r"全国人民代表大会第"), "全国人民代表大会"),
    (re.compile(r"最高人民法院审判委员会"), "最高人民法院"),
    (re.compile(r"最高人民检察院"), "最高人民检察院"),
)
_ORDER = re.compile(
    r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff、]{2,30}?)(?:令|公告)?(?:\d{4}年)?第\s*[\d一二三四五六七八九十百]+\s*号"
)
_MEETING = re.compile(r"^(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,20}?)(?:\d{4}年)?第\s*\d+\s*次.{0,8}会议")
_PLAIN = re.compile(r"^(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff、]{2,20}?)(?:发布|公布|颁布|批准)")
_TITLE_BODY = re.compile(
    r"^(最高人民法院、最高人民检察院|最高人民法院|最高人民检察院|国务院|全国人民代表大会常务委员会|全国人民代表大会)(?:关于|办公厅)"
)
MOST_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a law's history: passed, issued, amended."""

    date: str
    text: str

    @property
    def makes_text(self) -> bool:
        """Whether the step gave the law a whole text, and did not only amend articles."""
        return not _AMENDED.search(self.text)


@dataclass(frozen=True, slots=True)
class LawFront:
    """``issued`` is the date of the version at hand: the last step of its history. ``effective`` is what the last
    article prints, which in an amended law is the date of the whole text and not of the amendment."""

    title: str
    kind: DocumentKind
    issued: str | None
    effective: str | None
    issuer: str | None
    replaces: tuple[LawTitle, ...]


def read_law_front(lines: Sequence[Line], clauses: Sequence[Clause]) -> LawFront | None:
    """None when the front shows no title of a law."""
    found = _title(lines)
    if found is None:
        return None
    title, rest = found
    whole_title = _with_book(title, rest)
    history = "\n".join(line.text for line in rest)
    events = _events(history)
    return LawFront(
        title=whole_title.title,
        kind=_kind(title),
        issued=events[-1].date if events else None,
        effective=_effective(history, events, clauses),
        issuer=_issuer(title, events),
        replaces=tuple(other for other in _abolished(clauses) if not other.same_law(title)),
    )


def _kind(title: LawTitle) -> DocumentKind:
    is_by_congress = title.title.startswith(("全国人民代表大会", "全国人大"))
    is_law = title.ending in LAW_ENDINGS or is_by_congress
    return DocumentKind.LAW if is_law else DocumentKind.REGULATION


def _title(lines: Sequence[Line]) -> tuple[LawTitle, Sequence[Line]] | None:
    """The first lines that make a title, joined where it is set over several, and the lines below it."""
    for start in range(len(lines)):
        for count in range(1, MOST_TITLE_LINES + 1):
            group = lines[start : start + count]
            if any(find_dates(part.text) or len(part.text) > 80 for part in group):
                break
            title = parse_law_title("".join(part.text for part in group))
            if title is not None:
                return title, lines[start + count :]
    return None


def _with_book(title: LawTitle, below: Sequence[Line]) -> LawTitle:
    """A code may be kept a book a file: 民法典 物权编."""
    if (
        below
        and below[0].heading_level == 1
        and re.fullmatch(r"(?:第.+编\s*)?\S{1,10}(?:编|总则|附则)|总则|附则", below[0].text)
    ):
        return LawTitle(f"{title.title} {below[0].text}", title.year)
    return title


def _events(history: str) -> list[Event]:
    """Each date with the words up to the next. Titles in 《》 may hold other dates and words."""
    bare = re.sub(r"《[^》]*》|〈[^〉]*〉|<[^>]*>", lambda match: "＊" * len(match[0]), history)
    dates = find_dates(bare)
    ends = [*(found.start for found in dates[1:]), len(bare)][: len(dates)]
    events = [
        Event(found.iso, history[found.end : end].strip(" \n　（）()")) for found, end in zip(dates, ends, strict=True)
    ]
    return sorted((event for event in events if _EVENT.search(event.text)), key=lambda event: event.date)


def _effective(history: str, events: Sequence[Event], clauses: Sequence[Clause]) -> str | None:
    for clause in reversed(clauses):
        own = _SELF.search(clause.text)
        if own is None:
            continue
        stated = _EFFECT.search(clause.text, own.start())
        dates = find_dates(stated["date"]) if stated else []
        if dates:
            return dates[0].iso
        if _FROM_ISSUE.search(clause.text, own.start()):
            return _last_whole_text(events)
    if _FROM_ISSUE.search(history):
        return _last_whole_text(events)
    from_history = re.search(r"(?P<date>[^\n]{8,14}?)\s*(?:起)?施行", history)
    dates = find_dates(from_history["date"]) if from_history else []
    return dates[0].iso if dates else None


def _last_whole_text(events: Sequence[Event]) -> str | None:
    whole = [event.date for event in events if event.makes_text]
    return whole[-1] if whole else None


def _issuer(title: LawTitle, events: Sequence[Event]) -> str | None:
    if named := _TITLE_BODY.match(title.title):
        return named[1]
    for event in reversed(events):
        for pattern, name in _ISSUERS:
            if pattern.search(event.text):
                return name
        order = _ORDER.search(event.text) or _MEETING.search(event.text) or _PLAIN.search(event.text)
        if order:
            return order["body"].removesuffix("令")
    return None


def _abolished(clauses: Sequence[Clause]) -> tuple[LawTitle, ...]:
    """The laws that the last articles abolish: 《…》同时废止."""
    titles = [
        parse_law_title(name)
        for clause in clauses[-30:]
        for passage in _ABOLISHED.finditer(clause.text)
        for name in _TITLES.findall(passage[0])
    ]
    return tuple(dict.fromkeys(title for title in titles if title is not None))
