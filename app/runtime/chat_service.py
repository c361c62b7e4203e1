"""Answers chat requests inside the worker process, greedily, token by token."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.domain.answer import TokenCount
from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import Cancelled, UserError
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.foundation.workers import JSON, WorkerContext
from app.runtime.engine import ChatMessage, ChatReply, ChatRequest, Finish
from app.runtime.fitting import fitting_tokens
from app.runtime.hardware import available_memory
from app.runtime.llama import LlamaContext
from app.runtime.loading import LoadedModel, load_model
from app.runtime.prefix import PromptMemory
from app.runtime.prompt import CHATML, prompt_tokens
from app.runtime.streaming import TextStream
from app.runtime.threads import ThreadChoice, ThreadTiming, time_threads, tokens_per_second
from app.runtime.token_choice import Greedy

PIECE_TOKENS = 128
"""Tokens evaluated together: small pieces are reused and given up sooner, larger ones are hardly faster."""
TIMED_PROMPT = 64
TIMED_REPLY = 6


class ChatService:
    """One model, loaded on the first request. ``trusted_template``: whether the file's own chat template may run."""

    def __init__(self, path: str, wanted_tokens: int, trusted_template: bool, use_gpu: bool = True) -> None:
        self._path = Path(path)
        self._use_gpu = use_gpu
        self._wanted_tokens = wanted_tokens
        self._trusted_template = trusted_template
        self._session: _Session | None = None

    def describe(self, context: WorkerContext) -> JSON:
        """ModelFacts."""
        session = self._loaded(context)
        facts: JSON = to_plain(session.loaded.facts(session.context_tokens))
        return facts

    def count_tokens(self, context: WorkerContext, text: str) -> JSON:
        return len(self._loaded(context).loaded.model.tokenize(text, special=False))

    def time_threads(self, context: WorkerContext, candidates: Sequence[int]) -> JSON:
        """ThreadTiming for each candidate. Raises Cancelled."""
        timings: JSON = to_plain(self._loaded(context).time_threads(candidates))
        return timings

    def chat(self, context: WorkerContext, request: Mapping[str, JSON], threads: Mapping[str, JSON]) -> JSON:
        """ChatReply. Before it are emitted [tokens read, tokens of the prompt] for each piece of the prompt, then the
        text piece by piece."""
        session = self._loaded(context)
        session.use_threads(from_plain(threads, ThreadChoice))

        def tell_read(read: int, total: int) -> None:
            context.emit([read, total])

        reply: JSON = to_plain(session.chat(from_plain(request, ChatRequest), context.emit, tell_read))
        return reply

    def likelihood(
        self, context: WorkerContext, messages: Sequence[JSON], reply: str, threads: Mapping[str, JSON]
    ) -> JSON:
        """Mean log probability of the reply's tokens after the messages. Raises Cancelled."""
        session = self._loaded(context)
        session.use_threads(from_plain(threads, ThreadChoice))
        return session.likelihood(from_plain(messages, tuple[ChatMessage, ...]), reply)

    def _loaded(self, context: WorkerContext) -> _Session:
        if self._session is None:
            loaded = load_model(self._path, context.cancel, tokens=self._wanted_tokens, use_gpu=self._use_gpu)
            self._session = _Session(loaded, self._wanted_tokens, self._trusted_template)
        self._session.cancel = context.cancel
        return self._session


class _Session:
    """A loaded model and its one context."""

    def __init__(self, loaded: LoadedModel, wanted_tokens: int, trusted_template: bool) -> None:
        self.loaded = loaded
        self.cancel = CancelToken()
        model = loaded.model
        self._template = (model.chat_template if trusted_template else None) or CHATML
        self.context_tokens = fitting_tokens(model.shape, wanted_tokens, available_memory())
        self._context = LlamaContext(
            model,
            tokens=self.context_tokens,
            batch=PIECE_TOKENS,
            threads=1,
            should_stop=lambda: self.cancel.is_cancelled,
        )
        self._memory = PromptMemory(PIECE_TOKENS)

    def use_threads(self, choice: ThreadChoice) -> None:
        self._context.set_threads(choice.decode, choice.batch)

    def time_threads(self, candidates: Sequence[int]) -> tuple[ThreadTiming, ...]:
        self._memory.forget()
        prompt = list(range(TIMED_PROMPT))

        def run(count: int) -> ThreadTiming:
            self._context.set_threads(count, count)
            self._context.forget_from(0)
            batch = tokens_per_second(len(prompt), lambda: self._context.evaluate(prompt))
            return ThreadTiming(count, batch, tokens_per_second(TIMED_REPLY, self._decode_some))

        return time_threads(candidates, run)

    def _decode_some(self) -> None:
        for token in range(TIMED_REPLY):
            self._context.evaluate([token])

    def chat(
        self, request: ChatRequest, emit: Callable[[str], None], tell_read: Callable[[int, int], None]
    ) -> ChatReply:
        started = time.perf_counter()
        prompt = prompt_tokens(self._template, request.messages, self.loaded.model)
        room = self._room_after(prompt)
        reused = self._memory.reusable(prompt)
        writer = _Writer(TextStream(request.stop), emit, started)
        finish: Finish = "cancelled"
        with contextlib.suppress(Cancelled):
            self._read(prompt, reused, tell_read)
            finish = self._write(request, min(request.max_tokens, room), writer)
        writer.end()
        tokens = TokenCount(len(prompt), reused, writer.tokens)
        return ChatReply(writer.text, tokens, writer.first_seconds, time.perf_counter() - started, finish)

    def likelihood(self, messages: Sequence[ChatMessage], reply: str) -> float:
        prompt = prompt_tokens(self._template, messages, self.loaded.model)
        expected = self.loaded.model.tokenize(reply, special=False)[: self._room_after(prompt)]
        if not expected:
            return 0.0
        self._read(prompt, self._memory.reusable(prompt), lambda read, total: None)
        logarithms = [self._context.expects(expected[0])]
        for place in range(0, len(expected) - 1, PIECE_TOKENS):
            said, next_ones = expected[place : place + PIECE_TOKENS], expected[place + 1 : place + 1 + PIECE_TOKENS]
            logarithms += self._context.evaluate_expecting(said[: len(next_ones)], next_ones)
        return math.fsum(logarithms) / len(logarithms)

    def _room_after(self, prompt: Sequence[int]) -> int:
        """Tokens that the context has left, at least 1. Raises UserError when it has none."""
        room = self.context_tokens - len(prompt)
        if room < 1:
            raise UserError(
                tr(
                    "问题连同依据共 {count} 个词元，超出模型的上下文 {limit}",
                    count=len(prompt),
                    limit=self.context_tokens,
                ),
                tr("请缩短问题或减少依据，或换一个上下文更长的模型。"),
            )
        return room

    def _read(self, prompt: Sequence[int], reused: int, tell_read: Callable[[int, int], None]) -> None:
        self._context.forget_from(reused)
        read = reused
        tell_read(read, len(prompt))
        try:
            for piece in self._memory.pieces(prompt, reused):
                self._context.evaluate(piece)
                read += len(piece)
                tell_read(read, len(prompt))
        except Cancelled:
            self._memory.forget()
            raise

    def _write(self, request: ChatRequest, most: int, writer: _Writer) -> Finish:
        model = self.loaded.model
        chooser = model.grammar(request.grammar) if request.grammar else Greedy()
        with contextlib.closing(chooser):
            for count in range(1, most + 1):
                token = chooser.best(self._context.logits())
                if token < 0 or model.ends(token):
                    return "stop"
                chooser.accept(token)
                if writer.write(model.piece(token)):
                    return "stop"
                if count < most:
                    self._go_on(token)
        return "length"

    def _go_on(self, token: int) -> None:
        try:
            self.cancel.raise_if_cancelled()
            self._context.evaluate([token])
        except Cancelled:
            self._memory.forget()
            raise


class _Writer:
    """Collects the reply and sends its text on."""

    def __init__(self, stream: TextStream, emit: Callable[[str], None], started: float) -> None:
        self._stream = stream
        self._emit = emit
        self._started = started
        self._texts: list[str] = []
        self.tokens = 0
        self.first_seconds = 0.0

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def write(self, piece: bytes) -> bool:
        """True when a stop text has been reached."""
        self.tokens += 1
        if self.tokens == 1:
            self.first_seconds = time.perf_counter() - self._started
        self._show(self._stream.feed(piece))
        return self._stream.is_stopped

    def end(self) -> None:
        self._show(self._stream.end())

    def _show(self, text: str) -> None:
        if text:
            self._texts.append(text)
            self._emit(text)
