"""How much of a model goes where: what fits into memory, how long its context may be, how many layers the GPU takes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.messages import tr
from app.runtime.gguf_header import read_cache_bytes

GIB = 1024**3
WORKING_BYTES = 384 * 1024 * 1024
"""What llama.cpp computes in, measured for models of 0.5 to 4 billion parameters, with room to spare."""
CACHE_SHARE = 0.5
"""Of the memory that is left beside the weights: the rest is for the window, the index and what else runs."""
LEAST_TOKENS = 1024
"""A context shorter than this holds no evidence and no answer."""
MOST_TRAINED_TOKENS = 1 << 26
"""The longest that is offered today is some ten million."""
TOKEN_STEP = 256
"""llama.cpp rounds a context to this."""
GPU_RESERVE = GIB
"""Left free on a GPU for its cache, its working memory and the screen."""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What a model says of itself; ``memory_per_token`` is its cache at 16 bits, in bytes."""

    layers: int
    dimensions: int
    trained_tokens: int
    memory_per_token: int


def memory_needed(path: Path, tokens: int) -> int:
    """Bytes that a model takes when it is loaded: its files, the cache of a context, and what is computed in.

    What is damaged or not there counts as far as it goes: loading it tells what is wrong.
    """
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) + WORKING_BYTES
    with suppress(UserError, OSError):
        cache = tokens * read_cache_bytes(path) if tokens else 0
        return path.stat().st_size + cache + WORKING_BYTES
    return WORKING_BYTES


def require_memory(name: str, file_bytes: int, available: int) -> None:
    """Raises EnvironmentFault, with the numbers, when a model of that size does not fit into the memory available."""
    needed = file_bytes + WORKING_BYTES
    if needed > available:
        raise EnvironmentFault(
            tr(
                "模型 {name} 需要约 {needed:.1f} GB 内存，本机现在可用 {available:.1f} GB",
                name=name,
                needed=needed / GIB,
                available=available / GIB,
            ),
            tr("请关闭其他程序，或在设置中换一个小一些的模型。"),
        )


def require_sane(name: str, shape: ModelShape) -> None:
    """Raises EnvironmentFault for a model whose own numbers cannot be true: llama.cpp believes them."""
    if not 0 < shape.trained_tokens <= MOST_TRAINED_TOKENS or shape.memory_per_token < 0 or shape.dimensions < 1:
        raise EnvironmentFault(
            tr("模型文件 {name} 损坏：其中的数字不可能为真", name=name), tr("请重新下载或拷贝这个模型，再试一次。")
        )


def fitting_tokens(shape: ModelShape, wanted: int, available: int) -> int:
    """The context length: as wanted, as trained, and as memory (beside the loaded weights) allows. Raises
    EnvironmentFault when that is too short for any answer."""
    affordable = int(available * CACHE_SHARE) // max(shape.memory_per_token, 1)
    tokens = min(wanted, shape.trained_tokens, affordable)
    if tokens < min(LEAST_TOKENS, shape.trained_tokens):
        raise EnvironmentFault(
            tr(
                "剩余内存 {available:.1f} GB 只够 {tokens} 个词元的上下文，至少要 {least} 个",
                available=available / GIB,
                tokens=tokens,
                least=LEAST_TOKENS,
            ),
            tr("请关闭其他程序，或在设置中换一个小一些的模型。"),
        )
    return tokens if tokens == shape.trained_tokens else tokens // TOKEN_STEP * TOKEN_STEP


def gpu_layers(file_bytes: int, layers: int, free: Sequence[int]) -> int:
    """How many of a model's layers (and its output, counted as one more) go to the GPUs with those free bytes."""
    room = sum(max(0, memory - GPU_RESERVE) for memory in free)
    return min(layers + 1, room * (layers + 1) // max(file_bytes, 1))
