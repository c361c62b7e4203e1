"""The direct answer: the model phrases what the quotes say, and each sentence is checked before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assistant import claims, prompts
from app.assistant.asked import parts
from app.assistant.verify import is_verified, sources_for
from app.domain.answer import Citation, Fact, Sentence, SentenceKind
from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.foundation.jobs import CancelToken
from app.runtime.engine import ChatEngine, ChatReply


@dataclass(frozen=True, slots=True)
class DirectAnswer:
    """The sentences that could be read from the reply; ``reply`` is None when the quotes did not fit the model or it
    failed, for the reason in ``failure``; the sentences are then those that were shown before."""

    sentences: tuple[Sentence, ...]
    reply: ChatReply | None
    failure: WorkerFailed | EnvironmentFault | None = None


@dataclass(frozen=True, slots=True)
class DirectWriter:
    """Has the model write over quotes, and reads and checks what it wrote."""

    engine: ChatEngine
    question: str
    citations: Sequence[Citation]
    leads: Sequence[str]
    facts: Sequence[Fact]

    def write(self, on_sentence: Callable[[Sentence], None], cancel: CancelToken) -> DirectAnswer:
        """Write; ``on_sentence`` gets each sentence when it is complete and checked.

        A model whose process dies or cannot be loaded is told in the result. Raises Cancelled before the first word.
        """
        shown: list[Sentence] = []

        def show(text: str) -> None:
            for sentence in self._read(text)[len(shown) :]:
                shown.append(sentence)
                on_sentence(sentence)

        try:
            reply = self._reply(show, cancel)
        except (WorkerFailed, EnvironmentFault) as error:
            return DirectAnswer(tuple(shown), None, error)
        return DirectAnswer(tuple(shown), reply)

    def _reply(self, show: Callable[[str], None], cancel: CancelToken) -> ChatReply | None:
        """The model's reply, ``show`` being given all complete lines so far and at the end all of it."""
        brief = prompts.Brief(self.question, parts(self.question), self.citations, self.leads, self.facts)
        request = prompts.professional_request(brief, self.engine)
        if request is None:
            return None
        written = ""

        def on_text(text: str) -> None:
            nonlocal written
            written += text
            if "\n" in text:
                show(written.rpartition("\n")[0])

        reply = self.engine.chat(request, on_text, cancel)
        show(reply.text if reply.finish == "stop" else _finished_part(reply.text))
        return reply

    def _read(self, text: str) -> list[Sentence]:
        """Sentences with a known key, each once; whatever else the model wrote is dropped."""
        known = [citation.key for citation in self.citations]
        found: dict[str, Sentence] = {}
        for written in prompts.sentences_of(text):
            keys = prompts.keys_of(written, known)
            if keys:
                sentence = self._checked(written, keys)
                found.setdefault(sentence.text, sentence)
        return list(found.values())

    def _checked(self, written: str, keys: tuple[str, ...]) -> Sentence:
        """The sentence with the keys that bear it out: its own, else another one, since small models miscount quotes.

        One quote, never several put together: numbers of two items would make a third statement.
        """
        for tried in (keys, *((citation.key,) for citation in self.citations)):
            if self._is_verified(written, tried):
                text = written if tried == keys else with_keys(written, tried)
                return Sentence(text, SentenceKind.DIRECT, tried, verified=True)
        return Sentence(written, SentenceKind.DIRECT, keys, verified=False)

    def _is_verified(self, written: str, keys: Sequence[str]) -> bool:
        facts = [f"{fact.key}{fact.value}" for fact in self.facts]
        return is_verified(written, sources_for(keys, self.citations, self.leads, self.question, facts))


def with_keys(written: str, keys: Sequence[str]) -> str:
    """The sentence with these keys in place of its own."""
    return claims.without_keys(written).rstrip() + "".join(f"[{key}]" for key in keys)


def _finished_part(text: str) -> str:
    """A reply that was cut off, up to its last key."""
    end = max(text.rfind("]"), text.rfind("］"), text.rfind("】"))
    return text[: end + 1]
