"""The arithmetic of the latency bench: what prompt lookup would have given."""

from __future__ import annotations

import pytest

from tests.bench.latency import looked_up


def test_a_reply_that_copies_the_prompt_needs_few_evaluations() -> None:
    prompt = list(range(100, 140))
    assert looked_up(prompt, prompt[3:25]) > 3


def test_a_reply_of_new_words_gains_nothing() -> None:
    assert looked_up([1, 2, 3, 4], [50, 51, 52, 53, 54]) == pytest.approx(1)


def test_a_draft_that_goes_wrong_counts_as_far_as_it_agrees() -> None:
    prompt = [1, 2, 3, 4, 5, 6, 7, 8]
    assert looked_up([*prompt, 1, 2, 3], [4, 5, 90]) == pytest.approx(3)
