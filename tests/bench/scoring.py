"""Marks for ranked clauses: questions with known answers, and how high a ranking puts them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.retrieval.lexical import is_at_or_inside

BUDGET = 1500
"""Characters returned: what a small model can read."""
DEPTHS = (1, 5, 10)

Matches = Callable[[str | None, str], bool]
"""Whether a passage of that number gives a gold clause."""


@dataclass(frozen=True, slots=True)
class Question:
    """``gold`` are (file, clause) pairs."""

    id: str
    text: str
    gold: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage returned. ``length`` is what it takes of the budget."""

    file: str
    number: str | None
    length: int


@dataclass(slots=True)
class Figures:
    """Sums over questions, each in 0..1 a question."""

    matches: Matches = is_at_or_inside
    questions: int = 0
    sums: dict[str, float] = field(default_factory=dict)

    def add(self, question: Question, hits: Iterable[Hit]) -> None:
        """Every gold clause counts once, at the first passage that gives it."""
        found: dict[tuple[str, str], int] = {}
        in_budget = read = 0
        for rank, hit in enumerate(hits, 1):
            read += hit.length
            for file, clause in question.gold:
                if (file, clause) not in found and hit.file == file and self.matches(hit.number, clause):
                    found[(file, clause)] = rank
                    in_budget += read <= BUDGET
        self._note(list(found.values()), in_budget, len(question.gold))

    def means(self) -> Mapping[str, float]:
        return {name: value / self.questions for name, value in self.sums.items()}

    def _note(self, ranks: list[int], in_budget: int, gold: int) -> None:
        self.questions += 1
        marks = {f"in {BUDGET}": in_budget / gold, "MRR": 1 / min(ranks) if ranks else 0.0}
        marks |= {f"R@{depth}": sum(rank <= depth for rank in ranks) / gold for depth in DEPTHS}
        for name, mark in marks.items():
            self.sums[name] = self.sums.get(name, 0.0) + mark


def is_exactly(number: str | None, clause: str) -> bool:
    return number == clause


def read_questions(path: Path) -> list[Question]:
    """One a line: {"id", "query", "gold": [{"file", "clause"}]}."""
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]
    return [
        Question(line["id"], line["query"], tuple((g["file"], g["clause"]) for g in line["gold"])) for line in lines
    ]


def told(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.4f}" for name, value in figures.items())
