"""Search by meaning: what every vector index offers, the exact one, and the choice between them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.library.vectors import Vector, VectorStore
from app.library.words import Hit


class VectorIndex(Protocol):
    """The vectors of one model. Whatever happens to its files, search ranks by what the VectorStore holds."""

    @property
    def table(self) -> str | None:
        """The name of its files in the folder of the index; None when it keeps none."""

    def search(self, vector: Vector, limit: int, documents: Collection[str] | None = None) -> list[Hit]:
        """The nearest passages by inner product, best first; only of ``documents`` when given. Ties go by id."""

    def count(self) -> int:
        """How many passages it ranks."""

    def holding(self, passages: Iterable[str]) -> set[str]:
        """Those of the passages, by their ids, that it ranks."""

    def is_current(self) -> bool:
        """Whether it holds exactly what the store holds, in files that are as they were written."""

    def verify(self) -> bool:
        """Read all its files anew and compare them to their hashes."""

    def refresh(self, progress: Progress | None = None) -> None:
        """Make it current, by adding alone where that is enough. Raises Cancelled."""

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make it anew from the store. Raises Cancelled."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    generation: tuple[int, int]
    passage_ids: npt.NDArray[np.str_]
    document_ids: npt.NDArray[np.str_]
    matrix: npt.NDArray[np.float32]


class ExactIndex:
    """Every vector compared, in memory, straight from the store: 3 KB a passage and 768 dimensions.

    For machines on which LanceDB cannot run, and in place of an index that is damaged or behind.
    """

    def __init__(self, store: VectorStore, model_id: str) -> None:
        self._store = store
        self._model_id = model_id
        self._loaded: _Loaded | None = None
        self._guard = threading.Lock()

    @property
    def table(self) -> None:
        return None

    def search(self, vector: Vector, limit: int, documents: Collection[str] | None = None) -> list[Hit]:
        loaded = self._load()
        if limit < 1 or not len(loaded.passage_ids):
            return []
        scores = loaded.matrix @ np.asarray(vector, np.float32)
        chosen = (
            np.arange(len(scores))
            if documents is None
            else np.flatnonzero(np.isin(loaded.document_ids, list(documents)))
        )
        order = chosen[np.lexsort((loaded.passage_ids[chosen], -scores[chosen]))][:limit]
        return [Hit(str(loaded.passage_ids[place]), float(scores[place])) for place in order]

    def count(self) -> int:
        return len(self._load().passage_ids)

    def holding(self, passages: Iterable[str]) -> set[str]:
        return self._store.holding(self._model_id, passages)

    def is_current(self) -> bool:
        return True

    def verify(self) -> bool:
        return True

    def refresh(self, progress: Progress | None = None) -> None:
        self._load()

    def rebuild(self, progress: Progress | None = None) -> None:
        with self._guard:
            self._loaded = None
        self._load()

    def release(self) -> None:
        """Give the memory back; the next search loads again."""
        with self._guard:
            self._loaded = None

    def _load(self) -> _Loaded:
        with self._guard:
            generation = self._store.generation()
            if self._loaded is None or self._loaded.generation != generation:
                self._loaded = _read(self._store, self._model_id, generation)
            return self._loaded


def _read(store: VectorStore, model_id: str, generation: tuple[int, int]) -> _Loaded:
    """Into one block made beforehand, so that loading takes no more memory than what is kept."""
    expected = store.count(model_id)
    matrix = np.empty((0, 0), np.float32)
    passage_ids: list[str] = []
    document_ids: list[str] = []
    for place, row in enumerate(islice(store.rows(model_id), expected)):
        if place == 0:
            matrix = np.empty((expected, len(row.vector)), np.float32)
        matrix[place] = row.vector
        passage_ids.append(row.passage_id)
        document_ids.append(row.document_id)
    return _Loaded(
        generation, np.array(passage_ids, np.str_), np.array(document_ids, np.str_), matrix[: len(passage_ids)]
    )


def open_index(folder: Path, store: VectorStore, model_id: str, *, with_lance: bool) -> VectorIndex:
    """The index of that model; ``with_lance`` says whether this machine can run LanceDB (its wheels need AVX2)."""
    if not with_lance:
        return ExactIndex(store, model_id)
    from app.library.lance import LanceIndex

    return LanceIndex(folder, store, model_id)


def drop_tables(folder: Path, *, but: str | None) -> None:
    """Delete every table but that one: what is removed must not stay in the files of a model that is not in use.

    They are made anew from the store when their model is chosen again. Raises EnvironmentFault.
    """
    with writing(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.stem == but:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A full or closed disk is no defect, whether Python or LanceDB (RuntimeError) meets it."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise EnvironmentFault(
            tr("写不了向量索引 {path}：{cause}", path=folder, cause=error),
            tr("请检查磁盘空间和这个文件夹的权限；向量都在，之后运行 rebuild。"),
        ) from error
