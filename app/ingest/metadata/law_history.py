"""The history under a law's title: every step by which it was passed, issued and amended, with its date and body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Revision
from app.domain.law_title import STATE
from app.ingest.dates import find_dates

_EVENT = re.compile(r"通过|公布|发布|颁布|批准|修订|修正|修改")
_AMENDED = re.compile(r"修正|修改|部分.{0,6}的决定")
_TITLES = re.compile(r"《[^》]*》|〈[^〉]*〉|<[^>]*>")
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_LOOSE_END = re.compile(r"[\s　，,、；;]*(?:根据|自|从|于|并|和|[（(])?[\s　，,、；;]*$")
_CONGRESS = (
    (re.compile(r"全国人民代表大会常务委员会第"), "全国人民代表大会常务委员会"),
    (re.compile(r"全国人民代表大会第"), "全国人民代表大会"),
    (re.compile(r"最高人民法院审判委员会"), "最高人民法院"),
    (re.compile(r"最高人民检察院"), "最高人民检察院"),
)
_ORDER = re.compile(
    r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff、]{2,30}?)(?:令|公告)?(?:\d{4}年)?第\s*[\d一二三四五六七八九十百]+\s*号"
)
_MEETING = re.compile(r"^(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,20}?)(?:\d{4}年)?第\s*\d+\s*次.{0,8}会议")
_PLAIN = re.compile(r"^(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff、]{2,30}?)(?:联合)?(?:发布|公布|颁布|批准)")
_BODIES_BELOW_EACH_OTHER = re.compile(r"(?<=[部院局署委会厅])\s*\n\s*(?=[\u4e00-\u9fff]{2,12}(?:发布|公布|颁布|\n))")


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a law's history: passed, issued, amended. ``text`` is what is printed up to the next date."""

    date: str
    text: str

    @property
    def makes_text(self) -> bool:
        """Whether the step gave the law a whole text, and did not only amend articles."""
        return not _AMENDED.search(self.text)

    @property
    def revision(self) -> Revision:
        return Revision(self.date, re.sub(r"\s+", " ", self.text))

    @property
    def body(self) -> str | None:
        """Who took the step; bodies that acted together are apart by 、."""
        text = _BODIES_BELOW_EACH_OTHER.sub("、", self.text) if "届" not in self.text else self.text
        squeezed = re.sub(r"\s", "", text)
        for pattern, name in _CONGRESS:
            if pattern.search(squeezed):
                return name
        order = _ORDER.search(squeezed) or _MEETING.search(squeezed) or _PLAIN.search(squeezed)
        if order is None:
            return None
        return "、".join(name.removeprefix(STATE) for name in order["body"].removesuffix("令").split("、"))


def read_events(history: str) -> list[Event]:
    """Each date with the words up to the next, oldest first. Titles in 《》 may hold other dates and words."""
    history = _in_brackets(history)
    bare = _TITLES.sub(lambda match: "＊" * len(match[0]), history)
    dates = find_dates(bare)
    ends = [*(found.start for found in dates[1:]), len(bare)][: len(dates)]
    events = [Event(found.iso, _act(history[found.end : end])) for found, end in zip(dates, ends, strict=True)]
    return sorted((event for event in events if _EVENT.search(_TITLES.sub("", event.text))), key=_date_of)


def last_whole_text(events: Sequence[Event]) -> str | None:
    """The date of the newest step that gave a whole text."""
    whole = [event.date for event in events if event.makes_text]
    return whole[-1] if whole else None


def _in_brackets(history: str) -> str:
    """Up to the bracket that closes the history; where it stands in none, all of it."""
    text = history.strip()
    depth = 0
    for place, character in enumerate(text if text.startswith(_OPENING) else ""):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return text[:place]
    return text


def _act(printed: str) -> str:
    """Up to the end of the line that says what was done: below it may stand the title again, or the text."""
    act = ""
    for line in printed.strip().splitlines():
        act = f"{act}\n{line}" if act else line
        if act.count("《") == act.count("》") and _EVENT.search(_TITLES.sub("", act)):
            break
    act = _LOOSE_END.sub("", act.strip(" \n　，,")).strip(" \n　")
    return act if act.count("（") == act.count("）") else act.strip("（）").strip()


def _date_of(event: Event) -> str:
    return event.date
