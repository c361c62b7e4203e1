"""Where a question looks for its answer, as a person says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """The documents that are searched: of one collection, or one by its id, or all; ``as_of`` is the ISO date by which
    their standing is judged, today without one."""

    collection: str | None = None
    document: str | None = None
    as_of: str | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.collection is None and self.document is None


EVERYWHERE = Where()
