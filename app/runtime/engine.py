"""What the rest of the house asks of a language model and of an embedding model, whatever runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from app.domain.answer import TokenCount
from app.foundation.jobs import CancelToken, Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
"""float32, either (n, dimensions) or (dimensions,), every vector of unit length."""

Role: TypeAlias = Literal["system", "user", "assistant"]
Finish: TypeAlias = Literal["stop", "length", "cancelled"]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn. The content is plain text: control tokens written in it are not obeyed."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What the model is to go on from. Decoding is greedy: the same request gives the same reply.

    ``stop``: texts that end the reply and are not part of it. ``grammar``: GBNF with a rule ``root`` that the reply
    must follow.
    """

    messages: tuple[ChatMessage, ...]
    max_tokens: int
    stop: tuple[str, ...] = ()
    grammar: str | None = None


@dataclass(frozen=True, slots=True)
class ChatReply:
    """``finish``: "stop" at the model's own end, a stop text or the end of the grammar; "length" at ``max_tokens``
    or the end of the context; "cancelled" with the text so far. ``first_token_seconds`` counts from the request.
    ``tokens.reused``: how many of the prompt's tokens were still in memory from an earlier request."""

    text: str
    tokens: TokenCount
    first_token_seconds: float
    seconds: float
    finish: Finish


class ChatEngine(Protocol):
    """A language model. Its methods may be called from any thread; requests run one after another."""

    @property
    def model_id(self) -> str: ...

    def context_tokens(self) -> int:
        """Tokens that prompt and reply share: the least of what the model was trained on, memory and settings."""

    def count_tokens(self, text: str) -> int:
        """Of the text alone, without the chat template around it."""

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
        on_read: Callable[[int, int], None] | None = None,
    ) -> ChatReply:
        """The reply; ``on_text`` gets its pieces as they come, on the calling thread, and they join to ``reply.text``.
        ``on_read`` gets, before the first of them, how many of the prompt's tokens have been read, and of how many.

        A cancel ends it within half a second with what there is. Raises UserError when the prompt does not fit the
        context, EnvironmentFault when the model cannot be loaded here, WorkerFailed when its process died.
        """

    def close(self) -> None: ...


class LikelihoodModel(Protocol):
    """A language model that says how likely a text is, and writes none."""

    def likelihood(self, messages: Sequence[ChatMessage], reply: str, cancel: CancelToken | None = None) -> float:
        """Mean natural logarithm of the probability of the reply's tokens after the messages; 0 for no reply.

        The end of a reply that does not fit the context is left out. Raises Cancelled, UserError when the messages do
        not fit, EnvironmentFault when the model cannot be loaded here, WorkerFailed when its process died.
        """


class Embedder(Protocol):
    """An embedding model. Similarity is the dot product of its vectors."""

    @property
    def model_id(self) -> str:
        """Names the weights and the prompts: vectors of different ids must not be compared."""

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, titles_and_texts: Sequence[tuple[str, str]], progress: Progress) -> Vectors:
        """(n, dimensions), row by row. A title may be empty. Raises Cancelled, EnvironmentFault, WorkerFailed."""

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        """(dimensions,). Raises Cancelled while it waits for the model, EnvironmentFault, WorkerFailed."""

    @property
    def usual_question(self) -> Vectors | None:
        """(dimensions,), the mean of what ``embed_query`` gives for everyday questions; None where not measured."""

    def close(self) -> None: ...
