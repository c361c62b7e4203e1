"""Figures of the runtime: our engine beside a bare llama.cpp loop, GGUF embeddings beside torch, cancel latency.

    python -m tests.bench.runtime [--chat ID] [--texts 1000] [--out FIGURES.jsonl]

Prints one JSON line a section. With ``--out`` the lines are appended there, and sections that it holds are not run
again.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.foundation.jobs import CancelToken, Progress
from app.runtime.chat import LlamaChatEngine
from app.runtime.embedder import GgufEmbedder, SentenceTransformersEmbedder
from app.runtime.engine import ChatMessage, ChatRequest, Embedder
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_worker import ModelPlace
from tests.models import CHAT, FOLDER_EMBEDDING, GGUF_EMBEDDING

Figures = dict[str, float | int | str]

QUESTION = "设备多久检查一次？请用一段话说明理由。"
REPLY_TOKENS = 64
PIECES = ("应当每月检查一次", "记录保存三年", "温度不高于 40 ℃", "由专人负责", "发现缺陷立即停用", "检验合格后方可使用")


def clauses(count: int) -> list[tuple[str, str]]:
    """Made-up clauses of 10 to 200 characters, the same in every run."""
    random = np.random.default_rng(7)
    made = []
    for number in range(count):
        parts = [PIECES[part] for part in random.integers(len(PIECES), size=int(random.integers(1, 24)))]
        made.append((f"{number // 20 + 1}.{number % 20 + 1} 检查", f"第 {number} 号设备" + "，".join(parts) + "。"))
    return made


def chat_request() -> ChatRequest:
    evidence = "\n".join(f"{title}：{text}" for title, text in clauses(12))
    return ChatRequest(
        (ChatMessage("system", "只根据条款回答。\n" + evidence), ChatMessage("user", QUESTION)), REPLY_TOKENS
    )


def bare_llama(place: ModelPlace, threads: tuple[int, int]) -> Figures:
    """The binding's own class in this process, with its defaults but for threads, greedy."""
    from llama_cpp import Llama

    started = time.perf_counter()
    llama = Llama(
        str(place.path), n_ctx=8192, n_threads=threads[0], n_threads_batch=threads[1], verbose=False, logits_all=False
    )
    load = time.perf_counter() - started
    text = "".join(f"<|im_start|>{turn.role}\n{turn.content}<|im_end|>\n" for turn in chat_request().messages)
    prompt = llama.tokenize((text + "<|im_start|>assistant\n").encode(), add_bos=False, special=True)
    started = time.perf_counter()
    times: list[float] = []
    for token in llama.generate(prompt, temp=0.0):
        times.append(time.perf_counter() - started)
        if len(times) == REPLY_TOKENS or token == llama.token_eos():
            break
    llama.close()
    return _speeds(load, len(prompt), times[0], len(times), times[-1])


def our_engine(engine: LlamaChatEngine) -> Figures:
    """Through the worker process, from nothing: its start is in the load time, a second cold request in the speeds."""
    started = time.perf_counter()
    facts = engine.facts()
    load = time.perf_counter() - started
    reply = engine.chat(chat_request())
    warm = engine.chat(chat_request())
    figures = _speeds(load, reply.tokens.prompt, reply.first_token_seconds, reply.tokens.generated, reply.seconds)
    return figures | {
        "model_load_seconds": round(facts.load_seconds, 2),
        "warm_first_token_seconds": round(warm.first_token_seconds, 3),
        "warm_reused_tokens": warm.tokens.reused,
        "same_text": str(warm.text == reply.text),
    }


def _speeds(load: float, prompt: int, first: float, generated: int, seconds: float) -> Figures:
    return {
        "cold_load_seconds": round(load, 2),
        "prompt_tokens": prompt,
        "first_token_seconds": round(first, 3),
        "prefill_tokens_per_second": round(prompt / first, 1),
        "decode_tokens_per_second": round((generated - 1) / max(seconds - first, 1e-9), 1),
    }


def cancel_latency(engine: LlamaChatEngine) -> Figures:
    """Seconds from the cancel to the reply, while the prompt is read and while text comes."""
    long = ChatRequest((ChatMessage("user", "".join(text for _, text in clauses(60))),), 200)
    return {
        "while_reading_seconds": round(_cancelled(engine, long, after=0.5), 3),
        "while_writing_seconds": round(_cancelled(engine, chat_request(), after=None), 3),
    }


def _cancelled(engine: LlamaChatEngine, request: ChatRequest, after: float | None) -> float:
    cancel, moment = CancelToken(), [0.0]

    def stop(_: str = "") -> None:
        if not cancel.is_cancelled:
            moment[0] = time.perf_counter()
            cancel.cancel()

    if after is not None:
        threading.Timer(after, stop).start()
    reply = engine.chat(request, stop if after is None else None, cancel)
    ended = time.perf_counter()
    assert reply.finish == "cancelled", reply.finish
    return ended - moment[0]


def embedding(make: Callable[[], Embedder], count: int, keep: Path) -> Figures:
    """Loading apart; the vectors are kept for the comparison."""
    embedder = make()
    try:
        started = time.perf_counter()
        embedder.embed_query("x")
        load = time.perf_counter() - started
        started = time.perf_counter()
        vectors = embedder.embed_passages(clauses(count), Progress())
        seconds = time.perf_counter() - started
    finally:
        embedder.close()
    np.save(keep, vectors)
    return {
        "load_seconds": round(load, 2),
        "seconds": round(seconds, 1),
        "clauses_per_second": round(count / seconds, 2),
    }


def parity(first: Path, second: Path) -> Figures:
    cosines = np.sum(np.load(first) * np.load(second), axis=1)
    return {"least_cosine": round(float(cosines.min()), 5), "mean_cosine": round(float(cosines.mean()), 5)}


class Report:
    """Prints each section once; what the file already holds is not measured again."""

    def __init__(self, out: Path | None) -> None:
        self._out = out
        lines = out.read_text("utf-8").splitlines() if out is not None and out.exists() else []
        self._done = {json.loads(line)["section"] for line in lines}

    def run(self, section: str, measure: Callable[[], Figures]) -> None:
        if section in self._done:
            return
        load = os.getloadavg()[0]
        line = json.dumps({"section": section, "load_average": round(load, 1), **measure()}, ensure_ascii=False)
        print(line, flush=True)
        if self._out is not None:
            with self._out.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chat", default=CHAT, help="chat model's id")
    parser.add_argument("--texts", type=int, default=1000, help="clauses to embed; 0 leaves embedding out")
    parser.add_argument("--out", type=Path, help="append the figures here, and go on where it ends")
    options = parser.parse_args()
    catalogue, report = ModelCatalogue(), Report(options.out)
    place = ModelPlace(options.chat, catalogue.require(options.chat))
    engine = LlamaChatEngine(place, trusted_template=True)
    try:
        threads = engine.threads()
        report.run("threads", lambda: {"decode": threads.decode, "batch": threads.batch})
        engine.close()
        report.run("bare llama.cpp", lambda: bare_llama(place, (threads.decode, threads.batch)))
        engine = LlamaChatEngine(place, trusted_template=True)
        report.run("our engine", lambda: our_engine(engine))
        report.run("cancel", lambda: cancel_latency(engine))
    finally:
        engine.close()
    if options.texts:
        _embedding_sections(report, catalogue, options.texts)


def _embedding_sections(report: Report, catalogue: ModelCatalogue, count: int) -> None:
    gguf = ModelPlace(GGUF_EMBEDDING, catalogue.require(GGUF_EMBEDDING))
    folder = ModelPlace(FOLDER_EMBEDDING, catalogue.require(FOLDER_EMBEDDING))
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch) / "gguf.npy", Path(scratch) / "torch.npy"
        report.run(f"embed {count} gguf", lambda: embedding(lambda: GgufEmbedder(gguf), count, ours))
        report.run(
            f"embed {count} torch", lambda: embedding(lambda: SentenceTransformersEmbedder(folder), count, theirs)
        )
        if ours.exists() and theirs.exists():
            report.run(f"parity {count}", lambda: parity(ours, theirs))


if __name__ == "__main__":
    main()
