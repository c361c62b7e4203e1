"""Only whole pieces at fixed places are used again, so that every token is computed in the same company as before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.runtime.prefix import PromptMemory

PIECE = 4


def read(memory: PromptMemory, prompt: list[int]) -> tuple[int, list[list[int]]]:
    reused = memory.reusable(prompt)
    return reused, list(memory.pieces(prompt, reused))


def test_the_first_prompt_is_evaluated_in_pieces() -> None:
    assert read(PromptMemory(PIECE), [1, 2, 3, 4, 5, 6]) == (0, [[1, 2, 3, 4], [5, 6]])


def test_the_same_prompt_again_evaluates_its_last_piece_alone() -> None:
    memory = PromptMemory(PIECE)
    read(memory, [1, 2, 3, 4, 5, 6])
    assert read(memory, [1, 2, 3, 4, 5, 6]) == (4, [[5, 6]])


def test_a_prompt_of_whole_pieces_still_evaluates_the_last_one() -> None:
    memory = PromptMemory(PIECE)
    read(memory, [1, 2, 3, 4, 5, 6, 7, 8])
    assert read(memory, [1, 2, 3, 4, 5, 6, 7, 8]) == (4, [[5, 6, 7, 8]])


def test_a_piece_that_differs_in_one_token_is_evaluated_again() -> None:
    memory = PromptMemory(PIECE)
    read(memory, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert read(memory, [1, 2, 3, 4, 5, 6, 0, 8, 9]) == (4, [[5, 6, 0, 8], [9]])


def test_nothing_is_reused_after_a_computation_that_broke_off() -> None:
    memory = PromptMemory(PIECE)
    read(memory, [1, 2, 3, 4, 5])
    memory.forget()
    assert memory.reusable([1, 2, 3, 4, 5]) == 0


@given(st.lists(st.lists(st.integers(0, 1), min_size=1, max_size=20), min_size=1, max_size=6))
def test_reuse_and_evaluation_cut_a_prompt_as_a_cold_start_does(prompts: list[list[int]]) -> None:
    memory = PromptMemory(PIECE)
    for prompt in prompts:
        reused, pieces = read(memory, prompt)
        cold = [prompt[place : place + PIECE] for place in range(0, len(prompt), PIECE)]
        assert pieces == cold[reused // PIECE :]
        assert pieces
