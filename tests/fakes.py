"""Stand-ins for models: scripted, instant, and the same every time."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Sequence

import numpy as np

from app.domain.answer import TokenCount
from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken, Progress
from app.runtime.engine import ChatReply, ChatRequest, Finish, Vectors


class FakeEngine:
    """A ChatEngine that says what it was told to. ``requests`` holds everything that it was asked."""

    def __init__(self, model_id: str = "fake-chat", context_tokens: int = 4096) -> None:
        self._model_id = model_id
        self._context_tokens = context_tokens
        self._replies: deque[str | BaseException] = deque()
        self.requests: list[ChatRequest] = []
        self.is_closed = False

    @property
    def model_id(self) -> str:
        return self._model_id

    def enqueue(self, *replies: str | BaseException) -> None:
        """What it says to the next requests, one each; an exception is raised instead."""
        self._replies.extend(replies)

    def context_tokens(self) -> int:
        return self._context_tokens

    def count_tokens(self, text: str) -> int:
        """One for every character: near enough for Chinese, and too many for English."""
        return len(text)

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
        on_read: Callable[[int, int], None] | None = None,
    ) -> ChatReply:
        """Streams the queued reply character by character; obeys ``stop``, ``max_tokens`` and the cancel."""
        prompt = sum(len(message.content) for message in request.messages)
        if prompt >= self._context_tokens:
            raise UserError(f"the prompt has {prompt} tokens, the context {self._context_tokens}")
        self.requests.append(request)
        if on_read is not None:
            on_read(prompt, prompt)
        if not self._replies:
            raise AssertionError("FakeEngine was asked more often than replies were queued")
        scripted = self._replies.popleft()
        if isinstance(scripted, BaseException):
            raise scripted
        ends = [place for place in map(scripted.find, request.stop) if place >= 0]
        whole = scripted[: min(ends, default=len(scripted))]
        text = ""
        finish: Finish = "stop"
        for character in whole:
            if cancel is not None and cancel.is_cancelled:
                finish = "cancelled"
                break
            if len(text) == request.max_tokens:
                finish = "length"
                break
            text += character
            if on_text is not None:
                on_text(character)
        return ChatReply(text, TokenCount(prompt, 0, len(text)), 0.0, 0.0, finish)

    def close(self) -> None:
        self.is_closed = True


class HashEmbedder:
    """An Embedder in which texts are alike as far as they share pairs of characters. No model, no meaning."""

    def __init__(self, model_id: str = "fake-embedding", dimensions: int = 256) -> None:
        self._model_id = model_id
        self._dimensions = dimensions
        self.embedded_passages = 0

    @property
    def model_id(self) -> str:
        return self._model_id

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        rows = []
        for number, (title, text) in enumerate(titles_and_texts):
            progress.report("embed", number, len(titles_and_texts))
            rows.append(self._vector(f"{title} {text}"))
        self.embedded_passages += len(rows)
        return np.array(rows, np.float32).reshape(len(rows), self._dimensions)

    @property
    def usual_question(self) -> Vectors | None:
        return None

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        (cancel or CancelToken()).raise_if_cancelled()
        return self._vector(text)

    def close(self) -> None:
        """Nothing to free."""

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self._dimensions, np.float32)
        for pair in (text[place : place + 2] for place in range(max(1, len(text) - 1))):
            digest = hashlib.blake2b(pair.encode(), digest_size=8).digest()
            vector[int.from_bytes(digest, "big") % self._dimensions] += 1
        length = np.linalg.norm(vector)
        if length == 0:
            vector[0] = 1
            return vector
        unit: Vectors = vector / np.float32(length)
        return unit
