"""What a day of work has promised to keep, whether it is there, and whether the work comes to the same in the end."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.domain.where import By
from app.foundation.jobs import Progress
from app.workspace import Workspace

QUERY = "高度应不大于多少"


@dataclass(frozen=True, slots=True)
class Promises:
    """Ids of documents, as they were told: ``leaving`` may be there or not, ``removed`` may not."""

    added: frozenset[str]
    leaving: frozenset[str]
    removed: frozenset[str]

    @classmethod
    def of(cls, told: str) -> Promises:
        """From the lines of the day of work."""
        lines = [json.loads(line) for line in told.splitlines()]
        return cls(*(frozenset(ids[0] for kind, *ids in lines if kind == wanted) for wanted in KINDS))

    def broken_by(self, held: Collection[str]) -> list[str]:
        """What is wrong with the documents that are there."""
        lost, back = self.added - self.leaving - set(held), self.removed & set(held)
        return [f"lost {set(lost)}"] * bool(lost) + [f"back again {set(back)}"] * bool(back)


KINDS = ("added", "removing", "removed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the work has come to: ids of documents and passages, sorted."""

    documents: tuple[str, ...]
    clauses: int
    by_words: tuple[str, ...]
    by_meaning: tuple[str, ...]


def outcome(workspace: Workspace) -> Outcome:
    ids = tuple(sorted(entry.id for entry in workspace.documents()))
    found = [
        tuple(sorted(evidence.passage_id for evidence in workspace.search(QUERY, by=by, limit=10)))
        for by in (By.WORDS, By.MEANING)
    ]
    return Outcome(ids, sum(len(workspace.clauses(each)) for each in ids), *found)


def finish(root: Path, documents: Path, wanted: Collection[str]) -> Outcome:
    """Go on with the work that was cut off, to the documents that are wanted of it."""
    with Workspace.open(root, writing=True) as workspace:
        workspace.resume_adding(Progress())
        workspace.add([documents], Progress())
        for each in {entry.id for entry in workspace.documents()} - set(wanted):
            workspace.remove(each)
        workspace.embed(Progress())
        return outcome(workspace)
