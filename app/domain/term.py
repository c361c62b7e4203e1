"""A term as a standard defines it: an entry of the glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """``term`` is the preferred term, ``english`` its printed equivalent, ``synonyms`` the admitted terms and
    abbreviations; ``clause_id`` is the entry that defines it, ``definition`` that entry's own words."""

    term: str
    definition: str
    clause_id: str
    english: str | None = None
    synonyms: tuple[str, ...] = ()
