"""Covers of English publications: NIST Special Publications, FIPS, ISO and IEC standards, and what looks like them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import standard_id
from app.domain.standard_id import StandardId
from app.ingest.dates import find_dates
from app.ingest.lines import Line
from app.ingest.metadata.front import joined_below, largest

_SERIES = re.compile(
    r"special publication|fips pub|federal information processing|^revision\s*\d+$|interagency|recommendations? of the"
    r"|^(?:\w ){4,}\w$|available free|https?://|^national institute|^of standards and technology|sponsored by"
    r"|department of|^international\s+standard|^norme internationale|edition$|^reference number|^iso copyright|^©",
    re.IGNORECASE,
)
"""Lines of a cover that name the series, the institute or the office, and not the publication."""

_KERNED_DIGITS = re.compile(r"(?<=[\d-])\s(?=\d)")
_PUBLICATION = re.compile(r"^(?:NIST )?(?:Special Publication|FIPS|NISTIR|NIST IR)\b", re.IGNORECASE)
_EDITION_MONTH = re.compile(r"^(?:.{0,20}edition\s*)?((?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?)$", re.IGNORECASE)
"""ISO covers: "Fifth edition", and "2023-04" beside or below it."""

_SENTENCE = re.compile(r"^\s*(?:,?\s*[a-z]+\s)|[.;]\s*$")
"""What follows a number that opens a sentence and not a cover: "ISO 9241-11 defines usability as"."""

ISSUERS = {
    "NIST": "National Institute of Standards and Technology",
    "FIPS": "National Institute of Standards and Technology",
    "ISO/IEC": "International Organization for Standardization、International Electrotechnical Commission",
    "ISO": "International Organization for Standardization",
    "IEC": "International Electrotechnical Commission",
}
"""By the beginning of the number; the first that fits."""

_REVISION = re.compile(r"^Revision\s*(\d+)\b\s*", re.IGNORECASE)
"""By itself, or at the left of a title whose first line is as high."""


@dataclass(frozen=True, slots=True)
class EnglishCover:
    """``issued`` is a month ("2004-02") on most of these covers."""

    number: StandardId | None
    title: str
    issued: str | None
    issuer: str | None


def read_english_cover(cover: Sequence[Line], title_page: Sequence[Line]) -> EnglishCover:
    """The facts of the cover; the title page behind it prints the number and the date again."""
    texts = [line.text.strip() for line in (*cover, *title_page)]
    number = _number(texts)
    months = [match[1] for text in texts if (match := _EDITION_MONTH.match(text))]
    dates = months or [found.iso for text in texts if len(text) < 40 for found in find_dates(text)]
    candidates = [line for line in cover if _may_be_title(line.text)]
    title_lines = joined_below(largest(candidates), candidates)
    return EnglishCover(
        number=number,
        title=" ".join(_REVISION.sub("", line.text.strip()) for line in title_lines),
        issued=dates[0] if dates else None,
        issuer=next((name for start, name in ISSUERS.items() if number and number.prefix.startswith(start)), None),
    )


def _number(texts: Sequence[str]) -> StandardId | None:
    """The fullest number that a line opens with; letter spacing splits digits on some covers (800-1 1 1)."""
    best: StandardId | None = None
    for index, text in enumerate(texts):
        line = _KERNED_DIGITS.sub("", text) if _PUBLICATION.match(text) else text
        found = standard_id.starting(line)
        if found is None or found.start > 0 or _SENTENCE.search(line[found.end :]):
            continue
        # A title set beside the number may come between it and its revision.
        following = next((match for near in texts[index + 1 : index + 3] if (match := _REVISION.match(near))), None)
        revised = standard_id.parse(f"{found.id} Revision {following[1]}") if following else None
        candidate = revised or found.id
        if best is None or (_is_fuller(candidate, best)):
            best = candidate
    return best


def _is_fuller(one: StandardId, other: StandardId) -> bool:
    return one.same_standard(other) and (one.is_newer_than(other) or (one.is_dated and not other.is_dated))


def _may_be_title(text: str) -> bool:
    stripped = text.strip()
    is_fact = _SERIES.search(stripped) or find_dates(stripped) or standard_id.parse(stripped)
    return bool(re.search(r"[A-Za-z]{2}", stripped)) and not is_fact
