"""The front of a law or regulation: title, history, and the last article that says when it takes effect."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import Clause, DocumentKind, Revision
from app.domain.law_title import LAW_ENDINGS, LawTitle, parse_law_title
from app.ingest.dates import find_dates
from app.ingest.lines import Line
from app.ingest.metadata.law_history import Event, last_whole_text, read_events

_EFFECT = re.compile(r"[自于从](?P<date>[^，。；自于从]{4,16}?)起?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(r"(?:公布|发布|颁布|批准)之日起?(?:施行|实施|执行|生效)")
_SELF = re.compile(r"本(?:法|条例|规定|办法|细则|规则|解释|决定|规范|命令|章程|通则|实施细则|实施办法|修正案)")
_SENTENCE = re.compile(r"[^。；\n]+")
_ABOLISHED = re.compile(r"(?:同时|即行|予以|一并|相应)(?:停止(?:施行|执行)|废止)")
_TITLES = re.compile(
    r"(?<!根据)(?<!依照)(?<!按照)《(?P<title>[^》]+)》(?P<part>(?:第[^、和及，]{1,12}条|中|的?(?:有关|相关|部分))?)"
)
_TITLE_BODY = re.compile(
    r"^(最高人民法院、最高人民检察院|最高人民法院|最高人民检察院|国务院|全国人民代表大会常务委员会|全国人民代表大会)(?:关于|办公厅)"
)
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|讨论稿")
_DRAFT_MARK = re.compile(rf"[（(【]?.{{0,8}}(?:{_DRAFT.pattern}).{{0,12}}$")
_CONGRESS = "全国人民代表大会"
AMENDMENT_ENDING = "修正案"
"""刑法修正案, 宪法修正案: only the congress amends in this form."""

MOST_TITLE_LINES = 3
LAST_CLAUSES = 30
"""Where a law says since when it counts and what it abolishes."""


@dataclass(frozen=True, slots=True)
class LawFront:
    """``issued`` is the date of the version at hand: the last step of its history. ``effective`` is what the last
    article prints, which in an amended law is the date of the whole text and not of the amendment. Laws of which only
    provisions are abolished are in ``replaces_partly``."""

    title: str
    kind: DocumentKind
    issued: str | None
    effective: str | None
    issuer: str | None
    replaces: tuple[LawTitle, ...]
    replaces_partly: tuple[LawTitle, ...]
    revisions: tuple[Revision, ...]
    is_draft: bool


def read_law_front(lines: Sequence[Line], clauses: Sequence[Clause]) -> LawFront | None:
    """None when the front shows no title of a law."""
    found = _title(lines)
    if found is None:
        return None
    title, rest = found
    whole_title = _with_book(title, rest)
    history = "\n".join(line.text for line in itertools.takewhile(_is_history, rest))
    events = read_events(history)
    issuer = _issuer(title, events)
    abolished = [(other, part) for other, part in _abolished(clauses) if not other.same_law(title)]
    return LawFront(
        title=whole_title.title,
        kind=_kind(title, issuer),
        issued=events[-1].date if events else None,
        effective=_effective(history, events, clauses),
        issuer=issuer,
        replaces=tuple(dict.fromkeys(other for other, part in abolished if not part)),
        replaces_partly=tuple(dict.fromkeys(other for other, part in abolished if part)),
        revisions=tuple(event.revision for event in events),
        is_draft=bool(_DRAFT.search(title.title))
        or any(map(_DRAFT_MARK.match, (line.text.strip() for line in rest[:2]))),
    )


def _is_history(line: Line) -> bool:
    """Orders without articles go on with sentences, which tell of other dates."""
    return "。" not in line.text


def _kind(title: LawTitle, issuer: str | None) -> DocumentKind:
    """What the congress or its standing committee makes is a law, whatever it is called (立法法 article 10)."""
    is_by_congress = title.title.startswith((_CONGRESS, "全国人大")) or (issuer or "").startswith(_CONGRESS)
    is_law = title.ending in LAW_ENDINGS or title.ending == AMENDMENT_ENDING or is_by_congress
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
            return last_whole_text(events)
    if _FROM_ISSUE.search(history):
        return last_whole_text(events)
    from_history = re.search(r"(?P<date>[^\n]{8,14}?)\s*(?:起)?施行", history)
    dates = find_dates(from_history["date"]) if from_history else []
    return dates[0].iso if dates else None


def _issuer(title: LawTitle, events: Sequence[Event]) -> str | None:
    if named := _TITLE_BODY.match(title.title):
        return named[1]
    return next((event.body for event in reversed(events) if event.body), None)


def _abolished(clauses: Sequence[Clause]) -> Iterator[tuple[LawTitle, bool]]:
    """The laws that the last articles abolish (《…》同时废止), each with whether only provisions of it go."""
    for clause in clauses[-LAST_CLAUSES:]:
        for sentence in _SENTENCE.findall(clause.text):
            end = max((match.start() for match in _ABOLISHED.finditer(sentence)), default=0)
            for named in _TITLES.finditer(sentence, 0, end):
                yield parse_law_title(named["title"]) or LawTitle(named["title"]), bool(named["part"])
