"""What every ChatEngine promises, the stand-in of the other tests included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken
from app.runtime.chat import LlamaChatEngine
from app.runtime.engine import ChatEngine, ChatMessage, ChatRequest
from tests.fakes import FakeEngine
from tests.models import TINY_CHAT, installed

QUESTION = (ChatMessage("system", "You count."), ChatMessage("user", "Count from one to ten in words."))


@dataclass
class Bench:
    """An engine, and how to make it ready for one more request."""

    engine: ChatEngine
    prepare: Callable[[], None]


@pytest.fixture(scope="module", params=["fake", "llama"])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if request.param == "fake":
        fake = FakeEngine()
        yield Bench(fake, lambda: fake.enqueue("One, two, three, four, five, six, seven, eight, nine, ten."))
        return
    profile: Path = tmp_path_factory.mktemp("cache") / "machine.json"
    engine = LlamaChatEngine(installed(TINY_CHAT, profile), trusted_template=True, wanted_tokens=2048)
    yield Bench(engine, lambda: None)
    engine.close()


def test_the_pieces_join_to_the_text(bench: Bench) -> None:
    bench.prepare()
    pieces: list[str] = []
    reply = bench.engine.chat(ChatRequest(QUESTION, 24), pieces.append)
    assert reply.text
    assert "".join(pieces) == reply.text
    assert len(pieces) > 1


def test_a_reply_ends_at_the_most_tokens(bench: Bench) -> None:
    bench.prepare()
    reply = bench.engine.chat(ChatRequest(QUESTION, 5))
    assert reply.finish == "length"
    assert reply.tokens.generated == 5
    assert reply.tokens.prompt > 0


def test_a_stop_text_ends_the_reply_and_is_no_part_of_it(bench: Bench) -> None:
    bench.prepare()
    whole = bench.engine.chat(ChatRequest(QUESTION, 24)).text
    stop = whole[3:6]
    bench.prepare()
    pieces: list[str] = []
    reply = bench.engine.chat(ChatRequest(QUESTION, 24, stop=(stop,)), pieces.append)
    assert reply.finish == "stop"
    assert reply.text == "".join(pieces) == whole[: whole.find(stop)]


def test_the_same_request_gives_the_same_text(bench: Bench) -> None:
    texts = []
    for _ in range(2):
        bench.prepare()
        texts.append(bench.engine.chat(ChatRequest(QUESTION, 24)).text)
    assert texts[0] == texts[1]


def test_a_cancel_keeps_the_text_so_far(bench: Bench) -> None:
    bench.prepare()
    cancel = CancelToken()
    pieces: list[str] = []

    def take(piece: str) -> None:
        pieces.append(piece)
        cancel.cancel()

    reply = bench.engine.chat(ChatRequest(QUESTION, 400), take, cancel)
    assert reply.finish == "cancelled"
    assert reply.text.startswith(pieces[0])
    assert reply.tokens.generated < 400


def test_a_prompt_longer_than_the_context_is_refused_in_words(bench: Bench) -> None:
    long = ChatMessage("user", "word " * bench.engine.context_tokens())
    with pytest.raises(UserError) as caught:
        bench.engine.chat(ChatRequest((long,), 5))
    assert str(bench.engine.context_tokens()) in caught.value.message


def test_tokens_are_counted(bench: Bench) -> None:
    assert bench.engine.count_tokens("") == 0
    assert 0 < bench.engine.count_tokens("one two") < bench.engine.count_tokens("one two three four five six")


def test_it_tells_how_far_it_has_read_before_it_writes(bench: Bench) -> None:
    bench.prepare()
    told: list[tuple[int, int] | str] = []
    content = f"{bench.engine.model_id}: " + "Count from one to ten in words. " * 30  # more than one piece
    asked = ChatRequest((ChatMessage("user", content),), 8)
    reply = bench.engine.chat(asked, told.append, on_read=lambda read, total: told.append((read, total)))
    steps = [each for each in told if isinstance(each, tuple)]
    assert steps == told[: len(steps)], "it reads first"
    assert steps == sorted(steps)
    assert {total for _, total in steps} == {reply.tokens.prompt}
    assert steps[-1] == (reply.tokens.prompt, reply.tokens.prompt)
