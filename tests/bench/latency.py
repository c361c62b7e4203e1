"""How long a person waits: for the evidence, for the first word, for the end; first questions and follow-ups.

    python -m tests.bench.latency DATA QUESTIONS.jsonl [--model ID] [--out FIGURES.jsonl]

DATA is a copy of a workspace that has been ingested and embedded; conversations are added to it. QUESTIONS has a line
for each conversation: {"id", "first", "second"}; one without "second" is a first question only. The models are loaded
before the first is timed. Prints medians and the longest, prompt tokens read and used again, the tokens a second of
the answers beside a bare llama.cpp loop in the same run (``tests.bench.runtime``), and what prompt-lookup decoding
would have given: drafts of up to ten tokens copied from the prompt after the last three, accepted while they agree.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound
from app.domain.answer import Answer
from app.foundation.jobs import CancelToken
from app.runtime.chat import LlamaChatEngine
from app.runtime.engine import ChatReply, ChatRequest
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace
from app.workspace import Workspace
from tests.bench.runtime import bare_llama
from tests.models import CHAT

DRAFT = 10
MATCHED = 3


@dataclass(frozen=True, slots=True)
class Waited:
    """One question, in seconds from asking; ``first_word`` is None where no model wrote."""

    id: str
    turn: str
    evidence: float
    first_word: float | None
    end: float
    prompt_tokens: int
    reused_tokens: int
    generated_tokens: int
    refused: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--model", default=CHAT)
    parser.add_argument("--out", type=Path, help="append the figures of each question here")
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines() if line.strip()]
    with Workspace.open(options.data, writing=True) as workspace:
        _ask(workspace, AskRequest(lines[0]["first"], model=options.model))  # loads the models
        engine = workspace.models.chat_engine(options.model)
        assert isinstance(engine, LlamaChatEngine), "the bench measures a model"
        threads = engine.threads()
        replies: list[tuple[str, str]] = []
        record(engine, replies)
        found = list(waits(workspace, lines, options.model))
    for turn in ("first", "second"):
        tell(turn, [one for one in found if one.turn == turn])
    if options.out is not None:
        with options.out.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)
    place = ModelPlace(options.model, ModelCatalogue().require(options.model))
    print("bare llama.cpp", bare_llama(place, (threads.decode, threads.batch)))
    ratios = [looked_up(*texts) for texts in tokenized(place.path, replies)]
    if ratios:
        print(f"prompt lookup would give {statistics.mean(ratios):.2f} tokens for each evaluation (1 without it)")


def record(engine: LlamaChatEngine, replies: list[tuple[str, str]]) -> None:
    """Note the prompt and the reply of every request from here on."""
    chat = engine.chat

    def noting(
        request: ChatRequest, on_text: Callable[[str], None] | None = None, cancel: CancelToken | None = None
    ) -> ChatReply:
        reply = chat(request, on_text, cancel)
        replies.append(("\n".join(message.content for message in request.messages), reply.text))
        return reply

    engine.chat = noting  # type: ignore[method-assign]


def tokenized(model: Path, texts: Sequence[tuple[str, str]]) -> Iterator[tuple[list[int], list[int]]]:
    """Prompts and replies as the model's tokens."""
    from llama_cpp import Llama

    vocabulary = Llama(str(model), vocab_only=True, verbose=False)
    for prompt, reply in texts:
        yield vocabulary.tokenize(prompt.encode(), add_bos=False), vocabulary.tokenize(reply.encode(), add_bos=False)
    vocabulary.close()


def waits(workspace: Workspace, lines: Sequence[dict[str, str]], model: str) -> Iterator[Waited]:
    """Every question of every conversation, in order."""
    for line in lines:
        answer, waited = _timed(workspace, AskRequest(line["first"], model=model), line["id"], "first")
        yield waited
        if line.get("second"):
            request = AskRequest(line["second"], model=model, conversation=answer.conversation)
            yield _timed(workspace, request, line["id"], "second")[1]


def _timed(workspace: Workspace, request: AskRequest, id: str, turn: str) -> tuple[Answer, Waited]:
    began = time.perf_counter()
    seen: list[float] = []

    def on_event(event: AnswerEvent) -> None:
        if isinstance(event, EvidenceFound):
            seen.append(time.perf_counter() - began)

    answer = workspace.ask(request, on_event, CancelToken())
    waited = Waited(
        id,
        turn,
        seen[0],
        answer.seconds.first_token,
        time.perf_counter() - began,
        answer.tokens.prompt,
        answer.tokens.reused,
        answer.tokens.generated,
        answer.refused,
    )
    return answer, waited


def _ask(workspace: Workspace, request: AskRequest) -> Answer:
    return workspace.ask(request, lambda event: None, CancelToken())


def tell(turn: str, waited: Sequence[Waited]) -> None:
    """Medians and the longest of one kind of turn."""
    if not waited:
        return
    written = [one for one in waited if one.first_word is not None]
    print(f"{turn} questions: {len(waited)}, {sum(one.refused for one in waited)} refused, {len(written)} with a model")
    for name, seconds in (
        ("evidence seen", [one.evidence for one in waited]),
        ("first word", [one.first_word for one in written if one.first_word is not None]),
        ("end", [one.end for one in waited]),
    ):
        if seconds:
            print(f"  {name:14} median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s")
    read, reused = sum(one.prompt_tokens for one in written), sum(one.reused_tokens for one in written)
    print(f"  prompt tokens  {read}, of them used again {reused} ({reused / max(read, 1):.0%})")
    decoding = sum(one.end - one.first_word for one in written if one.first_word is not None)
    generated = sum(one.generated_tokens for one in written)
    print(f"  generated      {generated} tokens, {generated / max(decoding, 1e-9):.1f} a second")


def looked_up(prompt: Sequence[int], reply: Sequence[int]) -> float:
    """Tokens of a reply for each evaluation of the model, had drafts been copied from the prompt; 1 without any use."""
    written: list[int] = []
    evaluations = 0
    while len(written) < len(reply):
        draft = _draft([*prompt, *written])
        accepted = 0
        while accepted < len(draft) and len(written) + accepted < len(reply):
            if draft[accepted] != reply[len(written) + accepted]:
                break
            accepted += 1
        written += reply[len(written) : len(written) + accepted + 1]
        evaluations += 1
    return len(reply) / max(evaluations, 1)


def _draft(text: Sequence[int]) -> Sequence[int]:
    """What followed the last three tokens where they stood last before."""
    ending = list(text[-MATCHED:])
    for start in range(len(text) - MATCHED - 1, -1, -1):
        if list(text[start : start + MATCHED]) == ending:
            return text[start + MATCHED : start + MATCHED + DRAFT]
    return ()


if __name__ == "__main__":
    main()
