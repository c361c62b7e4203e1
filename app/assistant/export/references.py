"""A source as an entry of a list of references after GB/T 7714, in the form of 2015 or of 2025.

2015 (examples of 4.1 and annex A): 主要责任者. 题名: 标准编号[S]. 出版地: 出版者, 出版年: 引文页码.
2025 (in force since 2026-07-01; 8.9.2 of it as the maintained citation styles for Zotero and BibTeX give its
examples): 标准编号 题名[S], without responsible body and publisher, and with a full-width colon in Chinese entries.
The text of the 2025 edition could not be read here. Not confirmed of it: how a law is entered. Both editions name no
type for laws; they are entered as Z (其他) with the body that made them, as 2015 annex B allows. Neither edition knows
clauses as a place: the clause follows the page in brackets, or stands alone where the format has no pages, as other
places stand in for a page (扉页, 第1版自序 in 7.7).

What the document and the library do not tell is left out: no publisher, place or year is ever supposed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from app.domain.document import DocumentKind, Metadata
from app.domain.standard_id import parse

_CHINESE_YEAR = re.compile(r"-(?=(?:\d{4}|X{4})(?:（|$))")
_INTERNATIONAL = ("ISO", "IEC", "EN", "NIST", "FIPS", "RFC", "BS", "DIN", "IEEE", "ITU")


class CitationForm(StrEnum):
    GB2025 = "2025"
    GB2015 = "2015"


def reference(
    metadata: Metadata | None,
    called: str,
    clause: str | None,
    page: int | None,
    form: CitationForm,
    printed: str | None = None,
) -> str:
    """One entry without its number. ``metadata`` is None for a document that is not held any more; ``called`` is then
    all that is known of it. ``printed`` is what the page bears, as ``app.domain.printed_page`` tells."""
    known = metadata or Metadata(title="" if parse(called) else called, number=called if parse(called) else None)
    entry = _standard(known, form) if known.number is not None else _other(known, called, form)
    place = _place(clause, page, printed, is_chinese=known.language != "en")
    colon = ": " if form is CitationForm.GB2015 or known.language == "en" else "："
    return f"{entry}{colon}{place}." if place else f"{entry}."


def printed_number(number: str) -> str:
    """With the dash that stands before the year in print: GB 17761—2018; ISO 4210-2:2015 keeps its colon."""
    standard = parse(number)
    if standard is None or standard.prefix.split(" ")[0].split("/")[0] in _INTERNATIONAL:
        return number
    return _CHINESE_YEAR.sub("—", number)


def _standard(known: Metadata, form: CitationForm) -> str:
    number = printed_number(known.number or "")
    title = known.title if known.title and known.title != known.number else ""
    if form is CitationForm.GB2025:
        return f"{number} {title}".strip() + "[S]"
    body = f"{known.issuer}. " if known.issuer else ""
    return body + (f"{title}: {number}[S]" if title else f"{number}[S]")


def _other(known: Metadata, called: str, form: CitationForm) -> str:
    """Laws, regulations and whatever has no number; of a law with the day of issue or of its last change, where the
    document tells one, and with its edition where it is called by that."""
    is_law = known.kind in (DocumentKind.LAW, DocumentKind.REGULATION)
    body = f"{known.issuer}. " if known.issuer else ""
    day = known.issued or (known.revisions[-1].date if known.revisions else "")
    issued = f". {day}" if is_law and day else ""
    kind = "S" if known.kind is DocumentKind.STANDARD else "Z"
    title = called if not known.title or called.startswith(known.title) else known.title
    return f"{body}{title}[{kind}]{issued}"


def _place(clause: str | None, page: int | None, printed: str | None, *, is_chinese: bool) -> str:
    """The page as printed before what else tells the place; its count in the file where that is another number."""
    if page is None:
        return clause or ""
    is_counted = printed is None or printed == str(page)
    counted = "" if is_counted else (f"文件第 {page} 页" if is_chinese else f"file page {page}")
    beside = ("，" if is_chinese else ", ").join(part for part in (clause, counted) if part)
    named = str(page) if printed is None else printed
    if not named:
        return beside
    if not beside:
        return named
    return f"{named}（{beside}）" if is_chinese else f"{named} ({beside})"
