"""Real models for the tests that need one; a test is skipped, with the model's name, where it is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace

TINY_CHAT = "smollm2-135m-instruct-q4_1"
SMALL_CHAT = "qwen2.5-coder-0.5b-instruct-q4_k_m"
CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
GGUF_EMBEDDING = "embeddinggemma-300m-q8_0"
FOLDER_EMBEDDING = "embeddinggemma-300m"
TINY_FOLDER_EMBEDDING = "all-minilm-l6-v2"


def path_of(model_id: str) -> Path:
    """Where the model is installed; skips the test where it is not."""
    path = ModelCatalogue().installed(model_id)
    if path is None:
        pytest.skip(f"the model {model_id} is not on this machine: run `models fetch {model_id}`")
    return path


def installed(model_id: str, profile: Path) -> ModelPlace:
    """The model's place; its thread timings go to ``profile``."""
    return ModelPlace(model_id, path_of(model_id), profile=profile)
