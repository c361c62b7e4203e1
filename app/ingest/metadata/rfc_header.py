"""The header of an RFC (RFC 7322 clause 4.1): number, what it obsoletes and updates, month, title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.document import DocumentKind, Metadata
from app.ingest.dates import find_dates

HEADER_LINES = 20
_NUMBER = re.compile(r"Request for Comments:\s*(\d{1,5})", re.IGNORECASE)
_LIST = re.compile(r"(?P<label>Obsoletes|Updates):\s*(?P<numbers>\d{1,5}(?:,\s*\d{1,5})*)", re.IGNORECASE)
_MORE = re.compile(r"\s*(\d{1,5}(?:,\s*\d{1,5})*),?(?:\s|$)")
_END = re.compile(r"^(?:abstract|status of this memo|copyright notice|table of contents)\b", re.IGNORECASE)


def read_rfc_header(texts: Sequence[str]) -> Metadata | None:
    """None when the first lines are no header of an RFC."""
    head = list(texts[:HEADER_LINES])
    number = next((match[1] for text in head if (match := _NUMBER.search(text))), None)
    if number is None:
        return None
    last = max((place for place, text in enumerate(head) if find_dates(text)), default=len(head))
    title = []
    for text in head[last + 1 :]:
        if _END.match(text):
            break
        title.append(text)
    dates = find_dates(head[last]) if last < len(head) else []
    lists = _lists(head)
    return Metadata(
        title=" ".join(title),
        title_en=" ".join(title) or None,
        kind=DocumentKind.STANDARD,
        number=f"RFC {number}",
        issued=dates[-1].iso if dates else None,
        issuer="Internet Engineering Task Force",
        replaces=lists.get("obsoletes", ()),
        replaces_partly=lists.get("updates", ()),
    )


def _lists(head: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """A list may go on in the lines below, under its first number."""
    found: dict[str, list[str]] = {}
    label = ""
    for text in head:
        match = _LIST.search(text)
        more = _MORE.match(text) if label and match is None else None
        if match is not None:
            label = match["label"].lower()
        elif more is None:
            label = ""
            continue
        numbers = match["numbers"] if match is not None else more[1] if more is not None else ""
        found.setdefault(label, []).extend(f"RFC {item.strip()}" for item in numbers.split(","))
    return {name: tuple(dict.fromkeys(numbers)) for name, numbers in found.items()}
