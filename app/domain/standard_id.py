"""The number of a standard: taken as people write it, kept in one normal form, editions in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import total_ordering
from pathlib import PurePath

from app.domain import standard_patterns as patterns

UNDATED = -1
UNISSUED = 9999
"""Where a draft's year is still "XXXX": newer than every issued edition."""


@total_ordering
@dataclass(frozen=True, slots=True)
class StandardId:
    """A standard, or with ``year`` one edition of it.

    ``prefix`` is "GB/T", "DB32/T", "T/CECS", "Q/ABC", "ISO/IEC", "NIST SP"; ``part`` what follows the point or
    the dash ("3" in GB/T 32960.3, "2-24" in IEC 60335-2-24); ``year`` four digits, or as printed in a draft
    ("XXXX"). ``revision`` is 2018 in "GB 50016-2014（2018年版）" and 1 in "NIST SP 800-171r1".
    """

    prefix: str
    number: str
    part: str | None = None
    year: str | None = None
    revision: int | None = None

    def __str__(self) -> str:
        base = f"{self.undated_name}{self._year_mark}{self.year}" if self.year else self.undated_name
        if self.revision is None:
            return base
        return f"{base}r{self.revision}" if self._is_nist else f"{base}（{self.revision}年版）"

    @property
    def undated_name(self) -> str:
        """The number without edition: "GB/T 32960.3"."""
        prefix = f"{self.prefix}/" if re.fullmatch(r"DB\d{2,4}", self.prefix) else self.prefix
        part = f"{'-' if self._is_international else '.'}{self.part}" if self.part else ""
        return f"{prefix} {self.number}{part}"

    @property
    def family(self) -> str:
        """The prefix without /T or /Z. GB, GB/T and GB/Z share one run of numbers, as do JT and JT/T: standards
        move between mandatory and recommended and keep their number."""
        return re.sub(r"(?<=.)/[TZ]$", "", self.prefix)

    @property
    def is_dated(self) -> bool:
        """Whether one edition is meant (GB/T 1.1-2020 clause 9.5.4.2), and not the newest."""
        return self.year is not None or self.revision is not None

    @property
    def edition(self) -> tuple[int, int]:
        """Orders the editions of one standard: year, then revision within it."""
        year = UNDATED
        if self.year is not None:
            year = int(self.year) if self.year.isdigit() else UNISSUED
        return year, UNDATED if self.revision is None else self.revision

    def same_standard(self, other: StandardId) -> bool:
        """Whether both are editions of one standard: same family, number and part."""
        return self._standard_key == other._standard_key

    def is_newer_than(self, other: StandardId) -> bool:
        """Whether this is a later edition of the same standard. An undated number is no edition."""
        return (
            self.same_standard(other)
            and (self.is_dated or self._is_nist)
            and (other.is_dated or other._is_nist)
            and self.edition > other.edition
        )

    def __lt__(self, other: StandardId) -> bool:
        return self._order < other._order

    @property
    def _standard_key(self) -> tuple[str, str, str]:
        number = self.number.lstrip("0") if self.number.isdigit() else self.number
        return self.family, number or "0", self.part or ""

    @property
    def _order(self) -> tuple[object, ...]:
        numbers = [int(digits) for digits in re.findall(r"\d+", f"{self.number}.{self.part or ''}")]
        return self.family, numbers, self.edition, self.prefix, self.number, self.part or "", self.year or ""

    @property
    def _is_international(self) -> bool:
        return bool(re.match(r"(?:BS |DIN |NF |PREN )?(?:EN|ISO|IEC|CISPR|OIML)\b", self.prefix))

    @property
    def _is_nist(self) -> bool:
        return self.prefix.startswith("NIST ")

    @property
    def _year_mark(self) -> str:
        return ":" if self._is_international else "-"


@dataclass(frozen=True, slots=True)
class FoundId:
    """A number at [start, end) of a text."""

    start: int
    end: int
    id: StandardId


def parse(text: str) -> StandardId | None:
    """The standard when the text is its number and nothing else, "GBT32960.3-2016" or "GB/T 32960.3—2016"."""
    found = starting(text.strip())
    return found.id if found and found.end == len(text.strip()) else None


def in_file_name(file: str) -> tuple[StandardId, str] | None:
    """The number that a file's name opens with, and the rest as title: "GB50016_2014_建筑设计防火规范.txt".

    Names are given by whoever saved the file and can be wrong: good for finding a document, no proof of what it is.
    """
    stem = re.sub(r"(?<=\d)_(?=(?:19|20)\d\d(?!\d))", "-", PurePath(file).stem).replace("_", " ").strip()
    found = starting(stem)
    return (found.id, stem[found.end :].strip(" -—《》")) if found else None


def starting(text: str) -> FoundId | None:
    """The number at the start of an entry of normative references, with no doubt about short prefixes."""
    folded = patterns.fold(text)
    matches = [found for pattern in _PATTERNS if (found := pattern.match(folded)) is not None]
    return _found(max(matches, key=lambda match: match.end())) if matches else None


def find_all(text: str) -> list[FoundId]:
    """Every number that plainly is one, in order, none inside another."""
    folded = patterns.fold(text)
    found = sorted(_candidates(text, folded), key=lambda candidate: (candidate.start, -candidate.end))
    kept: list[FoundId] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


_PATTERNS = (
    patterns.CHINESE,
    patterns.LOCAL,
    patterns.GROUP,
    patterns.COMPANY,
    patterns.EQUIPMENT,
    patterns.INTERNATIONAL,
    patterns.NIST,
    patterns.FIPS,
    patterns.RFC,
)


def _candidates(text: str, folded: str) -> Iterator[FoundId]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            found = _found(match)
            if _is_plain(found.id, text[found.start : found.end]):
                yield found


def _is_plain(standard: StandardId, printed: str) -> bool:
    if standard.prefix in patterns.WEAK and not standard.year:
        return False
    return standard.prefix[:2] not in patterns.SHORT or not printed[:2].islower()


def _found(match: re.Match[str]) -> FoundId:
    groups = match.groupdict()
    prefix = _normal_prefix(groups["prefix"])
    part = re.sub(r"\s", "", groups.get("part") or "").lstrip(".-") or None
    revision = groups.get("revision")
    return FoundId(
        match.start(),
        match.end(),
        StandardId(
            prefix,
            re.sub(r"\s", "", groups["number"]),
            part,
            _four_digits(groups.get("year")),
            int(revision) if revision else None,
        ),
    )


def _four_digits(year: str | None) -> str | None:
    """Two-digit years stand for the last century: the four-digit form came in with GB 1.1 in the 1990s."""
    return f"19{year}" if year and re.fullmatch(r"\d\d", year) else year


def _normal_prefix(printed: str) -> str:
    prefix = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", printed)).strip()
    if prefix in ("SP", "SPECIAL PUBLICATION"):
        return "NIST SP"
    if prefix.replace(" ", "") == "NISTIR":
        return "NIST IR"
    if re.match(r"G B|DB \d", prefix) or prefix.endswith((" T", " Z")):
        prefix = prefix.replace(" ", "")
    if re.fullmatch(r"DB\d{2,4}/", prefix):
        return prefix[:-1]
    return _with_slash(prefix.replace("GUIDE", "Guide").replace("STD", "Std"))


def _with_slash(prefix: str) -> str:
    """ "GBT" as in file names, where no slash can stand, is GB/T."""
    glued = re.fullmatch(r"(GB|DB\d{2,4}|[A-Z]{2})([TZ])", prefix)
    if glued is None or prefix in patterns.NATIONAL or prefix in patterns.LONG_INDUSTRY:
        return prefix
    return f"{glued[1]}/{glued[2]}"
