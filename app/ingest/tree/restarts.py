"""Numbers that begin again at 1: a second document in the same file, a sample document in an annex, or a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Path = tuple[int, ...]

SHORTEST_DOCUMENT = 4
"""Numbers. What begins again and has fewer is a list."""


def numbers_of_lists(paths: Sequence[Path], first_annex: int) -> frozenset[int]:
    """Places in the chain ``paths`` whose numbers are steps of a list.

    A list has one level only, or ends where the numbers before it go on: 4.2, then 1 2 3, then 4.3.
    """
    begins = [0, *(at for at, (before, path) in enumerate(pairwise(paths), 1) if path <= before)]
    if len(begins) < 2:
        return frozenset()
    lists: set[int] = set()
    for begin, end in zip(begins, [*begins[1:], len(paths)], strict=True):
        body = [at for at in range(begin, end) if paths[at][0] <= first_annex]
        if len(body) < SHORTEST_DOCUMENT or all(len(paths[at]) == 1 for at in body):
            lists.update(body)
        elif begin:
            lists.update(range(begin, _end_of_steps(paths, begin, end)))
    return frozenset(lists)


def annexes_with_documents(paths: Sequence[Path], first_annex: int) -> dict[int, int]:
    """Places in the chain where a sample document inside an annex begins, with the annex's step.

    The annexes go on behind it: appendix B, then 1 to 7, then appendix C.
    """
    hosts: dict[int, int] = {}
    for at, (before, path) in enumerate(pairwise(paths), 1):
        if path > before or path[0] > first_annex:
            continue
        held = next((p[0] for p in reversed(paths[:at]) if p[0] > first_annex), None)
        following = next((p[0] for p in paths[at:] if p[0] > first_annex), None)
        if held is not None and following == held + 1:
            hosts[at] = held
    return hosts


def _end_of_steps(paths: Sequence[Path], begin: int, end: int) -> int:
    """Where the numbers before ``begin`` go on; ``begin`` itself where they do not."""
    for at in range(begin, end):
        if _goes_on(paths[begin - 1], paths[at]):
            return at
        if len(paths[at]) > 1:
            break
    return begin


def _goes_on(before: Path, path: Path) -> bool:
    """5, 4.3, 4.2.2 and 4.2.1.1 go on from 4.2.1."""
    *parent, last = path
    if len(path) == len(before) + 1:
        return path[:-1] == before and last in (0, 1)
    return len(path) <= len(before) and path[:-1] == before[: len(parent)] and last == before[len(parent)] + 1
