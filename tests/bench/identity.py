"""The same question, library and model give the same bytes: cold, warm, after a restart, beside other work, anew.

    python -m tests.bench.identity DOCUMENT… --questions QUESTIONS.jsonl --out FOLDER [--model ID]

QUESTIONS has {"id", "question"} a line. FOLDER keeps what is finished, so that the bench goes on where it was stopped.
Five runs of all questions, each a conversation of its own:

1. first     a fresh workspace, one process; every question meets the model with the prompt before it in memory
2. restart   the same workspace, another process
3. cold      the same workspace, a process for each question, so that no prompt is in the model's memory
4. load      the same workspace, with every core kept busy by something else
5. anew      another fresh workspace, into which the documents were put in the other order

Compared is everything but times, token counts and the conversation's id. Prints the ids of the questions whose answers
differ from the first run's.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.command_line import run_json

NOT_COMPARED = ("seconds", "tokens", "conversation")
Answers = Mapping[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model")
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    extra = ["--model", options.model] if options.model else []
    return Bench(options.documents, options.questions, options.out, extra).run()


class Bench:
    """The five runs over one set of documents and questions."""

    def __init__(self, documents: Sequence[Path], questions: Path, out: Path, extra: list[str]) -> None:
        self._documents = documents
        self._questions = questions
        self._out = out
        self._extra = extra

    def run(self) -> int:
        """Every run, told as it ends; 1 when an answer differed."""
        self._make("one", self._documents)
        self._make("two", list(reversed(self._documents)))
        runs: Mapping[str, Callable[[], Answers]] = {
            "first": lambda: self._batch("first", "one"),
            "restart": lambda: self._batch("restart", "one"),
            "cold": self._one_by_one,
            "load": self._beside_other_work,
            "anew": lambda: self._batch("anew", "two"),
        }
        first: Answers = {}
        differing = 0
        for name, ask in runs.items():
            found = ask()
            first = first or found
            different = sorted(key for key in first if found.get(key) != first[key])
            differing += len(different)
            print(f"{name:8} {len(found)} answers, {len(different)} differ {different}", flush=True)
        return 1 if differing else 0

    def _make(self, name: str, documents: Sequence[Path]) -> None:
        """A workspace, the documents put in one by one so that their order is what was asked for."""
        for document in documents:
            _required(run_json(self._out / name, "ingest", str(document)))

    def _batch(self, run: str, workspace: str) -> Answers:
        answers = self._out / f"{run}.jsonl"
        words = ("ask", "--questions", str(self._questions), "--out", str(answers), *self._extra)
        _required(run_json(self._out / workspace, *words))
        return {line["id"]: _compared(line) for line in _lines(answers)}

    def _one_by_one(self) -> Answers:
        path = self._out / "cold.jsonl"
        done = {line["id"] for line in _lines(path)} if path.exists() else set()
        with path.open("a", encoding="utf-8") as file:
            for line in _lines(self._questions):
                if line["id"] not in done:
                    finished = run_json(self._out / "one", "ask", line["question"], *self._extra)
                    _required(finished)
                    file.write(json.dumps({"id": line["id"], **finished.value}, ensure_ascii=False) + "\n")
                    file.flush()
        return {line["id"]: _compared(line) for line in _lines(path)}

    def _beside_other_work(self) -> Answers:
        with busy_cores():
            return self._batch("load", "one")


@contextlib.contextmanager
def busy_cores() -> Iterator[None]:
    """Every core has a process that does nothing but count."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_count, daemon=True) for _ in range(os.cpu_count() or 1)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()


def _count() -> None:
    number = 0
    while True:
        number += 1


def _compared(answer: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in answer.items() if key not in NOT_COMPARED and key != "id"}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _required(finished: Any) -> None:
    """A run that failed measures nothing."""
    if finished.exit_code:
        sys.exit(f"{finished.value}\n{finished.stderr[-2000:]}")


if __name__ == "__main__":
    sys.exit(main())
