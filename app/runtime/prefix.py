"""Which part of a prompt is still in the model's memory and may be used again without changing a single bit.

What the model computes for a token depends in its last bits on the batch it was computed in. So prompts are always
cut at the same positions, and only whole pieces are used again: then a warm answer is the cold answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class PromptMemory:
    """The whole pieces at the start of the context, in the order in which they were evaluated."""

    def __init__(self, piece: int) -> None:
        self._piece = piece
        self._kept: list[int] = []

    def reusable(self, prompt: Sequence[int]) -> int:
        """How many tokens at the start of the prompt need no evaluation: whole pieces, never the last one."""
        same = 0
        for ours, theirs in zip(self._kept, prompt, strict=False):
            if ours != theirs:
                break
            same += 1
        return min(same, len(prompt) - 1) // self._piece * self._piece

    def pieces(self, prompt: Sequence[int], start: int) -> Iterator[list[int]]:
        """What is to be evaluated from ``start`` on; what was given before the next is asked for counts as kept."""
        del self._kept[start:]
        for place in range(start, len(prompt), self._piece):
            piece = list(prompt[place : place + self._piece])
            yield piece
            if place + self._piece < len(prompt):
                self._kept += piece

    def forget(self) -> None:
        """After a computation that broke off."""
        self._kept.clear()
