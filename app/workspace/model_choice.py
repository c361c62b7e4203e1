"""Which installed model does which step: by the settings and by what is installed, never by what is free just now.

Otherwise the same question would get another answer while other programs run. Where the chosen model does not fit, the
others make room for it; where that is not enough, the person is told the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.assistant.steps import Step
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.settings import OFF, Settings
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry, ModelRole

CHAT_ROLES = (ModelRole.CHAT, ModelRole.KEYWORD)
"""What may answer: a small model made for keywords still phrases an answer where no other is installed."""

SMALL_STEPS = (Step.KEYWORDS, Step.ROUTER)
"""A few tokens each, written before anything can be shown: the smallest model does them, the others the best one."""

SETTINGS: Mapping[Step, str] = {
    Step.ANSWER: "chat_model",
    Step.KEYWORDS: "keyword_model",
    Step.ROUTER: "router_model",
    Step.TRANSLATION: "translation_model",
    Step.SUMMARY: "summary_model",
}
"""The setting that names a step's model."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Reads the catalogue each time it is asked, because models are installed while the application runs."""

    catalogue: ModelCatalogue
    settings: Settings

    def of_step(self, step: Step, model_id: str | None = None) -> ModelEntry | None:
        """The model named, else the one that is set for the step, else the automatic one; None where there is none.

        Raises UserError for a model that does not chat, EnvironmentFault for one that is named and not installed.
        """
        named = model_id or self._setting(step)
        if named == OFF:
            return None
        if not named:
            return self._smallest() if step in SMALL_STEPS else self._best()
        entry = self._named(named)
        if entry.role not in CHAT_ROLES:
            raise UserError(tr("模型 {id} 不能对话", id=entry.id), tr("用 models list 查看对话模型。"))
        return entry

    def chat_models(self) -> tuple[str, ...]:
        """The ids of all installed models that may answer, in the catalogue's order."""
        entries = (entry for entry in self.catalogue.entries() if entry.role in CHAT_ROLES)
        return tuple(entry.id for entry in entries if self.catalogue.installed(entry.id) is not None)

    def embedding(self) -> ModelEntry | None:
        """The embedding model. Raises UserError, EnvironmentFault as ``of_step``."""
        named = self.settings.embedding_model
        return self._named(named) if named else self.catalogue.first_installed(ModelRole.EMBEDDING)

    def _setting(self, step: Step) -> str:
        """What is set for a step; a large step without a setting of its own follows the answer's."""
        own = str(getattr(self.settings, SETTINGS[step]))
        return own if own or step in SMALL_STEPS else self.settings.chat_model

    def _named(self, model_id: str) -> ModelEntry:
        self.catalogue.require(model_id)
        return self.catalogue.entry(model_id)

    def _best(self) -> ModelEntry | None:
        """The catalogue's order is preference."""
        return min(self._automatic(), key=lambda entry: CHAT_ROLES.index(entry.role), default=None)

    def _smallest(self) -> ModelEntry | None:
        """One made for keywords before any other."""
        return min(
            self._automatic(), key=lambda entry: (-CHAT_ROLES.index(entry.role), self._bytes(entry)), default=None
        )

    def _automatic(self) -> list[ModelEntry]:
        """The installed models that chat in Chinese, in the catalogue's order."""
        chatting = (entry for entry in self.catalogue.entries() if entry.role in CHAT_ROLES and entry.knows_chinese)
        return [entry for entry in chatting if self.catalogue.installed(entry.id) is not None]

    def _bytes(self, entry: ModelEntry) -> int:
        return self.catalogue.require(entry.id).stat().st_size
