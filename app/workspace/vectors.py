"""The vectors of a workspace: the embedding model, what is kept of it, and the index, opened when first used."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.library.database import Database
from app.runtime.hardware import probe_machine
from app.workspace.models import ModelRoles

if TYPE_CHECKING:  # numpy comes when it is used: a second writer is refused without it
    from app.library.index import VectorIndex
    from app.library.vectors import Vector, VectorStore
    from app.retrieval.dense import DenseRoute
    from app.workspace.embedding import EmbedResult


@dataclass(frozen=True, slots=True)
class IndexState:
    """``embedded`` passages have a vector of the model in use, ``remaining`` have none yet; those that say the same
    words count once, as the work on them does. ``is_current``:
    the index holds what is kept; without LanceDB every vector is compared instead."""

    model_id: str
    embedded: int
    remaining: int
    is_current: bool
    with_lance: bool


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why the library cannot be searched by meaning now. ``is_passing``: only vectors are wanting, and they can be
    computed; else it needs a model, or a setting that names one."""

    reason: str
    is_passing: bool = False


class Vectors:
    """Everything that needs an embedding model. Safe to use from any thread."""

    def __init__(self, database: Database, folder: Path, models: ModelRoles, *, may_write: bool = True) -> None:
        """``may_write``: the index may keep files; a vault's may not, since LanceDB encrypts none."""
        self._database = database
        self._folder = folder
        self._models = models
        self._may_write = may_write
        self._making = threading.Lock()
        self._opened: VectorIndex | None = None
        self._opened_for = ""

    def embed(self, progress: Progress) -> EmbedResult:
        """Embed what has no vector yet. Raises EnvironmentFault without an embedding model, Cancelled."""
        index, embedder = self._required(), self._models.embedder
        assert embedder is not None, "an index is opened for a model"
        from app.workspace.embedding import embed_missing

        return embed_missing(self._store, index, embedder, progress)

    def rebuild(self, progress: Progress) -> float:
        """Make the index anew from the vectors that are kept; gives the seconds. Raises EnvironmentFault, Cancelled."""
        began = time.perf_counter()
        self._required().rebuild(progress)
        return round(time.perf_counter() - began, 3)

    def refresh(self, progress: Progress) -> None:
        """Bring the index up to the vectors that are kept, after another library has brought some. Raises Cancelled."""
        index = self._if_installed()
        if index is not None:
            index.refresh(progress)

    def forget_removed(self) -> None:
        """Take removed documents out of the index, and with them the indexes of models that are no longer used."""
        from app.library.index import drop_tables

        index = self._if_installed()
        drop_tables(self._folder, but=index.table if index is not None else None)
        if index is not None:
            index.refresh()

    def state(self) -> IndexState | None:
        """None without an embedding model. Raises EnvironmentFault, UserError for one that cannot be had."""
        index, embedder = self._index(), self._models.embedder
        if index is None or embedder is None:
            return None
        model_id, store = embedder.model_id, self._store
        return IndexState(
            model_id,
            store.ready(model_id),
            store.remaining(model_id),
            index.is_current(),
            with_lance=index.table is not None,
        )

    def is_index_sound(self) -> bool:
        """Whether its files are as they were written; so is what was never made. Reads all of them."""
        index = self._if_installed()
        if index is None or index.table is None or not (self._folder / f"{index.table}.lance").exists():
            return True
        return index.verify()

    def hindrance(self) -> Hindrance | None:
        """Why the library cannot be searched by meaning now; None where it can."""
        try:
            state = self.state()
        except (EnvironmentFault, UserError) as error:
            return Hindrance(f"{error.message} {error.hint}".strip())
        if state is None:
            return Hindrance(tr("没有安装按意思检索用的模型（向量模型），现在只按字词检索。"))
        if state.remaining:
            waiting = tr(
                "按意思检索已备好 {ready} / {total} 段，备齐后才能只按意思检索；按字词检索是完整的。",
                ready=state.embedded,
                total=state.embedded + state.remaining,
            )
            return Hindrance(waiting, is_passing=True)
        return None

    def route(self, cancel: CancelToken | None = None) -> DenseRoute | None:
        """Search by meaning, until it is cancelled; None without an embedding model."""
        from app.retrieval.dense import DenseRoute

        index, embedder = self._index(), self._models.embedder
        if embedder is None or index is None:
            return None
        return DenseRoute(index, embedder, cancel or CancelToken())

    def held(self, passage_ids: Iterable[str]) -> dict[str, Vector]:
        """The vectors that are kept of these passages, by passage id; none without an embedding model. Loads none."""
        embedder = self._models.embedder
        if embedder is None:
            return {}
        return {row.passage_id: row.vector for row in self._store.rows_of(embedder.model_id, passage_ids)}

    def _required(self) -> VectorIndex:
        index = self._index()
        if index is None:
            raise EnvironmentFault(
                tr("没有安装向量模型"), tr("请先添加向量模型：在窗口的“模型”页，或用命令 models fetch。")
            )
        return index

    def _index(self) -> VectorIndex | None:
        with self._making:  # jobs come on several threads
            embedder = self._models.embedder
            if embedder is None:
                return None
            if self._opened is None or self._opened_for != embedder.model_id:
                from app.library.index import open_index

                with_lance = self._may_write and probe_machine().has_avx2
                self._opened = open_index(self._folder, self._store, embedder.model_id, with_lance=with_lance)
                self._opened_for = embedder.model_id
            return self._opened

    def _if_installed(self) -> VectorIndex | None:
        """The index; None also where the model that a person chose is not on this machine."""
        try:
            return self._index()
        except (EnvironmentFault, UserError):
            return None

    @property
    def _store(self) -> VectorStore:
        from app.library.vectors import VectorStore

        return VectorStore(self._database)
