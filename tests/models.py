"""Real models for the tests that need one; a test is skipped, with the model's name, where it is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace

TINY_CHAT = "smollm2-135m-instruct-q4_1"
CHAT = "qwen2.5-coder-0.5b-instruct-q4_k_m"
GGUF_EMBEDDING = "embeddinggemma-300m-q8_0"
FOLDER_EMBEDDING = "embeddinggemma-300m"
TINY_FOLDER_EMBEDDING = "all-minilm-l6-v2"


def installed(model_id: str, profile: Path) -> ModelPlace:
    """Where the model is; its thread timings go to ``profile``."""
    path = ModelCatalogue().installed(model_id)
    if path is None:
        pytest.skip(f"the model {model_id} is not installed: run `models fetch {model_id}`")
    return ModelPlace(model_id, path, profile=profile)
