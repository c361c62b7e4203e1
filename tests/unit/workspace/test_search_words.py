"""The words of a keyword model for a search, also where the settings keep it out of answers."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from app.assistant.steps import Step
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.words import WordIndex
from app.workspace.models import ModelRoles
from app.workspace.questions import Questions
from app.workspace.vectors import Vectors
from tests.fakes import FakeEngine


class Models:
    """The engines that steps have; no embedding model."""

    embedder = None

    def __init__(self, **engines: FakeEngine) -> None:
        self._engines = engines

    def engine_for(self, step: Step, model_id: str | None = None) -> FakeEngine | None:
        return self._engines.get(step.value)


def words(tmp_path: Path, seconds: float | None = None, **engines: FakeEngine) -> tuple[str, ...]:
    paths = WorkspacePaths(tmp_path)
    with Database(paths.catalogue) as database:
        models = cast(ModelRoles, Models(**engines))
        vectors = Vectors(database, paths.index, models)
        questions = Questions(Catalogue(database), WordIndex(database), vectors, models, Conversations(database))
        return questions.search_words("谁来修电梯？", seconds)


def saying(reply: str) -> FakeEngine:
    engine = FakeEngine()
    engine.enqueue(reply)
    return engine


@pytest.mark.parametrize("seconds", [None, 3600.0])
def test_the_keyword_model_writes_them_in_time_or_without_a_limit(tmp_path: Path, seconds: float | None) -> None:
    found = words(tmp_path, seconds, keywords=saying("物业服务人、共有部分"), router=saying("别的词"))
    assert found == ("物业服务人", "共有部分")


def test_the_smallest_model_writes_them_where_answers_go_without(tmp_path: Path) -> None:
    assert words(tmp_path, router=saying("物业服务人、共有部分")) == ("物业服务人", "共有部分")


def test_without_a_model_there_are_none(tmp_path: Path) -> None:
    assert words(tmp_path) == ()
