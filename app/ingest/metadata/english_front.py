"""What English documents say of themselves: covers of NIST, ISO, IEC and IETF, and the sentences of their forewords."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain import standard_id
from app.domain.document import DocumentKind, Metadata
from app.domain.standard_id import StandardId
from app.ingest.lines import Line, Reading
from app.ingest.metadata.adoption import adopted
from app.ingest.metadata.english_cover import EnglishCover, read_english_cover
from app.ingest.metadata.front import page_lines
from app.ingest.metadata.replacement import Replaced
from app.ingest.metadata.rfc_header import read_rfc_header

_SUBJECT = (
    r"this\s+(?:\w+\s+){0,3}"
    r"(?:edition|standard|document|publication|recommendation|specification|revision|part|version)"
)
_VERB = r"(?P<verb>cancels\s+and\s+replaces|supersedes|replaces|obsoletes)(?P<partly>\s+in\s+part|\s+parts?\s+of)?"
_LIST = r"(?P<list>(?:[^.;]|\.(?=\s?\d)|(?<=[Rr]ev)\.){3,300})"
_STATED = re.compile(rf"{_SUBJECT}[^.;]{{0,60}}?\b{_VERB}\s+{_LIST}", re.IGNORECASE)
_ON_COVER = re.compile(rf"^\(?{_VERB}\s*:?\s+{_LIST}", re.IGNORECASE)
_DRAFT = re.compile(
    r"^\(?draft\b|\b(?:public|committee|working)\s+draft\b|draft\s+international\s+standard|for\s+public\s+comment",
    re.IGNORECASE,
)


def read_english(reading: Reading, front: Sequence[Line], opening: str) -> Metadata:
    """``opening`` is the text of the first clauses, where a foreword stands."""
    texts = [line.text.strip() for line in front]
    rfc = read_rfc_header(texts)
    if rfc is not None:
        return rfc
    cover = read_english_cover(front, [*page_lines(reading, 2), *page_lines(reading, 3)])
    replaced = _replaced(texts, opening, cover.number)
    return Metadata(
        title=cover.title,
        title_en=cover.title or None,
        kind=_kind(cover),
        number=str(cover.number) if cover.number else None,
        issued=cover.issued,
        issuer=cover.issuer,
        replaces=tuple(map(str, replaced.whole)),
        replaces_partly=tuple(map(str, replaced.partly)),
        adopts=adopted((), opening),
        is_draft=any(map(_DRAFT.search, texts)) or _is_draft_number(cover.number),
    )


def _kind(cover: EnglishCover) -> DocumentKind:
    """Special Publications are guidance; FIPS are standards."""
    if cover.number is None:
        return DocumentKind.OTHER
    return DocumentKind.GUIDELINE if cover.number.prefix.startswith("NIST ") else DocumentKind.STANDARD


def _is_draft_number(number: StandardId | None) -> bool:
    return number is not None and "DIS" in number.prefix


def _replaced(texts: Sequence[str], opening: str, own: StandardId | None) -> Replaced:
    stated = [match for text in texts if (match := _ON_COVER.match(text))] + list(_STATED.finditer(opening))
    whole: dict[StandardId, None] = {}
    partly: dict[StandardId, None] = {}
    for match in stated:
        for found in standard_id.find_all(match["list"]):
            if found.id != own:
                (partly if match["partly"] else whole)[found.id] = None
    return Replaced(tuple(whole), tuple(item for item in partly if item not in whole))
