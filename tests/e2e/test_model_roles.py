"""Two real models in one workspace: both stay where memory holds them, and take turns where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.assistant.question.keywords import KeywordWriter
from app.assistant.steps import Step
from app.domain.answer import Understanding
from app.foundation.jobs import CancelToken
from app.foundation.settings import Settings
from app.runtime.chat import LlamaChatEngine
from app.runtime.engine import ChatMessage, ChatRequest
from app.runtime.fitting import GIB, WORKING_BYTES
from app.runtime.model_memory import ModelMemory
from app.workspace.models import ModelRoles
from tests.models import CHAT, SMALL_CHAT, path_of

GREETING = ChatRequest((ChatMessage("user", "你好"),), max_tokens=4)
QUESTION = Understanding("楼上漏水把我家天花板泡坏了，找谁赔？")

Open = Callable[[int], ModelRoles]


@pytest.fixture
def open_models() -> Iterator[Open]:
    """The models of a workspace on a machine with so many bytes to spare."""
    for model_id in (CHAT, SMALL_CHAT):
        path_of(model_id)
    opened: list[ModelRoles] = []

    def start(spare: int) -> ModelRoles:
        settings = Settings(chat_model=CHAT, keyword_model=SMALL_CHAT)
        opened.append(ModelRoles(settings, memory=ModelMemory(lambda: spare)))
        return opened[-1]

    yield start
    for models in opened:
        models.close()


def engines(models: ModelRoles) -> tuple[LlamaChatEngine, LlamaChatEngine]:
    """Those of the keywords and of the answer."""
    words, answer = models.engine_for(Step.KEYWORDS), models.engine_for(Step.ANSWER)
    assert isinstance(words, LlamaChatEngine)
    assert isinstance(answer, LlamaChatEngine)
    return words, answer


def test_models_that_do_not_fit_together_take_turns_and_write_what_they_wrote(open_models: Open) -> None:
    words, answer = engines(open_models(path_of(CHAT).stat().st_size + WORKING_BYTES + GIB // 4))
    written = KeywordWriter(words).write(QUESTION, CancelToken())
    assert written
    assert words.pid is not None
    answer.chat(GREETING)
    assert words.pid is None
    assert answer.pid is not None
    assert KeywordWriter(words).write(QUESTION, CancelToken()) == written
    assert answer.pid is None


def test_models_that_fit_together_stay_and_keep_what_they_have_read(open_models: Open) -> None:
    words, answer = engines(open_models(64 * GIB))
    KeywordWriter(words).write(QUESTION, CancelToken())
    before = words.pid
    answer.chat(GREETING)
    assert words.pid == before
    assert answer.pid is not None
