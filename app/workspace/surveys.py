"""The library seen as a whole: its reference web and its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.missing import missing_from_library
from app.library.numbers import LibraryNumbers, library_numbers
from app.library.strengths import strength_counts
from app.library.web import ReferenceWeb, reference_web


@dataclass(frozen=True, slots=True)
class Survey:
    """Both are of one reading of the library."""

    web: ReferenceWeb
    numbers: LibraryNumbers


def survey(catalogue: Catalogue, database: Database) -> Survey:
    """Reads every reference of the library, but no text of its clauses beyond those that name what is missing."""
    entries = catalogue.entries()
    missing = missing_from_library(catalogue)
    web = reference_web(entries, catalogue.references(), {item.name: item.title for item in missing})
    return Survey(web, library_numbers(entries, strength_counts(database), web, missing))
