"""Put questions to a workspace without a chat model: what is measured is how they are read and what is quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.assistant.assistant import Assistant
from app.assistant.events import AskRequest
from app.domain.answer import Answer, Fact, Mode
from app.foundation.jobs import CancelToken
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.index import ExactIndex
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.search import Search
from app.runtime.embedder import GgufEmbedder
from app.runtime.model_worker import ModelPlace
from tests.bench.kept_vectors import KeptVectors

Asker = Callable[[str, Sequence[Fact], Sequence[Answer]], Answer]
"""A question with confirmed facts and the answers before it."""


@contextmanager
def asker(data: Path, embedding: Path | None, kept: Path | None) -> Iterator[Asker]:
    """Answers in verbatim mode over a workspace that has been embedded with the model; by words alone without one.

    ``kept`` is a file for the vectors of the questions, so that another run need not wait for the model.
    """
    with Database(WorkspacePaths(data).catalogue) as database:
        embedder = None
        if embedding is not None:
            place = ModelPlace(embedding.stem, embedding)
            embedder = KeptVectors(GgufEmbedder(place), kept)
        dense = DenseRoute(ExactIndex(VectorStore(database), embedder.model_id), embedder) if embedder else None
        search = Search(Catalogue(database), WordIndex(database), dense)
        assistant = Assistant(search, lambda step, model_id=None: None)

        def ask(question: str, facts: Sequence[Fact] = (), earlier: Sequence[Answer] = ()) -> Answer:
            request = AskRequest(question, Mode.VERBATIM, facts=tuple(facts), earlier=tuple(earlier))
            return assistant.ask(request, lambda event: None, CancelToken())

        try:
            yield ask
        finally:
            if embedder is not None:
                embedder.close()


def says(text: str, token: str) -> bool:
    """Whether a text has a token, white space and width aside ("20 个字节" and "20个字节")."""
    return _squeezed(token) in _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
