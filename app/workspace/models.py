"""The models of a workspace: each step's engine and the embedder, loaded when used, within the memory at hand."""

from __future__ import annotations

import threading
from pathlib import Path

from app.assistant.steps import Step
from app.foundation.errors import ZhunshengError
from app.foundation.settings import Settings
from app.runtime.chat import LlamaChatEngine
from app.runtime.embedder import GgufEmbedder, SentenceTransformersEmbedder
from app.runtime.engine import ChatEngine, Embedder
from app.runtime.gpus import drivers_are_safe
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry
from app.runtime.model_memory import ModelMemory
from app.runtime.model_worker import ModelPlace
from app.workspace.model_choice import ModelChoice


class ModelRoles:
    """Gives each step the engine of its model. Safe to use from any thread.

    Engines live as long as the workspace; their models come into memory and leave it as it holds them.
    """

    def __init__(
        self, settings: Settings, catalogue: ModelCatalogue | None = None, memory: ModelMemory | None = None
    ) -> None:
        self._given = catalogue
        self.catalogue = catalogue or catalogue_of(settings)
        self.choice = ModelChoice(self.catalogue, settings)
        self._settings = settings
        self._memory = memory or ModelMemory()
        self._engines: dict[ModelPlace, LlamaChatEngine] = {}
        self._embedders: dict[ModelPlace, Embedder] = {}
        self._embedder: Embedder | None = None
        self._making = threading.Lock()

    def use(self, settings: Settings) -> None:
        """Choose anew by changed settings. What works now goes on with the model that it has; the rest is unloaded."""
        with self._making:
            self.catalogue = self._given or catalogue_of(settings)
            self.choice = ModelChoice(self.catalogue, settings)
            self._settings = settings
            self._embedder = None
        self._memory.unload_idle()

    @property
    def has_chat_model(self) -> bool:
        return self.choice.of_step(Step.ANSWER) is not None

    def manifest_hash(self, model_id: str | None) -> str | None:
        """The SHA-256 by which the catalogue knows that model; None for none, and for one that it does not know."""
        try:
            return self.catalogue.entry(model_id).sha256 if model_id is not None else None
        except ZhunshengError:
            return None

    def chat_engine(self, model_id: str | None = None) -> ChatEngine | None:
        """The engine that answers; see ``engine_for``."""
        return self.engine_for(Step.ANSWER, model_id)

    def engine_for(self, step: Step, model_id: str | None = None) -> ChatEngine | None:
        """The engine of a step of an answer, or of the model named; see ``Engines``.

        None where no model is installed or the step is switched off.
        """
        entry = self.choice.of_step(step, model_id)
        if entry is None:
            return None
        with self._making:
            place = self._place(entry)
            if place not in self._engines:
                trusted = self.catalogue.may_run_template(entry.id)
                self._engines[place] = LlamaChatEngine(place, trusted_template=trusted)
            return self._engines[place]

    @property
    def embedder(self) -> Embedder | None:
        """The embedding model in use, None where none is installed. Its process starts with the first text."""
        with self._making:
            if self._embedder is None:
                entry = self.choice.embedding()
                if entry is None:
                    return None
                place = self._place(entry)
                if place not in self._embedders:
                    kind = SentenceTransformersEmbedder if place.path.is_dir() else GgufEmbedder
                    self._embedders[place] = kind(place)
                self._embedder = self._embedders[place]
            return self._embedder

    def close(self) -> None:
        """End every model, after the calls that run in them."""
        self._memory.wait_until_idle()
        with self._making:
            for engine in self._engines.values():
                engine.close()
            for embedder in self._embedders.values():
                embedder.close()

    def _place(self, entry: ModelEntry) -> ModelPlace:
        path = self.catalogue.require(entry.id)
        settings = self._settings
        use_gpu = settings.gpu_is_allowed and drivers_are_safe()
        return ModelPlace(entry.id, path, settings.threads, memory=self._memory, use_gpu=use_gpu)


def catalogue_of(settings: Settings) -> ModelCatalogue:
    """The models in the usual folders and in the one that the settings name."""
    further = settings.models_folder.strip()
    return ModelCatalogue(further=Path(further).expanduser() if further else None)
