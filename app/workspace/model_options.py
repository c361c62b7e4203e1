"""Which installed models a person may choose for each step, and which one works where nothing is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.foundation.setting_rules import ModelKind
from app.foundation.settings import Settings
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry, ModelRole
from app.workspace.model_choice import CHAT_ROLES, SETTINGS, ModelChoice
from app.workspace.model_steps import EMBEDDING, steps_by

EMBEDDING_SETTING = "embedding_model"
SETTING_OF_STEP: Mapping[str, str] = {
    **{step.value: setting for step, setting in SETTINGS.items()},
    EMBEDDING: EMBEDDING_SETTING,
}
"""The setting that names the model of a step, embedding among them."""


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """``chat`` and ``embedding`` are installed; ``automatic`` names by setting what works where it is left empty."""

    chat: tuple[ModelEntry, ...] = ()
    embedding: tuple[ModelEntry, ...] = ()
    automatic: Mapping[str, str | None] | None = None

    def of(self, kind: ModelKind) -> tuple[ModelEntry, ...]:
        return self.chat if kind is ModelKind.CHAT else self.embedding

    def automatic_for(self, setting: str) -> str | None:
        return (self.automatic or {}).get(setting)


def model_options(catalogue: ModelCatalogue, settings: Settings) -> ModelOptions:
    installed = [state.entry for state in catalogue.states() if state.path is not None]
    automatic = {}
    for step, setting in SETTING_OF_STEP.items():
        blank = replace(settings, **{setting: ""})  # type: ignore[arg-type]  # all of them hold text
        automatic[setting] = steps_by(ModelChoice(catalogue, blank)).models[step]
    return ModelOptions(
        tuple(entry for entry in installed if entry.role in CHAT_ROLES),
        tuple(entry for entry in installed if entry.role is ModelRole.EMBEDDING),
        automatic,
    )
