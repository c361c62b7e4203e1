"""The documents of a library by the standard or law that they are an edition of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.domain.document import DocumentKind, Metadata
from app.domain.law_title import STATE
from app.domain.standard_id import UNISSUED, StandardId, in_file_name, parse

LAWS = frozenset({DocumentKind.LAW, DocumentKind.REGULATION, DocumentKind.GUIDELINE})
"""Kinds whose versions share a title and are told apart by date."""

_TITLE_MARKS = re.compile(r"[\s《》〈〉]+")
_REVISION_MARK = re.compile(r"\((?:\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订)(?:文本|本|版)?\)$")
_DRAFT = re.compile(r"征求意见稿|送审稿|报批稿|草案|讨论稿")


@dataclass(frozen=True, slots=True)
class Edition:
    """One document as an edition of something. ``title`` is its title as ``title_key`` folds it; ``corrected`` are
    the fields of its metadata that a person has set."""

    document_id: str
    metadata: Metadata
    standard: StandardId | None
    title: str
    corrected: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How another document names it: its number, or its title."""
        return self.metadata.number or self.metadata.title

    @property
    def is_draft(self) -> bool:
        """Whether it is a text for comment, which replaces nothing."""
        unissued = self.standard is not None and self.standard.edition[0] == UNISSUED
        return self.metadata.is_draft or unissued or bool(_DRAFT.search(self.metadata.title))

    @property
    def starts(self) -> str | None:
        """ISO date from which this text is known to count; None when its document does not say.

        The later of its two dates: an amended law prints the day on which the law once took effect, and its newest
        articles count from the amendment. Where the effective date is not known, the issue date stands in.
        """
        dates = [day for day in (self.metadata.effective, self.metadata.issued) if day]
        return max(dates, default=None)

    @property
    def takes_effect(self) -> str | None:
        """As ``starts``, else the last day of the edition's year; None when nothing is known.

        Being warned of a newer edition some months early is the safer of the two mistakes.
        """
        year = self.standard.year if self.standard else None
        return self.starts or (f"{year}-12-31" if year and year.isdigit() else None)

    def is_effective(self, as_of: str) -> bool:
        return self.takes_effect is None or self.takes_effect <= as_of


class Editions:
    """Every document of a library, found by standard or by title; in the order in which they were given."""

    def __init__(
        self,
        documents: Iterable[tuple[str, Metadata]],
        corrected: Mapping[str, Collection[str]] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """By document id, ``corrected`` gives the fields that a person has set and ``files`` the names of files."""
        by_person = corrected or {}
        self.all = tuple(_edition(document, metadata, by_person.get(document, ())) for document, metadata in documents)
        self._by_standard: dict[tuple[str, str | None], list[Edition]] = {}
        self._by_title: dict[str, list[Edition]] = {}
        for edition in self.all:
            if edition.standard is not None and is_numbered(edition.standard):
                self._by_standard.setdefault(_bucket(edition.standard), []).append(edition)
            self._by_title.setdefault(edition.title, []).append(edition)
        self._by_file_name: dict[tuple[str, str | None], list[tuple[StandardId, Edition]]] = {}
        for edition in self.all:
            named = in_file_name((files or {}).get(edition.document_id, "")) if edition.standard is None else None
            if named is not None:
                self._by_file_name.setdefault(_bucket(named[0]), []).append((named[0], edition))

    def of_standard(self, standard: StandardId) -> list[Edition]:
        """All editions held of that standard, whatever edition the given number names."""
        held = self._by_standard.get(_bucket(standard), ())
        return [edition for edition in held if edition.standard and edition.standard.same_standard(standard)]

    def named(self, standard: StandardId) -> list[Edition]:
        """What a text means by that number: all editions of the standard, only the one of that date if it has one.

        Where none prints the number, those whose file is called by it: enough to find them, not to judge by.
        """
        printed = [(edition.standard, edition) for edition in self.of_standard(standard) if edition.standard]
        held = [edition for number, edition in printed if _is_edition(number, standard)]
        return held or self._in_files_named(standard)

    def called(self, standard: StandardId) -> list[Edition]:
        """What a person means by that number: as ``named``, and where no edition is meant also the documents that do
        not print their number but whose file is called by it."""
        held = self.named(standard)
        by_file = [] if standard.is_dated else self._in_files_named(standard)
        return [*held, *(edition for edition in by_file if edition not in held)]

    def titled(self, title: str) -> list[Edition]:
        """All documents of that title, with or without 中华人民共和国 and a mark of revision."""
        key = title_key(title)
        return list(self._by_title.get(key, ())) if key else []

    def together(self, document_id: str) -> list[Edition]:
        """The editions held of the standard or law that this document is an edition of, itself among them, oldest
        first; those without a date come first. Empty when there is no such document."""
        own = next((edition for edition in self.all if edition.document_id == document_id), None)
        if own is None:
            return []
        held = [own]
        if own.standard is not None and is_numbered(own.standard):
            held = self.of_standard(own.standard)
        elif own.metadata.kind in LAWS and own.title:
            held = [edition for edition in self._by_title[own.title] if edition.metadata.kind in LAWS]
        return sorted(held, key=_age)

    def _in_files_named(self, standard: StandardId) -> list[Edition]:
        """Of documents that print no number, those whose file is called by it."""
        found = self._by_file_name.get(_bucket(standard), [])
        return [edition for number, edition in found if _is_edition(number, standard)]


def is_numbered(standard: StandardId) -> bool:
    """False for "GM/T XXXX" and "GM/T AAAAA", with which drafts leave a number open: it names no one standard."""
    return any(character.isdigit() for character in standard.number)


def title_key(title: str) -> str:
    folded = _TITLE_MARKS.sub("", unicodedata.normalize("NFKC", title))
    return _REVISION_MARK.sub("", folded).removeprefix(STATE)


def _edition(document_id: str, metadata: Metadata, corrected: Collection[str]) -> Edition:
    standard = parse(metadata.number) if metadata.number else None
    return Edition(document_id, metadata, standard, title_key(metadata.title), frozenset(corrected))


def _age(edition: Edition) -> tuple[tuple[int, int], str, str]:
    return edition.standard.edition if edition.standard else (0, 0), edition.takes_effect or "", edition.document_id


def _is_edition(number: StandardId, wanted: StandardId) -> bool:
    return number.same_standard(wanted) and (not wanted.is_dated or number.edition == wanted.edition)


def _bucket(standard: StandardId) -> tuple[str, str | None]:
    return standard.number.lstrip("0"), standard.part
