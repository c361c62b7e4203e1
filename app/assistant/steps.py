"""The steps of an answer that a language model may do, and who gives each its model."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from app.runtime.engine import ChatEngine


class Step(StrEnum):
    """回答, 检索词, 判断问题, 翻译, 摘要. Each may have a model of its own; with one model all use it."""

    ANSWER = "answer"
    KEYWORDS = "keywords"
    ROUTER = "router"
    TRANSLATION = "translation"
    SUMMARY = "summary"


class Engines(Protocol):
    """Picks the model of a step."""

    def __call__(self, step: Step, model_id: str | None = None) -> ChatEngine | None:
        """The engine of a step, or of the model named; None where no chat model is installed.

        Raises UserError for a model that does not chat, EnvironmentFault for one that is not installed.
        """
