"""Marks for ranked clauses: questions with known answers, and how high a ranking puts them."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.retrieval.lexical import is_at_or_inside

BUDGET = 1500
"""Characters returned: what a small model can read."""
DEPTHS = (1, 5, 10)
GAIN_DEPTH = 10

Matches = Callable[[str | None, str], bool]
"""Whether a passage of that number gives a gold clause."""


@dataclass(frozen=True, slots=True)
class Question:
    """``gold`` are (file, clause) pairs; ``facts`` are what a right answer must hold, where a reader noted it."""

    id: str
    text: str
    gold: tuple[tuple[str, str], ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage returned. ``length`` is what it takes of the budget, ``text`` what it says."""

    file: str
    number: str | None
    length: int
    text: str = ""


@dataclass(slots=True)
class Figures:
    """Marks of questions, each in 0..1."""

    matches: Matches = is_at_or_inside
    marks: list[Mapping[str, float]] = field(default_factory=list)

    def add(self, question: Question, hits: Iterable[Hit]) -> None:
        """Every gold clause counts once, at the first passage that gives it."""
        found: dict[tuple[str, str], int] = {}
        in_budget = read = 0
        texts: list[str] = []
        for rank, hit in enumerate(hits, 1):
            read += hit.length
            texts += [hit.text] if read <= BUDGET else []
            for file, clause in question.gold:
                if (file, clause) not in found and hit.file == file and self.matches(hit.number, clause):
                    found[(file, clause)] = rank
                    in_budget += read <= BUDGET
        marks = _marks(list(found.values()), in_budget, len(question.gold))
        if question.facts:
            said = squeezed("\n".join(texts))
            marks["facts"] = float(all(squeezed(fact) in said for fact in question.facts))
        self.marks.append(marks)

    def means(self) -> Mapping[str, float]:
        """By mark, in the order of marking, over the questions that have it."""
        names = dict.fromkeys(name for marks in self.marks for name in marks)
        return {name: mean([marks[name] for marks in self.marks if name in marks]) for name in names}


def _marks(ranks: Sequence[int], in_budget: int, gold: int) -> dict[str, float]:
    ideal = sum(1 / math.log2(place + 2) for place in range(min(GAIN_DEPTH, gold)))
    gain = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= GAIN_DEPTH)
    marks = {f"in {BUDGET}": in_budget / gold, f"nDCG@{GAIN_DEPTH}": gain / ideal}
    marks |= {"MRR": 1 / min(ranks) if ranks else 0.0}
    return marks | {f"R@{depth}": sum(rank <= depth for rank in ranks) / gold for depth in DEPTHS}


def mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0


def is_exactly(number: str | None, clause: str) -> bool:
    return number == clause


def squeezed(text: str) -> str:
    """What two readings of a text share: letters and figures of one width and case, and what a number needs."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if c in ".%±~-" or not (c.isspace() or unicodedata.category(c)[0] in "PS"))


def length_of(text: str) -> int:
    """Characters that count: letters and figures."""
    return sum(character.isalnum() for character in unicodedata.normalize("NFKC", text))


def file_name(path: str) -> str:
    """By which two programs know the same file."""
    return unicodedata.normalize("NFKC", Path(path).name)


def read_questions(path: Path) -> list[Question]:
    """From lines of {"id", "query", "gold": [{"file", "clause"}]}, or from a reader's notes on one document:
    {"file", "qa": [{"id", "question", "clauses", "must_contain"}]}."""
    if path.suffix == ".json":
        return list(_noted(json.loads(path.read_text("utf8"))))
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]
    return [
        Question(line["id"], line["query"], tuple((file_name(g["file"]), g["clause"]) for g in line["gold"]))
        for line in lines
    ]


def _noted(notes: Mapping[str, Any]) -> Iterable[Question]:
    file = file_name(notes["file"])
    for qa in notes["qa"]:
        gold = tuple((file, clause) for clause in qa["clauses"])
        yield Question(f"{file}/{qa['id']}", qa["question"], gold, tuple(qa.get("must_contain", ())))


def told(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.4f}" for name, value in figures.items())
