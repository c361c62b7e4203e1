"""A person's question does not wait for all the passages that are being embedded."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from app.foundation.jobs import Progress
from app.foundation.workers import Reply
from app.runtime.embedder import TEXTS_ONE_BY_ONE, GgufEmbedder, _WorkerEmbedder

DIMENSIONS = 4


class OneAtATime:
    """A worker that serves one call at a time and keeps what it was asked. The first waits for ``goes_on``."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.goes_on = threading.Event(), threading.Event()
        self._one = threading.Lock()

    def call(self, method: str, arguments: Mapping[str, Any], *, cancel: object) -> Reply:
        with self._one:
            self.asked += arguments["texts"]
            self.begun.set()
            assert self.goes_on.wait(20)
            made = np.ones((len(arguments["texts"]), DIMENSIONS), np.float32)
            return Reply({"dimensions": DIMENSIONS, "cut": []}, made.tobytes())


class Embedder(_WorkerEmbedder):
    _portion = GgufEmbedder._portion
    dimensions = DIMENSIONS


def test_a_question_has_its_turn_before_the_next_passages() -> None:
    worker: Any = OneAtATime()
    prompts: Any = SimpleNamespace(
        passage_key="", of_passage=lambda title, text: text, of_query=lambda text: [text], usual=None
    )
    embedder = Embedder("model", worker, prompts)
    passages = [("", f"passage {place}") for place in range(8)]
    embedding = threading.Thread(target=lambda: embedder.embed_passages(passages, Progress()))
    embedding.start()
    assert worker.begun.wait(20)
    question = threading.Thread(target=lambda: embedder.embed_query("question"))
    question.start()
    while not embedder._questions:
        pass
    worker.goes_on.set()
    question.join(20)
    embedding.join(20)
    assert worker.asked.index("question") == TEXTS_ONE_BY_ONE
    assert len(worker.asked) == len(passages) + 1
