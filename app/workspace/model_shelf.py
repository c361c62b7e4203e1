"""The models of this machine as a person looks at them: what each is for, needs, and how fast it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.foundation.files import bytes_below
from app.foundation.jobs import Progress
from app.foundation.paths import application_folder
from app.foundation.settings import Settings
from app.runtime.bringing import bring_models
from app.runtime.chat import WANTED_TOKENS
from app.runtime.fitting import WORKING_BYTES, memory_needed
from app.runtime.hardware import probe_machine
from app.runtime.manifest import ModelState
from app.runtime.model_entry import ModelEntry
from app.security.audit.entry import Kind
from app.workspace.auditing import Auditing
from app.workspace.model_choice import CHAT_ROLES
from app.workspace.model_options import ModelOptions, model_options
from app.workspace.model_steps import steps_by
from app.workspace.models import ModelRoles
from app.workspace.speeds import AnswerSpeed, SpeedFigure, Speeds


@dataclass(frozen=True, slots=True)
class ModelCard:
    """``needed`` is what it takes in memory with a usual context, in bytes; at least that where the model is not here,
    0 where nobody knows. ``is_own``: it lies in the user's own
    folder, from where it can be removed. ``steps`` are those that it does now."""

    entry: ModelEntry
    path: Path | None
    verified: bool
    is_own: bool
    needed: int
    steps: tuple[str, ...]
    speed: SpeedFigure | None
    last_answers: AnswerSpeed | None

    @property
    def may_chat(self) -> bool:
        return self.entry.role in CHAT_ROLES


@dataclass(frozen=True, slots=True)
class Shelf:
    """Memory in bytes. ``faults`` say which settings cannot be met, ``folder`` is where new models are put."""

    cards: tuple[ModelCard, ...]
    options: ModelOptions
    settings: Settings
    faults: tuple[str, ...]
    memory_total: int
    memory_available: int
    folder: Path


class ModelShelf:
    """Safe to use from any thread."""

    def __init__(
        self, models: ModelRoles, speeds: Speeds, settings: Callable[[], Settings], audit: Auditing | None = None
    ) -> None:
        self._audit = audit
        self._models = models
        self._speeds = speeds
        self._settings = settings

    def look(self) -> Shelf:
        """Reads headers and sizes, loads nothing."""
        machine, settings = probe_machine(), self._settings()
        steps = steps_by(self._models.choice)
        measured = {figure.model_id: figure for figure in self._speeds.kept()}
        answers = {speed.model_id: speed for speed in self._speeds.of_last_answers()}
        catalogue = self._models.catalogue

        def card(state: ModelState) -> ModelCard:
            model_id = state.entry.id
            is_own = state.path is not None and state.path.parent == catalogue.folder
            return ModelCard(
                state.entry,
                state.path,
                state.verified,
                is_own,
                _needed(state),
                tuple(steps.of(model_id)),
                measured.get(model_id),
                answers.get(model_id),
            )

        return Shelf(
            tuple(map(card, catalogue.states())),
            model_options(catalogue, settings),
            settings,
            steps.faults,
            machine.memory_total,
            machine.memory_available,
            catalogue.folder,
        )

    def verify(self, model_id: str, progress: Progress) -> bool:
        """Read all of it and compare its hashes. Raises EnvironmentFault, Cancelled."""
        return self._models.catalogue.verify(model_id, progress)

    def add(self, path: Path, progress: Progress) -> tuple[ModelEntry, ...]:
        """A GGUF file, or what a folder holds. Raises UserError, EnvironmentFault, Cancelled."""
        brought = bring_models(path, self._models.catalogue, progress)
        self._models.use(self._settings())
        for entry in brought:
            self._note(Kind.MODEL_ADDED, entry)
        return brought

    def remove(self, model_id: str) -> None:
        """Delete it for good. Raises UserError, EnvironmentFault."""
        self._models.use(self._settings())  # nobody holds the file open
        entry = self._models.catalogue.entry(model_id)
        self._models.catalogue.remove(model_id)
        self._models.use(self._settings())
        self._note(Kind.MODEL_REMOVED, entry)

    def _note(self, kind: Kind, entry: ModelEntry) -> None:
        if self._audit is not None:
            self._audit.note(kind, {"model": entry.id, "manifest": entry.sha256})


def licence_text(licence: str) -> str:
    """The text of a licence that comes with the application, "" where it does not."""
    file = application_folder() / "models" / "licences" / f"{licence}.txt"
    known = {path.name for path in file.parent.glob("*.txt")}
    return file.read_text("utf-8") if file.name in known else ""


def disk_size(card: ModelCard) -> int:
    """Bytes on the disk, or as the catalogue says for what is not here."""
    if card.path is None:
        return card.entry.bytes or 0
    return bytes_below(card.path)


def _needed(state: ModelState) -> int:
    tokens = WANTED_TOKENS if state.entry.role in CHAT_ROLES else 0
    if state.path is not None:
        return memory_needed(state.path, tokens)
    return state.entry.bytes + WORKING_BYTES if state.entry.bytes else 0
