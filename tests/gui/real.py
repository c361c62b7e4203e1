"""The window's pages on a real workspace: the samples read by the real reader, words only, no model on this machine.

``desk`` is what a page is made with. Where a page asks a model, ``scripted`` stands in for it and for nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.foundation.jobs import Progress
from app.foundation.paths import application_folder
from app.gui.parts.desk import Desk
from app.gui.road.bridge import JobRoad
from app.gui.style.theme import light_theme
from app.workspace import Workspace
from tests.fakes import FakeEngine

SAMPLES = application_folder() / "app" / "samples"


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace folder with all samples in it, closed. Tests work on copies."""
    folder = tmp_path_factory.mktemp("filled") / "workspace"
    with Workspace.open(folder, writing=True) as workspace:
        results = workspace.add([SAMPLES], Progress())
        assert {result.status for result in results} == {"added"}
    return folder


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any model."""
    empty = tmp_path / "no models"
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (empty,))


@pytest.fixture
def workspace(filled_folder: Path, tmp_path: Path, no_models: None) -> Iterator[Workspace]:
    """The samples, open for writing."""
    folder = tmp_path / "workspace"
    shutil.copytree(filled_folder, folder)
    with Workspace.open(folder, writing=True) as opened:
        yield opened


@pytest.fixture
def empty_workspace(tmp_path: Path, no_models: None) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "empty", writing=True) as opened:
        yield opened


@pytest.fixture
def scripted(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """A chat model for every step, saying what a test enqueues."""
    engine = FakeEngine()
    monkeypatch.setattr(workspace.models, "engine_for", lambda *_: engine)
    monkeypatch.setattr(type(workspace), "chat_model_installed", property(lambda _: True))
    return engine


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, road: JobRoad) -> Desk:
    """A desk with the samples on it."""
    return desk_of(workspace, road)


@pytest.fixture
def empty_desk(qtbot: QtBot, empty_workspace: Workspace, road: JobRoad) -> Desk:
    return desk_of(empty_workspace, road)


def desk_of(workspace: Workspace, road: JobRoad) -> Desk:
    made = Desk(road, light_theme())
    made.use_session(workspace)
    made.show_entries(workspace.documents())
    return made
