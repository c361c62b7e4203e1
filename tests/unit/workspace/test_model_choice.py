"""Which model does which step depends on the settings and on what is installed, and on nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.assistant.steps import Step
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.settings import OFF, Settings
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelRole
from app.workspace.model_choice import ModelChoice
from app.workspace.models import ModelRoles
from tests.unit.runtime.model_files import file_entry, manifest, table

SIZES = {"mid": 200, "large": 400, "small": 100, "tiny-en": 10, "vectors": 50}
ROLES = {"small": ModelRole.KEYWORD, "tiny-en": ModelRole.KEYWORD, "vectors": ModelRole.EMBEDDING}
AUTOMATIC = Settings(keyword_model="")

Install = Callable[..., ModelCatalogue]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """A catalogue of mid, large, small, tiny-en and vectors, of which those named are on the machine."""
    entries = {name: file_entry(name, b"x" * size, ROLES.get(name, ModelRole.CHAT)) for name, size in SIZES.items()}
    english = 'languages = ["en"]'
    tables = [table(entry, *([english] if name == "tiny-en" else [])) for name, entry in entries.items()]
    path = manifest(tmp_path / "manifest.toml", *tables)

    def installed(*names: str) -> ModelCatalogue:
        for name in names:
            (tmp_path / entries[name].file).write_bytes(b"x" * SIZES[name])
        return ModelCatalogue([tmp_path], path)

    return installed


def chosen(catalogue: ModelCatalogue, settings: Settings = AUTOMATIC) -> dict[Step, str | None]:
    choice = ModelChoice(catalogue, settings)
    found = {step: choice.of_step(step) for step in Step}
    return {step: entry.id if entry is not None else None for step, entry in found.items()}


def test_each_step_gets_the_model_that_suits_it(install: Install) -> None:
    steps = chosen(install("mid", "large", "small", "vectors"))
    assert steps == {
        Step.ANSWER: "mid",
        Step.TRANSLATION: "mid",
        Step.SUMMARY: "mid",
        Step.KEYWORDS: "small",
        Step.ROUTER: "small",
    }


def test_with_one_model_all_steps_use_it(install: Install) -> None:
    assert set(chosen(install("small")).values()) == {"small"}


def test_without_a_keyword_model_the_smallest_that_chats_writes_the_words(install: Install) -> None:
    steps = chosen(install("mid", "large"))
    assert (steps[Step.KEYWORDS], steps[Step.ANSWER]) == ("mid", "mid")


def test_with_none_there_is_none(install: Install) -> None:
    assert set(chosen(install("vectors")).values()) == {None}


def test_a_model_that_knows_no_chinese_is_never_chosen_but_may_be_named(install: Install) -> None:
    catalogue = install("tiny-en", "mid")
    assert set(chosen(catalogue).values()) == {"mid"}
    assert chosen(catalogue, Settings(keyword_model="tiny-en"))[Step.KEYWORDS] == "tiny-en"
    assert set(chosen(install("tiny-en")).values()) == {"mid"}


def test_a_setting_chooses_for_its_step_and_the_answers_for_the_large_ones(install: Install) -> None:
    catalogue = install("mid", "large", "small")
    steps = chosen(catalogue, Settings(chat_model="large", translation_model="mid", keyword_model="large"))
    assert steps == {
        Step.ANSWER: "large",
        Step.TRANSLATION: "mid",
        Step.SUMMARY: "large",
        Step.KEYWORDS: "large",
        Step.ROUTER: "small",
    }


def test_keywords_can_be_switched_off(install: Install) -> None:
    steps = chosen(install("mid", "small"), Settings(keyword_model=OFF))
    assert (steps[Step.KEYWORDS], steps[Step.ROUTER]) == (None, "small")


def test_a_model_named_for_one_question_comes_before_the_setting(install: Install) -> None:
    choice = ModelChoice(install("mid", "large"), Settings(chat_model="mid"))
    named = choice.of_step(Step.ANSWER, "large")
    assert named is not None
    assert named.id == "large"


def test_a_named_model_that_is_not_there_or_does_not_chat_is_told(install: Install) -> None:
    catalogue = install("mid", "vectors")
    with pytest.raises(EnvironmentFault, match="large"):
        chosen(catalogue, Settings(summary_model="large"))
    with pytest.raises(UserError, match="vectors"):
        chosen(catalogue, Settings(router_model="vectors"))


def test_steps_that_share_a_model_share_its_engine(install: Install) -> None:
    models = ModelRoles(AUTOMATIC, install("mid", "small"))
    answer, summary = models.engine_for(Step.ANSWER), models.engine_for(Step.SUMMARY)
    words = models.engine_for(Step.KEYWORDS)
    assert answer is summary
    assert words is not None
    assert words is not answer
    assert models.engine_for(Step.ANSWER) is answer
    models.close()


def test_a_model_installed_while_the_workspace_is_open_is_found(install: Install) -> None:
    models = ModelRoles(AUTOMATIC, install())
    assert models.engine_for(Step.ANSWER) is None
    assert not models.has_chat_model
    install("mid")
    assert models.has_chat_model
    models.close()
