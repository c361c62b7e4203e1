"""Which of many possible clause numbers are the document's own: the chain that runs in plausible order.

A measured value, a table's row or a wrapped reference may start a line and look like a number. A clause
number must be able to follow the ones before it: the chain with the best sum of looks and order wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.ingest.tree.restarts import numbers_of_lists

EXACT = 1.5
"""The very next number in order."""
GAP = -0.6
"""For each number left out, because a heading may be missing from the text layer."""
WIDEST_GAP = 6
FAR = -1.5
"""5.5.17 right after 5.5: an excerpt, or an amendment that prints only what it changes."""
LATE_CHILD = -1.0
"""At worst, for 5.5 right after 5."""
NO_PARENT = -1.2
"""5.3.1 after 5.2 without a 5.3."""
LAST_ORPHAN = 3
"""5.3.3 after 5.2: the headings before it were lost or misread."""
NEW_CHAIN = -5.0
"""Numbers start again: a second document in the same file."""
ODD_START = -1.0
"""The first number of the document is not 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible number: ``path`` for order, ``looks`` how much it looks like one, ``place`` its block's index."""

    path: tuple[int, ...]
    looks: float
    place: int


@dataclass(frozen=True, slots=True)
class _Link:
    """A chain by its last number; ``annex`` is the first step of the last annex in it, 0 before any."""

    total: float
    index: int
    path: tuple[int, ...]
    annex: int


def best_chain(candidates: Sequence[Candidate], first_annex: int, *, flat: bool = False) -> list[int]:
    """Indexes of the candidates that are the document's numbers, in order.

    ``flat`` numbers have one level only (articles). Otherwise a list of steps or of references is not taken for a
    second document, though its numbers begin again at 1.
    """
    left = list(range(len(candidates)))
    while True:
        chosen = [left[at] for at in _best([candidates[index] for index in left], first_annex)]
        lists = frozenset[int]() if flat else numbers_of_lists([candidates[at].path for at in chosen], first_annex)
        if not lists:
            return chosen
        among = {chosen[at] for at in lists}
        left = [index for index in left if index not in among]


def _best(candidates: Sequence[Candidate], first_annex: int) -> list[int]:
    chain = _Chain(first_annex)
    previous: list[int | None] = []
    totals: list[float] = []
    for index, candidate in enumerate(candidates):
        before, order = chain.before(candidate.path)
        total = candidate.looks + order + (before.total if before else 0.0)
        previous.append(before.index if before else None)
        totals.append(total)
        annex = candidate.path[0] if candidate.path[0] > first_annex else before.annex if before else 0
        chain.add(candidate.path, _Link(total, index, candidate.path, annex))
    if not totals or max(totals) <= 0:
        return []
    found: list[int] = []
    at: int | None = max(range(len(totals)), key=lambda index: (totals[index], -index))
    while at is not None:
        found.append(at)
        at = previous[at]
    return found[::-1]


class _Chain:
    """The best chains so far, by their last number and by every part of it."""

    def __init__(self, first_annex: int) -> None:
        self._first_annex = first_annex
        self._at: dict[tuple[int, ...], _Link] = {}
        self._under: dict[tuple[int, ...], _Link] = {}
        self._in_annex: dict[int, _Link] = {}
        self._any: _Link | None = None
        self._body: _Link | None = None

    def add(self, path: tuple[int, ...], link: _Link) -> None:
        _keep_better(self._at, path, link)
        for length in range(1, len(path) + 1):
            _keep_better(self._under, path[:length], link)
        if link.annex and (link.annex not in self._in_annex or link.total > self._in_annex[link.annex].total):
            self._in_annex[link.annex] = link
        if self._any is None or link.total > self._any.total:
            self._any = link
        if path[0] <= self._first_annex and (self._body is None or link.total > self._body.total):
            self._body = link

    def before(self, path: tuple[int, ...]) -> tuple[_Link | None, float]:
        """The best chain that this number may follow, and what the step is worth."""
        starts = path in ((1,), (0,), (0, 1), (1, 0), (1, 1))
        best: tuple[_Link | None, float] = (
            None,
            0.5 if starts else ODD_START - 0.5 * len(path),
        )
        value = best[1]
        for link, worth in self._steps(path):
            if link is not None and link.total + worth > value:
                best, value = (link, worth), link.total + worth
        return best

    def _steps(self, path: tuple[int, ...]) -> list[tuple[_Link | None, float]]:
        steps = self._next_of(path, EXACT)
        if len(path) > 1 and (path[-1] in (0, 1) or (len(path) > 2 and path[-1] <= LAST_ORPHAN)):
            lost = NO_PARENT + GAP * max(path[-1] - 1, 0)
            steps += [(link, worth + lost) for link, worth in self._next_of(path[:-1], EXACT)]
        if len(path) > 2 and (far := self._under.get(path[:-1])) is not None and far.path < path:
            steps.append((far, FAR))
        if path[0] == self._first_annex + 1 and len(path) == 1:
            steps.append((self._body, EXACT))
        elif path[0] > self._first_annex and len(path) == 1:
            steps.append((self._in_annex.get(path[0] - 1), EXACT))  # behind a sample document that the annex holds
        if path in ((1,), (0,)):
            steps.append((self._any, NEW_CHAIN))
        return steps

    def _next_of(self, path: tuple[int, ...], worth: float) -> list[tuple[_Link | None, float]]:
        """Chains whose last number is the parent, or lies under an earlier sibling."""
        parent, last = path[:-1], path[-1]
        steps: list[tuple[_Link | None, float]] = []
        if parent and last in (0, 1):
            steps.append((self._at.get(parent), worth))
            if parent[-1] == 0:
                steps.append((self._at.get(parent[:-1]), worth))
        elif parent and last <= WIDEST_GAP:
            steps.append((self._at.get(parent), max(worth - 0.5 + GAP * (last - 1), LATE_CHILD)))
        for gap in range(1, min(WIDEST_GAP, last) + 1):
            steps.append(
                (
                    self._under.get((*parent, last - gap)),
                    worth if gap == 1 else GAP * (gap - 1),
                )
            )
        return steps


def _keep_better(links: dict[tuple[int, ...], _Link], path: tuple[int, ...], link: _Link) -> None:
    held = links.get(path)
    if held is None or link.total > held.total:
        links[path] = link
