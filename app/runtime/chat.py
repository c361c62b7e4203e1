"""A language model through llama.cpp, in a worker process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.answer import TokenCount
from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken
from app.foundation.workers import JSON
from app.runtime.engine import ChatMessage, ChatReply, ChatRequest
from app.runtime.model_worker import ModelFacts, ModelPlace, ModelWorker
from app.runtime.threads import ThreadChoice

WANTED_TOKENS = 8192
"""Evidence, a conversation and an answer need some 4,000; more memory for the cache is better left to the machine."""


class LlamaChatEngine:
    """A ChatEngine and a LikelihoodModel.

    The process starts with the first request, or with ``warm_up``, and again after a crash.
    ``trusted_template``: the model's file is one of the manifest's, checked by hash, so that its own chat template may
    run (in a sandbox); other files get ChatML.
    """

    def __init__(self, place: ModelPlace, *, trusted_template: bool, wanted_tokens: int = WANTED_TOKENS) -> None:
        self._worker = ModelWorker(
            "app.runtime.chat_service:ChatService",
            place,
            {"wanted_tokens": wanted_tokens, "trusted_template": trusted_template, "use_gpu": place.use_gpu},
            name="chat",
            tokens=wanted_tokens,
        )

    @property
    def model_id(self) -> str:
        return self._worker.place.id

    @property
    def pid(self) -> int | None:
        """Of the process that holds the model now."""
        return self._worker.pid

    def facts(self) -> ModelFacts:
        """Loads the model when it is not."""
        return self._worker.facts()

    def threads(self, cancel: CancelToken | None = None) -> ThreadChoice:
        """As set, else as timed on this machine; the first time ever takes some seconds for it."""
        return self._worker.threads(cancel)

    def warm_up(self, cancel: CancelToken | None = None) -> None:
        """Load the model, and time threads where that was never done, so that the first question need not wait."""
        self._worker.threads(cancel)
        self._worker.facts(cancel)

    def context_tokens(self) -> int:
        return self._worker.facts().context_tokens

    def count_tokens(self, text: str) -> int:
        return from_plain(self._worker.ask("count_tokens", {"text": text}), int)

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
        on_read: Callable[[int, int], None] | None = None,
    ) -> ChatReply:
        started = time.perf_counter()
        texts: list[str] = []

        def take(event: JSON) -> None:
            if isinstance(event, list):
                if on_read is not None:
                    on_read(*from_plain(event, tuple[int, int]))
                return
            text = from_plain(event, str)
            texts.append(text)
            if on_text is not None:
                on_text(text)

        try:
            plain: JSON = to_plain(request)
            reply = from_plain(
                self._worker.call("chat", {"request": plain}, on_event=take, cancel=cancel).value, ChatReply
            )
        except Cancelled:
            if cancel is None or not cancel.is_cancelled:
                raise
            reply = ChatReply("".join(texts), TokenCount(), 0.0, 0.0, "cancelled")
        return _with_waiting(reply, time.perf_counter() - started)

    def likelihood(self, messages: Sequence[ChatMessage], reply: str, cancel: CancelToken | None = None) -> float:
        plain: JSON = to_plain(list(messages))
        return from_plain(
            self._worker.call("likelihood", {"messages": plain, "reply": reply}, cancel=cancel).value, float
        )

    def close(self) -> None:
        self._worker.close()


def _with_waiting(reply: ChatReply, seconds: float) -> ChatReply:
    """The times as the caller saw them: with the start of the process and the wait for another request's end."""
    waited = max(0.0, seconds - reply.seconds)
    return replace(reply, first_token_seconds=reply.first_token_seconds + waited, seconds=seconds)
