"""The vectors of questions kept in a file, so that an ablation that is run again need not wait for the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.foundation.jobs import CancelToken, Progress
from app.runtime.engine import Embedder, Vectors

SAVED_EVERY = 50
"""New vectors; a run that is cut short loses at most as many."""


class KeptVectors:
    """An Embedder that asks another one for what it has not been asked before. ``path`` None keeps nothing."""

    def __init__(self, embedder: Embedder, path: Path | None) -> None:
        self._embedder = embedder
        self._path = path
        self._kept: dict[str, Vectors] = {}
        self._unsaved = 0
        if path is not None and path.exists():
            with np.load(path) as stored:
                self._kept = dict(zip(map(str, stored["texts"]), stored["vectors"], strict=True))

    @property
    def model_id(self) -> str:
        return self._embedder.model_id

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    @property
    def usual_question(self) -> Vectors | None:
        return self._embedder.usual_question

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        return self._embedder.embed_passages(titles_and_texts, progress)

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        if text not in self._kept:
            self._kept[text] = self._embedder.embed_query(text, cancel)
            self._unsaved += 1
            if self._unsaved >= SAVED_EVERY:
                self._save()
        return self._kept[text]

    def close(self) -> None:
        self._save()
        self._embedder.close()

    def _save(self) -> None:
        if self._path is not None and self._unsaved:
            np.savez(self._path, texts=np.array(list(self._kept)), vectors=np.stack(list(self._kept.values())))
            self._unsaved = 0


class PlainQuestions(KeptVectors):
    """The same vectors, with nothing known of what questions have in common."""

    @property
    def usual_question(self) -> Vectors | None:
        return None
