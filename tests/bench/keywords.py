"""What the words of a keyword model bring to a search, and what they cost.

    python -m tests.bench.keywords write MODEL_ID KEYWORDS.jsonl QUESTIONS… [--minutes N] [--threads N]
    python -m tests.bench.keywords gain DATA KEYWORDS.jsonl QUESTIONS… --embedding MODEL.gguf [--vectors CACHE.npz]
        [--alone] [--folds N]

QUESTIONS and DATA are those of tests/bench/retrieval.py. ``write`` has the model write words for every question that
KEYWORDS lacks, {"id", "query", "keywords", "seconds"} a line, and may be cut and run again. ``gain`` marks the
questions that have words: without them, and with them at several weights as further words, as a further vector, and as
both. With --folds the weights are chosen on the other folds for each fold, so that the figure is of questions that did
not choose them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from app.assistant.question.keywords import KeywordWriter
from app.domain.answer import Understanding
from app.foundation.jobs import CancelToken
from app.foundation.paths import WorkspacePaths
from app.library.database import Database
from app.retrieval.routes import KEYWORD_VECTORS, KEYWORD_WORDS, ROUTE_WEIGHTS
from app.retrieval.search import Plan
from app.runtime.chat import LlamaChatEngine
from app.runtime.embedder import GgufEmbedder
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace
from tests.bench.kept_vectors import KeptVectors
from tests.bench.retrieval import Bench, Way
from tests.bench.scoring import BUDGET, Figures, Question, mean, read_questions, told

WEIGHTS = (0.1, 0.2, 0.3, 0.5)
NONE = "without keywords"


def write(model_id: str, out: Path, questions: Sequence[Question], minutes: float, threads: int) -> None:
    """Append the words of every question that ``out`` lacks, until the time is up."""
    catalogue = ModelCatalogue()
    place = ModelPlace(model_id, catalogue.require(model_id), threads)
    engine = LlamaChatEngine(place, trusted_template=catalogue.may_run_template(model_id))
    known = {line["id"] for line in _lines(out)}
    ends = time.monotonic() + minutes * 60
    try:
        with out.open("a", encoding="utf8") as file:
            for question in questions:
                if question.id in known or time.monotonic() > ends:
                    continue
                began = time.perf_counter()
                words = KeywordWriter(engine).write(Understanding(question.text), CancelToken())
                line = {"id": question.id, "query": question.text, "keywords": words}
                seconds = round(time.perf_counter() - began, 2)
                print(json.dumps(line | {"seconds": seconds}, ensure_ascii=False), file=file, flush=True)
    finally:
        engine.close()


def ways() -> dict[str, Way]:
    """By name: the ways to use the words, after the search without them."""

    def at(words: float, vectors: float) -> Way:
        weights = {**ROUTE_WEIGHTS, KEYWORD_WORDS: words, KEYWORD_VECTORS: vectors}
        return Way(replace(Plan(), weights=weights), with_keywords=True)

    found = {NONE: Way(Plan())}
    found |= {f"words {weight}": at(weight, 0.0) for weight in WEIGHTS}
    found |= {f"vector {weight}": at(0.0, weight) for weight in WEIGHTS}
    return found | {f"both {weight}": at(weight, weight) for weight in WEIGHTS}


def gain(bench: Bench, questions: Sequence[Question], folds: int) -> None:
    """Print a line of marks for each way, and what is better and worse of the clauses in the budget."""
    marks: dict[str, list[Mapping[str, float]]] = {}
    for name, way in ways().items():
        figures = bench.measure(questions, way).figures
        marks[name] = list(figures.marks)
        changes = [_in_budget(one) - _in_budget(plain) for one, plain in zip(figures.marks, marks[NONE], strict=True)]
        better, worse = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
        print(f"{name:18} {told(figures.means())}  +{better} -{worse}", flush=True)
    if folds:
        print(f"{f'{folds} folds':18} {told(_held_out(marks, folds).means())}")


def _held_out(marks: Mapping[str, Sequence[Mapping[str, float]]], folds: int) -> Figures:
    held_out = Figures()
    for fold in range(folds):
        best = max(marks, key=lambda name: _worth([one for n, one in enumerate(marks[name]) if n % folds != fold]))
        held_out.marks += marks[best][fold::folds]
        print(f"fold {fold}: {best}")
    return held_out


def _worth(marks: Sequence[Mapping[str, float]]) -> float:
    return mean([_in_budget(mark) + mark["nDCG@10"] for mark in marks])


def _in_budget(mark: Mapping[str, float]) -> float:
    return mark[f"in {BUDGET}"]


def _lines(path: Path) -> list[dict[str, Any]]:
    """What is written so far; nothing where there is no file yet."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines()] if path.exists() else []


def _measure(options: argparse.Namespace, questions: Sequence[Question]) -> None:
    lines = _lines(options.keywords)
    keywords = {line["id"]: line["keywords"] for line in lines}
    asked = [question for question in questions if question.id in keywords]
    seconds = median(line["seconds"] for line in lines)
    print(f"{len(asked)} of {len(questions)} questions, {seconds:.1f} s of writing for the median one")
    embedder = KeptVectors(GgufEmbedder(ModelPlace(options.embedding.stem, options.embedding)), options.vectors)
    try:
        with Database(WorkspacePaths(options.data).catalogue) as database:
            gain(Bench(database, embedder, keywords, alone=options.alone), asked, options.folds)
    finally:
        embedder.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    writing, measuring = actions.add_parser("write"), actions.add_parser("gain")
    writing.add_argument("model")
    measuring.add_argument("data", type=Path)
    for action in (writing, measuring):
        action.add_argument("keywords", type=Path)
        action.add_argument("questions", type=Path, nargs="+")
    writing.add_argument("--minutes", type=float, default=5.0)
    writing.add_argument("--threads", type=int, default=0)
    measuring.add_argument("--embedding", type=Path, required=True, metavar="MODEL.gguf")
    measuring.add_argument("--vectors", type=Path, metavar="CACHE.npz")
    measuring.add_argument("--alone", action="store_true")
    measuring.add_argument("--folds", type=int, default=0, metavar="N")
    options = parser.parse_args()
    questions = [question for path in options.questions for question in read_questions(path)]
    if options.action == "write":
        write(options.model, options.keywords, questions, options.minutes, options.threads)
    else:
        _measure(options, questions)


if __name__ == "__main__":
    main()
