"""Several documents into a person's own categories, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assistant.text_work.classification import Category, Classification, category_vectors, classify, require_choice
from app.domain.evidence import Evidence, Source
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.runtime.engine import Embedder

SORTING_STAGE = "classification"

Read = Callable[[Source], Sequence[Evidence]]
"""A whole document as evidence."""


@dataclass(frozen=True, slots=True)
class Unclassified:
    """A document that says nothing of itself."""

    source: Source
    cause: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """``classified`` are in the order in which they were asked for."""

    categories: tuple[Category, ...]
    classified: tuple[Classification, ...]
    left: tuple[Unclassified, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return (*(one.source for one in self.classified), *(one.source for one in self.left))


def sort_documents(
    sources: Sequence[Source], read: Read, categories: Sequence[Category], embedder: Embedder | None, progress: Progress
) -> Sorting:
    """Progress is a document a step. Raises UserError as ``require_choice``, Cancelled."""
    require_choice(categories)
    wanted = category_vectors(categories, embedder, progress.cancel)
    embedder = embedder if wanted is not None else None
    classified: list[Classification] = []
    left: list[Unclassified] = []
    for done, source in enumerate(sources):
        progress.report(SORTING_STAGE, done, len(sources), source.standard)
        try:
            classified.append(classify(read(source), categories, embedder, Progress(cancel=progress.cancel), wanted))
        except UserError as error:
            left.append(Unclassified(source, error.message))
    progress.report(SORTING_STAGE, len(sources), len(sources))
    return Sorting(tuple(categories), tuple(classified), tuple(left))
