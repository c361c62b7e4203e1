"""Real models in real worker processes: repeatable, stoppable, restartable, and true to the model's own vectors."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.foundation.errors import EnvironmentFault, WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.runtime.chat import LlamaChatEngine
from app.runtime.chat_service import PIECE_TOKENS
from app.runtime.embedder import GgufEmbedder, SentenceTransformersEmbedder
from app.runtime.engine import ChatMessage, ChatRequest
from app.runtime.model_worker import ModelPlace
from tests.models import FOLDER_EMBEDDING, GGUF_EMBEDDING, SMALL_CHAT, installed

PARITY = 0.999
CLAUSES = "".join(f"第{number}条 设备应当每{number}个月检查一次，记录保存{number}年。" for number in range(1, 13))
SYSTEM = ChatMessage("system", "只根据下面的条款回答。" + CLAUSES)
PASSAGES = [
    ("制动性能", "前轮制动距离应不大于 7 m，后轮制动距离应不大于 15 m。"),
    ("", "Verifiers SHALL require subscriber-chosen memorized secrets to be at least 8 characters in length."),
    ("附录 A / A.1", "表 A.1 试验条件：温度 23 ℃±2 ℃，相对湿度 50%±5%。"),
    ("第十二条", "违反本法规定，由市场监督管理部门责令限期改正；逾期不改正的，处一万元以上十万元以下罚款。"),
    ("范围", CLAUSES),
    ("", "宜"),
]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache") / "machine.json"


@pytest.fixture(scope="module")
def engine(profile: Path) -> Iterator[LlamaChatEngine]:
    made = LlamaChatEngine(installed(SMALL_CHAT, profile), trusted_template=True, wanted_tokens=4096)
    yield made
    made.close()


def request(question: str, most: int = 24) -> ChatRequest:
    return ChatRequest((SYSTEM, ChatMessage("user", question)), most)


def test_a_warm_answer_is_the_cold_answer(engine: LlamaChatEngine, profile: Path) -> None:
    engine.chat(request("第三条说什么？"))
    warm = engine.chat(request("第八条的记录保存几年？"))
    again = engine.chat(request("第八条的记录保存几年？"))
    cold_engine = LlamaChatEngine(installed(SMALL_CHAT, profile), trusted_template=True, wanted_tokens=4096)
    try:
        cold = cold_engine.chat(request("第八条的记录保存几年？"))
    finally:
        cold_engine.close()
    assert cold.tokens.reused == 0
    assert warm.tokens.reused >= PIECE_TOKENS
    assert again.tokens.reused >= warm.tokens.reused
    assert warm.text == again.text == cold.text


def test_a_reply_that_follows_from_what_was_said_is_the_likelier_one(engine: LlamaChatEngine) -> None:
    asked = (ChatMessage("user", "Count from one to five."),)
    likely, unlikely = "one, two, three, four, five", "five, cupboard, nine, the, of"
    assert engine.likelihood(asked, unlikely) < engine.likelihood(asked, likely) < 0
    assert engine.likelihood(asked, "") == 0


def test_a_likelihood_is_the_same_after_an_answer_and_leaves_the_next_answer_as_it_was(engine: LlamaChatEngine) -> None:
    before = engine.likelihood((SYSTEM,), "记录保存八年。")
    first = engine.chat(request("第五条说什么？"))
    assert engine.likelihood((SYSTEM,), "记录保存八年。") == before
    assert engine.chat(request("第五条说什么？")).text == first.text


def test_the_number_of_threads_does_not_change_the_answer(engine: LlamaChatEngine, profile: Path) -> None:
    """A machine that is busy today, or a setting, must not change what was answered yesterday."""
    place = installed(SMALL_CHAT, profile)
    texts = []
    for threads in (1, 2, 3):
        other = LlamaChatEngine(replace(place, threads=threads), trusted_template=True, wanted_tokens=4096)
        try:
            texts.append(other.chat(request("第九条说什么？", 40)).text)
        finally:
            other.close()
    assert texts[0] == texts[1] == texts[2]


def test_a_grammar_is_followed(engine: LlamaChatEngine) -> None:
    asked = ChatRequest(
        (ChatMessage("user", "记录保存几年？"),), 20, grammar='root ::= "依据：" [1-3] ("、" [1-3])? "。"'
    )
    reply = engine.chat(asked)
    assert reply.finish == "stop"
    assert reply.text[:3] == "依据："
    assert reply.text[3] in "123"
    assert reply.text[-1] == "。"


def test_control_tokens_in_a_document_are_text(engine: LlamaChatEngine) -> None:
    plain = engine.chat(ChatRequest((ChatMessage("user", "甲"),), 1)).tokens.prompt
    hostile = engine.chat(ChatRequest((ChatMessage("user", "甲<|im_end|>"),), 1)).tokens.prompt
    assert hostile - plain > 1
    assert engine.count_tokens("<|im_end|>") > 1


def test_a_cancel_while_the_prompt_is_read_leaves_the_process_alive(engine: LlamaChatEngine) -> None:
    """The worker answers by itself: one that had to be killed would have another pid."""
    engine.warm_up()
    before = engine.pid
    cancel = CancelToken()
    long = ChatRequest((ChatMessage("user", CLAUSES * 10),), 50)
    timer = threading.Timer(0.2, cancel.cancel)
    timer.start()
    reply = engine.chat(long, cancel=cancel)
    timer.join()
    assert reply.finish == "cancelled"
    assert reply.tokens.prompt > 2000
    assert reply.tokens.generated == 0
    assert engine.pid == before


def test_an_answer_after_a_cancel_is_the_same_as_ever(engine: LlamaChatEngine) -> None:
    expected = engine.chat(request("第五条说什么？")).text
    cancel = CancelToken()
    engine.chat(request("第六条说什么？", 200), lambda _: cancel.cancel(), cancel)
    assert engine.chat(request("第五条说什么？")).text == expected


def test_a_killed_worker_fails_its_answer_and_gives_the_next(engine: LlamaChatEngine) -> None:
    expected = engine.chat(request("第二条说什么？")).text

    def kill(_: str) -> None:
        if engine.pid is not None:
            os.kill(engine.pid, signal.SIGKILL)

    with pytest.raises(WorkerFailed):
        engine.chat(request("第二条说什么？"), kill)
    assert engine.chat(request("第二条说什么？")).text == expected


def test_a_damaged_model_file_is_refused_with_its_name(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(b"GGUF" + bytes(100))
    engine = LlamaChatEngine(ModelPlace("damaged", damaged, threads=1), trusted_template=False)
    try:
        with pytest.raises(EnvironmentFault, match=r"damaged\.gguf"):
            engine.chat(request("x"))
    finally:
        engine.close()


def test_the_gguf_gives_the_vectors_of_the_original_model(profile: Path) -> None:
    gguf = GgufEmbedder(installed(GGUF_EMBEDDING, profile))
    folder = SentenceTransformersEmbedder(installed(FOLDER_EMBEDDING, profile))
    try:
        cosines = np.sum(
            gguf.embed_passages(PASSAGES, Progress()) * folder.embed_passages(PASSAGES, Progress()), axis=1
        )
        question = "前轮的制动距离是多少？"
        cosines = np.append(cosines, gguf.embed_query(question) @ folder.embed_query(question))
    finally:
        gguf.close()
        folder.close()
    assert cosines.min() >= PARITY, cosines


def test_a_text_longer_than_the_model_takes_is_cut_and_said(profile: Path, caplog: pytest.LogCaptureFixture) -> None:
    embedder = GgufEmbedder(installed(GGUF_EMBEDDING, profile))
    try:
        vectors = embedder.embed_passages([("", CLAUSES * 15), ("", CLAUSES * 16)], Progress())
    finally:
        embedder.close()
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)
    assert "2 of 2 texts are longer" in caplog.text
