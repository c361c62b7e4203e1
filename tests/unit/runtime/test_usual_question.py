"""What questions have in common is known for the model that most people have."""

from __future__ import annotations

import numpy as np

from app.runtime.embedding_prompts import EMBEDDINGGEMMA_PROMPTS
from app.runtime.usual_question import usual_question


def test_the_mean_of_questions_has_the_models_dimensions_and_is_shorter_than_a_question() -> None:
    mean = usual_question(EMBEDDINGGEMMA_PROMPTS.usual)
    assert mean is not None
    assert (mean.shape, mean.dtype) == ((768,), np.float32)
    assert 0.3 < np.linalg.norm(mean) < 0.9


def test_nothing_is_known_of_other_models() -> None:
    assert usual_question("") is None
    assert usual_question("another") is None
