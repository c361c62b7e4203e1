"""The places that were visited, to go back to and forward again."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.parts.place import Place

MOST = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """Where the person was: the places open then and which of them, and the point at the top of the view: a page with
    the height in points, or a clause."""

    places: tuple[Place, ...]
    index: int
    page: int = 0
    y: float = 0.0
    clause_id: str | None = None

    @property
    def document_id(self) -> str:
        return self.places[self.index].document_id


class History:
    """``leave`` is told of the place before every jump; stepping hands over where the person is, to come back to."""

    def __init__(self) -> None:
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    def leave(self, visit: Visit) -> None:
        """A jump goes away from here: what lay ahead is forgotten."""
        self._ahead.clear()
        if not self._behind or self._behind[-1] != visit:
            self._behind.append(visit)
        del self._behind[:-MOST]

    def back(self, now: Visit | None) -> Visit | None:
        return self._step(self._behind, self._ahead, now)

    def forward(self, now: Visit | None) -> Visit | None:
        return self._step(self._ahead, self._behind, now)

    def forget(self, document_id: str) -> None:
        self._behind = [visit for visit in self._behind if visit.document_id != document_id]
        self._ahead = [visit for visit in self._ahead if visit.document_id != document_id]

    @staticmethod
    def _step(taken: list[Visit], kept: list[Visit], now: Visit | None) -> Visit | None:
        if not taken:
            return None
        if now is not None:
            kept.append(now)
        return taken.pop()
