"""The way that a person took through the web: back and forward as in a browser."""

from __future__ import annotations


class Trail:
    """Ids of nodes in the order of the visits, and which of them is in the middle now."""

    def __init__(self) -> None:
        self._visited: list[str] = []
        self._place = -1

    @property
    def current(self) -> str | None:
        return self._visited[self._place] if self._place >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        return self._place < len(self._visited) - 1

    def visit(self, node: str) -> None:
        """What lay ahead is forgotten."""
        if node != self.current:
            self._visited[self._place + 1 :] = [node]
            self._place += 1

    def back(self) -> str | None:
        self._place -= self.can_go_back
        return self.current

    def forward(self) -> str | None:
        self._place += self.can_go_forward
        return self.current

    def keep(self, known: frozenset[str]) -> None:
        """Forget nodes that are gone."""
        before = [node for node in self._visited[: self._place + 1] if node in known]
        after = [node for node in self._visited[self._place + 1 :] if node in known]
        self._visited, self._place = before + after, len(before) - 1
