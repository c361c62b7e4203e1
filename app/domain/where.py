"""Where a question looks for its answer, as a person says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.document import DocumentKind, DocumentStatus, Metadata, Strength


class By(StrEnum):
    """What a search goes by."""

    BOTH = "both"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Only:
    """What alone is searched among the documents of a Where: of these kinds, statuses and strengths, any where none is
    named, and issued or effective between ISO days, both included. A document without the day does not count then."""

    kinds: tuple[DocumentKind, ...] = ()
    statuses: tuple[DocumentStatus, ...] = ()
    strengths: tuple[Strength, ...] = ()
    issued_from: str | None = None
    issued_to: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None

    @property
    def days(self) -> tuple[str | None, ...]:
        """Every day that is named, None for those that are not."""
        return self.issued_from, self.issued_to, self.effective_from, self.effective_to

    @property
    def limits_documents(self) -> bool:
        return bool(self.kinds or self.statuses or any(self.days))

    def takes(self, document: Metadata) -> bool:
        """Whether the document is searched at all."""
        return (
            (not self.kinds or document.kind in self.kinds)
            and (not self.statuses or document.status in self.statuses)
            and _is_between(document.issued, self.issued_from, self.issued_to)
            and _is_between(document.effective, self.effective_from, self.effective_to)
        )


ANYTHING = Only()


@dataclass(frozen=True, slots=True)
class Where:
    """The documents that are searched: of one collection, or one by its id, or all; ``as_of`` is the ISO date by which
    their standing is judged, today without one; ``only`` leaves out what a person does not want to see."""

    collection: str | None = None
    document: str | None = None
    as_of: str | None = None
    only: Only = ANYTHING

    @property
    def is_everywhere(self) -> bool:
        return self.collection is None and self.document is None

    @property
    def is_whole_library(self) -> bool:
        """No document is left out."""
        return self.is_everywhere and not self.only.limits_documents


EVERYWHERE = Where()


def loosened(where: Where) -> Iterator[tuple[str, Where]]:
    """The same without each of its limits: "collection", "document", "as_of", "kinds", "statuses", "strengths",
    "issued" or "effective", with what is left."""
    only = where.only
    without = {
        "collection": replace(where, collection=None),
        "document": replace(where, document=None),
        "as_of": replace(where, as_of=None),
        "kinds": replace(where, only=replace(only, kinds=())),
        "statuses": replace(where, only=replace(only, statuses=())),
        "strengths": replace(where, only=replace(only, strengths=())),
        "issued": replace(where, only=replace(only, issued_from=None, issued_to=None)),
        "effective": replace(where, only=replace(only, effective_from=None, effective_to=None)),
    }
    yield from ((name, left) for name, left in without.items() if left != where)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as a person keeps it."""

    query: str
    where: Where = EVERYWHERE
    by: By = By.BOTH
    include_superseded: bool = False
    keywords: tuple[str, ...] = ()


def _is_between(day: str | None, first: str | None, last: str | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)
