"""Which model does which step, as a question would find it, without loading any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.assistant.steps import Step
from app.foundation.errors import ZhunshengError
from app.foundation.messages import sequenced, tr
from app.foundation.paths import WorkspacePaths
from app.foundation.settings import load_settings
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelEntry
from app.workspace.model_choice import ModelChoice
from app.workspace.models import catalogue_of

EMBEDDING = "embedding"
"""Beside the steps of an answer: what search by meaning needs."""

NAMES: Mapping[str, Callable[[], str]] = {
    Step.ANSWER: lambda: tr("回答"),
    Step.KEYWORDS: lambda: tr("写检索词"),
    Step.ROUTER: lambda: tr("判断问题"),
    Step.TRANSLATION: lambda: tr("翻译"),
    Step.SUMMARY: lambda: tr("摘要"),
    EMBEDDING: lambda: tr("按意思检索"),
}


@dataclass(frozen=True, slots=True)
class ModelSteps:
    """The id of each step's model, None where none does it; ``faults`` say which settings cannot be met, and why."""

    models: Mapping[str, str | None]
    faults: tuple[str, ...]

    def of(self, model_id: str) -> list[str]:
        """The steps that a model does."""
        return [step for step, chosen in self.models.items() if chosen == model_id]

    def text(self) -> str:
        """A line for a person."""
        return sequenced(f"{NAMES[step]()} {chosen or tr('无')}" for step, chosen in self.models.items())


def model_steps(data: Path, catalogue: ModelCatalogue) -> ModelSteps:
    """By the settings of a workspace, which need not exist yet."""
    try:
        settings = load_settings(WorkspacePaths(data.expanduser()).settings)
    except ZhunshengError as error:
        return ModelSteps(dict.fromkeys(NAMES), (f"{error.message} {error.hint}",))
    return steps_by(ModelChoice(catalogue, settings))


def catalogue_at(data: Path) -> ModelCatalogue:
    """The models that a workspace finds; where its settings cannot be read, those of the usual folders."""
    try:
        return catalogue_of(load_settings(WorkspacePaths(data.expanduser()).settings))
    except ZhunshengError:
        return ModelCatalogue()


def steps_by(choice: ModelChoice) -> ModelSteps:
    faults: list[str] = []
    models: dict[str, str | None] = {}
    for step in NAMES:
        models[step], fault = _chosen(choice, step)
        faults += [fault] if fault else []
    return ModelSteps(models, tuple(dict.fromkeys(faults)))


def _chosen(choice: ModelChoice, step: str) -> tuple[str | None, str]:
    try:
        entry: ModelEntry | None = choice.embedding() if step == EMBEDDING else choice.of_step(Step(step))
    except ZhunshengError as error:
        return None, f"{NAMES[step]()}：{error.message}"
    return (entry.id if entry is not None else None), ""
