"""Open spoilt models, and see that only their worker suffers.

    python -m tests.faults.models [--times N] [--out FILE.jsonl] [--seed S]

Each trial spoils a small chat model (numbers, lengths, types and names of its header, the shapes and places of its
tensors, bytes, its end), reads its header as an import does and asks it for a few tokens. It must end in a reply or in
an error for people, within SECONDS and BYTES in the worker; a worker that died is told, not raised, and the next model
is opened as if nothing had been. Lines are appended to FILE; a second run goes on where the first stopped.
"""

from __future__ import annotations

import random
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from app.foundation.errors import WorkerFailed, ZhunshengError
from app.runtime.chat import LlamaChatEngine
from app.runtime.engine import ChatMessage, ChatRequest
from app.runtime.gguf_header import read_header
from app.runtime.model_worker import ModelPlace
from tests.faults.running import Line, run
from tests.faults.tiny_gguf import write_tiny_model

SECONDS = 10.0
BYTES = 2 << 30
POLL_SECONDS = 0.02
REQUEST = ChatRequest((ChatMessage("user", "hello"),), 4)
EXTREME = (0, 1, 2, 255, 65_535, 2**20, 2**31 - 1, 2**31, 2**32 - 1)

Way = Callable[[bytearray, int, random.Random], None]
"""Spoils a model in place; the number is where its tensors' data begin."""


@dataclass(frozen=True, slots=True)
class Trial:
    """``end``: reply, told (an error for people) or died (the worker, told as well). Memory is the worker's largest
    resident size, in bytes."""

    number: int
    way: str
    end: str
    said: str
    seconds: float
    memory: int
    faults: tuple[str, ...] = ()


def main() -> int:
    return run(__doc__ or "", "models", 2000, trials, _tell)


def trials(folder: Path, numbers: Sequence[int], seed: int) -> Iterator[Trial]:
    """One after the other; the same number and seed spoil in the same way."""
    whole = folder / "whole.gguf"
    write_tiny_model(whole)
    for number in numbers:
        yield _try(folder, whole.read_bytes(), number, seed)


def _tell(lines: Sequence[Line]) -> None:
    for way in WAYS:
        ends = Counter(line["end"] for line in lines if line["way"] == way)
        print(f"{way:16}", *(f"{end} {count:5}" for end, count in sorted(ends.items())), sep="  ")
    longest, largest = (max((line[what] for line in lines), default=0) for what in ("seconds", "memory"))
    print(f"longest {longest:.1f} s, largest {largest / 2**20:.0f} MB")


# ---- one trial


def _try(folder: Path, whole: bytes, number: int, seed: int) -> Trial:
    chance = random.Random(f"{seed} {number}")
    way = chance.choice(list(WAYS))
    spoilt = bytearray(whole)
    WAYS[way](spoilt, _data_at(whole), chance)
    path = folder / f"{number}.gguf"
    path.write_bytes(spoilt)
    began = time.monotonic()
    memory, faults = 0, []
    try:
        end, said, memory = _open(path)
    except Exception as error:  # noqa: BLE001 # what is not for people is what we look for
        end, said = "raised", repr(error)
        faults.append("not an error for people")
    finally:
        path.unlink()
    seconds = time.monotonic() - began
    if seconds > SECONDS:
        faults.append(f"{seconds:.1f} s")
    if memory > BYTES:
        faults.append(f"{memory / 2**20:.0f} MB")
    return Trial(number, way, end, said, round(seconds, 2), memory, tuple(faults))


def _open(path: Path) -> tuple[str, str, int]:
    try:
        read_header(path)
    except ZhunshengError as error:
        said = str(error)  # an import refuses it; opening it all the same must do no harm either
    else:
        said = ""
    engine = LlamaChatEngine(ModelPlace("spoilt", path, threads=1, use_gpu=False), trusted_template=False)
    with _Watch(engine) as watch:
        try:
            engine.chat(REQUEST)
            end = "reply"
        except WorkerFailed as error:
            end, said = "died", str(error)
        except ZhunshengError as error:
            end, said = "told", str(error)
        finally:
            engine.close()
    return end, said, watch.largest


class _Watch:
    """The largest resident size of the model's process, in bytes, looked at all the time."""

    def __init__(self, engine: LlamaChatEngine) -> None:
        self.largest = 0
        self._engine = engine
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            pid = self._engine.pid
            if pid is not None:
                try:
                    self.largest = max(self.largest, psutil.Process(pid).memory_info().rss)
                except psutil.Error:
                    continue


# ---- ways to spoil


def _data_at(whole: bytes) -> int:
    """Where the header ends, near enough: after the last tensor's name."""
    return whole.rindex(b"ffn_down.weight") + 64


def _bits(data: bytearray, end: int, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _header_bits(data: bytearray, end: int, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 2, 8))):
        data[chance.randrange(end)] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, end: int, chance: random.Random) -> None:
    del data[chance.choice((chance.randrange(end), chance.randrange(len(data)))) :]


def _shape(data: bytearray, end: int, chance: random.Random) -> None:
    """A number of the model's shape: heads, layers, lengths, ids."""
    keys = [b"context_length", b"embedding_length", b"block_count", b"feed_forward_length", b"head_count",
            b"head_count_kv", b"bos_token_id", b"eos_token_id"]  # fmt: skip
    for key in chance.sample(keys, chance.choice((1, 1, 2))):
        at = data.index(key) + len(key) + 4
        struct.pack_into("<I", data, at, chance.choice((*EXTREME, chance.randrange(4096))))


def _length(data: bytearray, end: int, chance: random.Random) -> None:
    """Eight bytes at a place where a length may stand: before a name of the header."""
    names = [b"general.", b"llama.", b"tokenizer.", b"blk.", b"token_embd", b"output"]
    name = chance.choice(names)
    places = [at for at in range(8, end) if data.startswith(name, at)]
    struct.pack_into("<Q", data, chance.choice(places) - 8, chance.choice((*EXTREME, 2**40, 2**63, 2**64 - 1)))


def _counts(data: bytearray, end: int, chance: random.Random) -> None:
    """How many tensors and pairs the file says it has."""
    struct.pack_into("<Q", data, chance.choice((8, 16)), chance.choice((*EXTREME, 2**40, 2**63, 2**64 - 1)))


def _array(data: bytearray, end: int, chance: random.Random) -> None:
    """Type and length of a list of the vocabulary."""
    key = chance.choice((b"ggml.tokens", b"ggml.scores", b"ggml.token_type"))
    at = data.index(key) + len(key) + 4
    if chance.random() < 0.5:
        struct.pack_into("<I", data, at, chance.randrange(16))
    else:
        struct.pack_into("<Q", data, at + 4, chance.choice((*EXTREME, 2**40, 2**63, 2**64 - 1)))


def _tensor(data: bytearray, end: int, chance: random.Random) -> None:
    """Dimensions, type or place of a tensor: they stand after its name."""
    names = [b"token_embd.weight", b"output.weight", b"output_norm.weight", b"blk.0.attn_q.weight",
             b"blk.1.ffn_up.weight", b"blk.0.attn_norm.weight"]  # fmt: skip
    name = chance.choice(names)
    at = data.index(name) + len(name)
    dimensions = struct.unpack_from("<I", data, at)[0]
    what = chance.randrange(4)
    if what == 0:
        struct.pack_into("<I", data, at, chance.choice((0, 1, 2, 3, 4, 5, 2**31)))
    elif what == 1:
        place = at + 4 + 8 * chance.randrange(dimensions)
        struct.pack_into("<Q", data, place, chance.choice((*EXTREME, 2**40, 2**62, 2**63, 2**64 - 1)))
    elif what == 2:
        struct.pack_into("<I", data, at + 4 + 8 * dimensions, chance.choice((*range(40), 2**31, 2**32 - 1)))
    else:
        place = at + 8 + 8 * dimensions
        struct.pack_into("<Q", data, place, chance.choice((1, 31, 32, len(data), 2**40, 2**63, 2**64 - 32)))


def _names(data: bytearray, end: int, chance: random.Random) -> None:
    """One name becomes another: twice the same, or none where one is needed."""
    name = chance.choice((b"attn_q", b"attn_k", b"ffn_up", b"block_count", b"llama", b"tokens", b"general"))
    places = [at for at in range(end) if data.startswith(name, at)]
    at = chance.choice(places)
    data[at : at + len(name)] = bytes(chance.choice((0, 0xFF, 0x41)) for _ in name)


def _weights(data: bytearray, end: int, chance: random.Random) -> None:
    """Not-a-number and infinities among the weights."""
    for _ in range(chance.choice((1, 100, 5000))):
        at = chance.randrange(end, len(data) - 4)
        struct.pack_into("<f", data, at, chance.choice((float("nan"), float("inf"), -float("inf"), 3e38)))


def _tokens(data: bytearray, end: int, chance: random.Random) -> None:
    """Kinds and texts of the vocabulary."""
    at = data.index(b"ggml.tokens") + 24
    for _ in range(chance.choice((1, 10, 100))):
        data[at + chance.randrange(3000)] = chance.randrange(256)


WAYS: dict[str, Way] = {
    way.__name__.strip("_"): way
    for way in (_bits, _header_bits, _cut, _shape, _length, _counts, _array, _tensor, _names, _weights, _tokens)
}


if __name__ == "__main__":
    raise SystemExit(main())
