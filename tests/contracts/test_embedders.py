"""What every Embedder promises, the stand-in of the other tests included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.runtime.embedder import GgufEmbedder, SentenceTransformersEmbedder
from app.runtime.engine import Embedder
from tests.fakes import HashEmbedder
from tests.models import GGUF_EMBEDDING, TINY_FOLDER_EMBEDDING, installed

PASSAGES = [
    ("Braking", "The stopping distance of the front brake shall not exceed seven metres."),
    ("", "Passwords shall have at least eight characters."),
    ("Marking", "Every vehicle shall carry a permanent marking."),
    ("", ""),
]


@pytest.fixture(scope="module", params=["fake", "gguf", "folder"])
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    profile = tmp_path_factory.mktemp("cache") / "machine.json"
    made: Embedder
    if request.param == "fake":
        made = HashEmbedder()
    elif request.param == "gguf":
        made = GgufEmbedder(installed(GGUF_EMBEDDING, profile))
    else:
        made = SentenceTransformersEmbedder(replace(installed(TINY_FOLDER_EMBEDDING, profile), threads=1))
    yield made
    made.close()


def test_passages_become_rows_of_unit_vectors(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(PASSAGES, Progress())
    assert vectors.shape == (len(PASSAGES), embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_query_becomes_one_unit_vector(embedder: Embedder) -> None:
    vector = embedder.embed_query("How long may the braking distance be?")
    assert vector.shape == (embedder.dimensions,)
    assert vector.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vector), 1, atol=1e-5)


def test_no_passages_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([], Progress()).shape == (0, embedder.dimensions)


def test_the_passage_that_shares_the_querys_matter_is_nearest(embedder: Embedder) -> None:
    scores = embedder.embed_passages(PASSAGES, Progress()) @ embedder.embed_query(
        "stopping distance of the front brake"
    )
    assert int(np.argmax(scores)) == 0


def test_a_passages_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.embed_passages(PASSAGES, Progress())
    alone = np.concatenate([embedder.embed_passages([passage], Progress()) for passage in PASSAGES])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_progress_is_reported_and_a_cancel_obeyed(embedder: Embedder) -> None:
    cancel = CancelToken()
    events: list[ProgressEvent] = []

    def note(event: ProgressEvent) -> None:
        events.append(event)
        cancel.cancel()

    with pytest.raises(Cancelled):
        embedder.embed_passages(PASSAGES * 20, Progress(note, cancel))
    assert events[0].total == len(PASSAGES) * 20


def test_the_model_has_a_name(embedder: Embedder) -> None:
    assert embedder.model_id
