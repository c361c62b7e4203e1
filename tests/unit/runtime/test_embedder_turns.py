"""A person's question does not wait for all the passages that are being embedded."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Progress
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


def embedder_over(worker: Any) -> Embedder:
    prompts: Any = SimpleNamespace(
        passage_key="", of_passage=lambda title, text: text, of_query=lambda text: [text], usual=None
    )
    return Embedder("model", worker, prompts)


def test_a_question_has_its_turn_before_the_next_passages() -> None:
    worker = OneAtATime()
    embedder = embedder_over(worker)
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


def test_a_question_that_waits_for_passages_can_be_given_up() -> None:
    worker, cancel = OneAtATime(), CancelToken()
    embedder = embedder_over(worker)
    embedding = threading.Thread(target=lambda: embedder.embed_passages([("", "passage")], Progress()))
    embedding.start()
    assert worker.begun.wait(20)
    with ThreadPoolExecutor(1) as asking:
        asked = asking.submit(embedder.embed_query, "question", cancel)
        cancel.cancel()
        with pytest.raises(Cancelled):
            asked.result(20)
    worker.goes_on.set()
    embedding.join(20)
    assert worker.asked == ["passage"]


def test_passages_that_wait_for_a_question_can_be_given_up() -> None:
    worker, cancel = OneAtATime(), CancelToken()
    embedder = embedder_over(worker)
    question = threading.Thread(target=lambda: embedder.embed_query("question"))
    question.start()
    assert worker.begun.wait(20)
    with ThreadPoolExecutor(1) as embedding:
        embedded = embedding.submit(embedder.embed_passages, [("", "passage")], Progress(cancel=cancel))
        cancel.cancel()
        with pytest.raises(Cancelled):
            embedded.result(20)
    worker.goes_on.set()
    question.join(20)
    assert worker.asked == ["question"]
