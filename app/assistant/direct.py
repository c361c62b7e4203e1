"""The direct answer: the model phrases what the quotes say, and each sentence is checked before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assistant import prompts
from app.assistant.verify import is_verified, sources_for
from app.domain.answer import Citation, Sentence, SentenceKind
from app.foundation.jobs import CancelToken
from app.runtime.engine import ChatEngine, ChatReply


@dataclass(frozen=True, slots=True)
class DirectAnswer:
    """The sentences that could be read from the reply; ``reply`` is None when the quotes did not fit the model."""

    sentences: tuple[Sentence, ...]
    reply: ChatReply | None


@dataclass(frozen=True, slots=True)
class DirectWriter:
    """Has the model write over quotes, and reads and checks what it wrote."""

    engine: ChatEngine
    question: str
    citations: Sequence[Citation]
    leads: Sequence[str]
    facts: Sequence[tuple[str, str]]

    def write(self, on_sentence: Callable[[Sentence], None], cancel: CancelToken) -> DirectAnswer:
        """Write; ``on_sentence`` gets each sentence when it is complete and checked. Raises what the engine raises."""
        request = prompts.professional_request(self.question, self.citations, self.leads, self.facts, self.engine)
        if request is None:
            return DirectAnswer((), None)
        shown: list[Sentence] = []
        written = ""

        def on_text(text: str) -> None:
            nonlocal written
            written += text
            complete = written.rpartition("\n")[0]
            for sentence in self._read(complete)[len(shown) :]:
                shown.append(sentence)
                on_sentence(sentence)

        reply = self.engine.chat(request, on_text, cancel)
        whole = reply.text if reply.finish == "stop" else _finished_part(reply.text)
        for sentence in self._read(whole)[len(shown) :]:
            shown.append(sentence)
            on_sentence(sentence)
        return DirectAnswer(tuple(shown), reply)

    def _read(self, text: str) -> list[Sentence]:
        """Sentences with a known key, each once; whatever else the model wrote is dropped."""
        known = [citation.key for citation in self.citations]
        found: dict[str, Sentence] = {}
        for written in prompts.sentences_of(text):
            keys = prompts.keys_of(written, known)
            if keys and written not in found:
                found[written] = Sentence(written, SentenceKind.DIRECT, keys, self._is_verified(written, keys))
        return list(found.values())

    def _is_verified(self, written: str, keys: Sequence[str]) -> bool:
        facts = [f"{key}{value}" for key, value in self.facts]
        return is_verified(written, sources_for(keys, self.citations, self.leads, self.question, facts))


def _finished_part(text: str) -> str:
    """A reply that was cut off, up to its last key."""
    end = max(text.rfind("]"), text.rfind("］"), text.rfind("】"))
    return text[: end + 1]
