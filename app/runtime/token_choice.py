"""Which token comes next: the likeliest of all, or the likeliest that a grammar allows."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np

from app.foundation.errors import BugError
from app.foundation.messages import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Greedy:
    """Always the likeliest token; of equals the one with the lowest number, so that replies repeat."""

    def best(self, logits: NDArray[np.float32]) -> int:
        return int(np.argmax(logits))

    def accept(self, token: int) -> None:
        """Take note of the token that was chosen."""

    def close(self) -> None:
        """Free what the choice needed."""


class Grammar(Greedy):
    """The likeliest token that a GBNF grammar allows after what it has accepted so far."""

    def __init__(self, lib: Any, vocabulary: Any, text: str) -> None:
        self._lib = lib
        self._sampler = lib.llama_sampler_init_grammar(vocabulary, text.encode(), b"root")
        if not self._sampler:
            raise BugError(tr("语法（GBNF）有误，模型不能照它回答"))
        self._dtype = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])

    def best(self, logits: NDArray[np.float32]) -> int:
        """The likeliest token that the grammar allows, -1 when it allows none.

        The likeliest of all is tried alone first: it mostly is allowed, and a whole vocabulary takes milliseconds.
        """
        favourite = int(np.argmax(logits))
        if np.isfinite(self._allowed(np.array([favourite]), logits)[0]):
            return favourite
        allowed = self._allowed(np.arange(len(logits)), logits)
        best = int(np.argmax(allowed))
        return best if np.isfinite(allowed[best]) else -1

    def accept(self, token: int) -> None:
        self._lib.llama_sampler_accept(self._sampler, token)

    def close(self) -> None:
        self._lib.llama_sampler_free(self._sampler)

    def _allowed(self, tokens: NDArray[Any], logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """The tokens' logits, minus infinity where the grammar forbids one."""
        candidates = np.zeros(len(tokens), self._dtype)
        candidates["id"] = tokens
        candidates["logit"] = logits[tokens]
        data = candidates.ctypes.data_as(ctypes.POINTER(self._lib.llama_token_data))
        array = self._lib.llama_token_data_array(data, len(tokens), -1, False)
        self._lib.llama_sampler_apply(self._sampler, ctypes.byref(array))
        allowed: NDArray[np.float32] = candidates["logit"]
        return allowed
