"""Which installed model plays which part, started when first needed and closed with the workspace."""

from __future__ import annotations

import threading

from app.assistant.steps import Step
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.settings import Settings
from app.runtime.chat import LlamaChatEngine
from app.runtime.embedder import GgufEmbedder, SentenceTransformersEmbedder
from app.runtime.engine import ChatEngine, Embedder
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry, ModelRole
from app.runtime.model_worker import ModelPlace

CHAT_ROLES = (ModelRole.CHAT, ModelRole.KEYWORD)
"""What may answer: a small model made for keywords still phrases an answer where no other is installed."""


class ModelRoles:
    """The models of one workspace: the settings choose, else the first installed of the catalogue's order."""

    def __init__(self, settings: Settings) -> None:
        self.catalogue = ModelCatalogue()
        self._settings = settings
        self._engine: LlamaChatEngine | None = None
        self._embedder: Embedder | None = None
        self._making = threading.Lock()

    @property
    def has_chat_model(self) -> bool:
        return self._chat_entry(None) is not None

    def chat_engine(self, model_id: str | None = None) -> ChatEngine | None:
        """The engine for a model, or for the chosen one; None where no chat model is installed.

        One engine lives at a time: asking for another model ends the one before. Raises UserError when the model
        named is not one that chats, EnvironmentFault when it is not installed.
        """
        entry = self._chat_entry(model_id)
        if entry is None:
            return None
        with self._making:
            if self._engine is not None and self._engine.model_id != entry.id:
                self._engine.close()
                self._engine = None
            if self._engine is None:
                trusted = self.catalogue.may_run_template(entry.id)
                self._engine = LlamaChatEngine(self._place(entry), trusted_template=trusted)
            return self._engine

    def engine_for(self, step: Step, model_id: str | None = None) -> ChatEngine | None:
        """The engine of a step of an answer; see ``Engines``."""
        return None if step is Step.KEYWORDS else self.chat_engine(model_id)

    @property
    def embedder(self) -> Embedder | None:
        """The embedding model in use, None where none is installed. Its process starts with the first text."""
        with self._making:
            if self._embedder is None:
                entry = self._embedding_entry()
                if entry is None:
                    return None
                place = self._place(entry)
                self._embedder = SentenceTransformersEmbedder(place) if place.path.is_dir() else GgufEmbedder(place)
            return self._embedder

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()
        if self._embedder is not None:
            self._embedder.close()

    def _place(self, entry: ModelEntry) -> ModelPlace:
        return ModelPlace(entry.id, self.catalogue.require(entry.id), self._settings.threads)

    def _embedding_entry(self) -> ModelEntry | None:
        return self._chosen(self._settings.embedding_model) or self.catalogue.first_installed(ModelRole.EMBEDDING)

    def _chat_entry(self, model_id: str | None) -> ModelEntry | None:
        chosen = self._chosen(model_id or self._settings.chat_model)
        if chosen is not None and chosen.role not in CHAT_ROLES:
            raise UserError(tr("模型 {id} 不能对话", id=chosen.id), tr("用 models list 查看对话模型。"))
        installed = (self.catalogue.first_installed(role) for role in CHAT_ROLES)
        return chosen or next((entry for entry in installed if entry is not None), None)

    def _chosen(self, model_id: str) -> ModelEntry | None:
        """The entry that a person named, which must be there. Raises UserError, EnvironmentFault."""
        if not model_id:
            return None
        self.catalogue.require(model_id)
        return self.catalogue.entry(model_id)
