"""Which of many possible clause numbers are the document's own: the chain that runs in plausible order.

A measured value, a table's row or a wrapped reference may start a line and look like a number. A clause
number must be able to follow the ones before it: the chain with the best sum of looks and order wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EXACT = 1.5
"""The very next number in order."""
GAP = -0.6
"""For each number left out, because a heading may be missing from the text layer."""
WIDEST_GAP = 6
NO_PARENT = -1.2
"""5.3.1 after 5.2 without a 5.3."""
NEW_CHAIN = -5.0
"""Numbers start again: a second document in the same file."""
SHORTEST_SECOND_CHAIN = 4
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
    total: float
    index: int


def best_chain(candidates: Sequence[Candidate], first_annex: int, *, flat: bool = False) -> list[int]:
    """Indexes of the candidates that are the document's numbers, in order.

    ``flat`` numbers have one level only (articles). Otherwise a chain that begins again at 1 and never goes
    deeper is a list of steps or of references, not a second document.
    """
    left = list(range(len(candidates)))
    while True:
        chosen = [left[at] for at in _best([candidates[index] for index in left], first_annex)]
        shallow = frozenset[int]() if flat else _lists_among(chosen, candidates, first_annex)
        if not shallow:
            return chosen
        left = [index for index in left if index not in shallow]


def _lists_among(chosen: Sequence[int], candidates: Sequence[Candidate], first_annex: int) -> frozenset[int]:
    """The numbers of chains that are lists."""
    chains: list[list[int]] = []
    for index in chosen:
        if not chains or candidates[index].path <= candidates[chains[-1][-1]].path:
            chains.append([])
        chains[-1].append(index)
    if len(chains) < 2:
        return frozenset()
    return frozenset(
        index
        for chain in chains
        if len(chain) < SHORTEST_SECOND_CHAIN or all(len(candidates[index].path) == 1 for index in chain)
        for index in chain
        if candidates[index].path[0] <= first_annex
    )


def _best(candidates: Sequence[Candidate], first_annex: int) -> list[int]:
    chain = _Chain(first_annex)
    previous: list[int | None] = []
    totals: list[float] = []
    for index, candidate in enumerate(candidates):
        before, order = chain.before(candidate.path)
        total = candidate.looks + order + (before.total if before else 0.0)
        previous.append(before.index if before else None)
        totals.append(total)
        chain.add(candidate.path, _Link(total, index))
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
        self._any: _Link | None = None
        self._body: _Link | None = None

    def add(self, path: tuple[int, ...], link: _Link) -> None:
        _keep_better(self._at, path, link)
        for length in range(1, len(path) + 1):
            _keep_better(self._under, path[:length], link)
        if self._any is None or link.total > self._any.total:
            self._any = link
        if path[0] <= self._first_annex and (self._body is None or link.total > self._body.total):
            self._body = link

    def before(self, path: tuple[int, ...]) -> tuple[_Link | None, float]:
        """The best chain that this number may follow, and what the step is worth."""
        starts = path in ((1,), (0,), (1, 0), (1, 1))
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
        if len(path) > 1 and path[-1] in (0, 1):
            steps += [(link, worth + NO_PARENT) for link, worth in self._next_of(path[:-1], EXACT)]
        if path[0] == self._first_annex + 1 and len(path) == 1:
            steps.append((self._body, EXACT))
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
            steps.append((self._at.get(parent), worth - 0.5 + GAP * (last - 1)))
        for gap in range(1, min(WIDEST_GAP, last) + 1):
            steps.append(
                (
                    self._under.get((*parent, last - gap)),
                    worth if gap == 1 else GAP * gap,
                )
            )
        return steps


def _keep_better(links: dict[tuple[int, ...], _Link], path: tuple[int, ...], link: _Link) -> None:
    held = links.get(path)
    if held is None or link.total > held.total:
        links[path] = link
