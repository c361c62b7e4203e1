"""What the words of a keyword model bring to a search, and what they cost.

    python -m tests.bench.keywords write MODEL_ID QUERIES.jsonl OUT.jsonl [--minutes N]

QUERIES has {"id", "query", …} a line. OUT gets {"id", "query", "keywords", "seconds"}; a run that was cut goes on where
it stopped.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from app.assistant.keywords import KeywordWriter
from app.domain.answer import Understanding
from app.foundation.jobs import CancelToken
from app.runtime.chat import LlamaChatEngine
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace
from tests.bench.scoring import Question, read_questions


def write(model_id: str, questions: Sequence[Question], out: Path, minutes: float) -> None:
    """Append the words of every question that ``out`` lacks, until the time is up."""
    catalogue = ModelCatalogue()
    place = ModelPlace(model_id, catalogue.require(model_id))
    engine = LlamaChatEngine(place, trusted_template=catalogue.may_run_template(model_id))
    known = read_keywords(out)
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


def read_keywords(path: Path) -> dict[str, tuple[str, ...]]:
    """The words by question id; empty where there is no file yet."""
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    return {line["id"]: tuple(line["keywords"]) for line in lines}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    writing = actions.add_parser("write")
    writing.add_argument("model")
    writing.add_argument("queries", type=Path)
    writing.add_argument("out", type=Path)
    writing.add_argument("--minutes", type=float, default=5.0)
    options = parser.parse_args()
    write(options.model, read_questions(options.queries), options.out, options.minutes)


if __name__ == "__main__":
    main()
