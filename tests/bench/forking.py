"""Whether the assistant asks back where the evidence forks, and only there.

    python -m tests.bench.forking DATA QUESTIONS.jsonl [--embedding MODEL.gguf] [--kept VECTORS.npz] [--verbose]

DATA is a workspace directory. QUESTIONS has a question a line: {"id", "question", "forks": true/false, "options": […],
"after": {option: token}, "must_contain": […]}. ``options`` are the branches as a reader named them, ``after`` what the
answer must hold once that branch is chosen. Prints how often it asked when it should and when it should not, the share
of the readers' branches that have an option of their own, and the share of choices after which the answer holds the
token.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.answer import Answer, Fact
from tests.bench.asking import Asker, asker, says

MOST_ASKED = 3
"""A table of several conditions may ask one after the other, a turn each."""
LIKE = 0.3
"""The share of an option's characters that a reader's name for the branch must have to mean it."""


@dataclass(frozen=True, slots=True)
class ForkingQuestion:
    id: str
    question: str
    forks: bool
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``matched`` of the readers' branches have an option; after choosing, ``right`` of them get their token."""

    asked: bool
    refused: bool = False
    key: str = ""
    options: tuple[str, ...] = ()
    branches: int = 0
    matched: int = 0
    right: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--embedding", type=Path, metavar="MODEL.gguf")
    parser.add_argument("--kept", type=Path, metavar="VECTORS.npz")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    questions = read_questions(options.questions)
    with asker(options.data, options.embedding, options.kept) as ask:
        outcomes = {question.id: put(ask, question) for question in questions}
    if options.verbose:
        for question in questions:
            found = outcomes[question.id]
            told = f"{found.key} {list(found.options)} {found.right}/{found.branches}" if found.asked else "not asked"
            told = "refused" if found.refused else told
            print(f"{question.id} {'right' if found.asked == question.forks else 'WRONG'} {question.question} {told}")
    print(told_in_all(questions, outcomes))


def read_questions(path: Path) -> list[ForkingQuestion]:
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [ForkingQuestion(line["id"], line["question"], line["forks"], line.get("after") or {}) for line in lines]


def put(ask: Asker, question: ForkingQuestion) -> Outcome:
    """Ask, and where it asks back give each branch once."""
    first = ask(question.question, (), ())
    asked_back = first.clarifying_question
    if asked_back is None:
        return Outcome(asked=False, refused=first.refused)
    meant = {branch: best_option(branch, asked_back.options) for branch in question.after}
    right = sum(
        says(chosen(ask, question.question, branch, first).text, token) for branch, token in question.after.items()
    )
    distinct = {option for option in meant.values() if option is not None}
    return Outcome(True, False, asked_back.key, asked_back.options, len(meant), len(distinct), right)


def chosen(ask: Asker, question: str, branch: str, answer: Answer) -> Answer:
    """The answer once every condition that is asked for has been given as the branch says."""
    facts: list[Fact] = []
    for _ in range(MOST_ASKED):
        asked_back = answer.clarifying_question
        option = best_option(branch, asked_back.options) if asked_back is not None else None
        if asked_back is None or option is None:
            break
        facts.append(Fact(asked_back.key, option))
        answer = ask(question, facts, ())
    return answer


def best_option(branch: str, options: Sequence[str]) -> str | None:
    """The option that shares most characters with what a reader called the branch; None where none shares enough."""

    def share(option: str) -> float:
        both = set(option) & set(branch)
        return len(both) / len(set(option) | set(branch))

    best = max(options, key=lambda option: (share(option), -options.index(option)))
    return best if share(best) >= LIKE else None


def told_in_all(questions: Sequence[ForkingQuestion], outcomes: Mapping[str, Outcome]) -> str:
    """One line a figure."""
    forking = [outcomes[question.id] for question in questions if question.forks]
    plain = [outcomes[question.id] for question in questions if not question.forks]
    asked = [outcome for outcome in forking if outcome.asked]
    branches = sum(outcome.branches for outcome in asked)
    return "\n".join(
        (
            f"asked back when it should: {len(asked)} of {len(forking)}",
            f"refused of these: {sum(outcome.refused for outcome in forking)}",
            f"asked back needlessly: {sum(outcome.asked for outcome in plain)} of {len(plain)}",
            f"branches with an option of their own: {sum(outcome.matched for outcome in asked)} of {branches}",
            f"right after choosing: {sum(outcome.right for outcome in asked)} of {branches}",
        )
    )


if __name__ == "__main__":
    main()
