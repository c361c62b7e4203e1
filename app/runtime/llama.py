"""The only door to llama.cpp: loading a GGUF file, tokens, evaluation, grammar, pooled embeddings.

Runs inside worker processes. Built on the library's own C interface, because its Python class decides by itself when
to reuse the cache and how to cut batches, and both must be ours for answers to repeat.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.foundation.errors import BugError, Cancelled, EnvironmentFault
from app.foundation.messages import tr
from app.runtime.backends import Loaded, backends, load_backends
from app.runtime.fitting import ModelShape
from app.runtime.token_choice import Grammar

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ABORTED = 2
_PIECE_BYTES = 256
_METADATA_BYTES = 128
_GPU_TYPES = (1, 2)
"""ggml's device types: discrete and integrated GPU."""
_NO_DEVICES = (ctypes.c_void_p * 1)()
"""A list of devices that ends with its first item."""


@dataclass(frozen=True, slots=True)
class Gpu:
    """A device that llama.cpp can compute on; ``free`` is its memory left, in bytes."""

    name: str
    free: int


def gpus() -> tuple[Gpu, ...]:
    """What this build of llama.cpp and the backends beside it can use, which may be less than the machine has."""
    load_gpu_backends()
    binding = _library()
    if not binding.llama_supports_gpu_offload():
        return ()
    ggml, base = _ggml(binding)
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    base.ggml_backend_dev_description.restype = ctypes.c_char_p
    devices = [ctypes.c_void_p(ggml.ggml_backend_dev_get(n)) for n in range(ggml.ggml_backend_dev_count())]
    return tuple(_gpu(base, device) for device in devices if base.ggml_backend_dev_type(device) in _GPU_TYPES)


@cache
def load_gpu_backends() -> tuple[Loaded, ...]:
    """What came of each backend beside the program; loaded on the first call, which runs the drivers' code."""
    return tuple(load_backends(backends(), *_ggml(_library())))


def _ggml(binding: Any) -> tuple[Any, Any]:
    """libggml and libggml-base as llama.cpp itself has loaded them.

    Not through ``llama_cpp._ggml`` but on Windows, where a library is known by its name: elsewhere that opens libggml
    by a second name, which is a second library wherever it is a copy and not a link.
    """
    if sys.platform != "win32":
        return binding._lib, binding._lib
    from llama_cpp._ctypes_extensions import load_shared_library
    from llama_cpp._ggml import libggml, libggml_base_path

    return libggml, load_shared_library("ggml-base", libggml_base_path)


def _gpu(base: ctypes.CDLL, device: ctypes.c_void_p) -> Gpu:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    base.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
    name: bytes = base.ggml_backend_dev_description(device)
    return Gpu(name.decode("utf-8", "replace"), free.value)


class LlamaModel:
    """Weights and vocabulary of one GGUF file. ``keep_loading`` is asked while it loads; False gives it up."""

    def __init__(
        self, path: Path, *, gpu_layers: int, keep_loading: Callable[[], bool], vocabulary_only: bool = False
    ) -> None:
        self._lib = _library()
        parameters = self._lib.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers
        if gpu_layers == 0:  # else large batches would still be computed on a GPU
            parameters.devices = ctypes.cast(_NO_DEVICES, ctypes.c_void_p)
        parameters.vocab_only = vocabulary_only
        progress = self._lib.llama_progress_callback(lambda share, data: keep_loading())
        parameters.progress_callback = progress
        pointer = self._lib.llama_model_load_from_file(str(path).encode(), parameters)
        if not pointer:
            if not keep_loading():
                raise Cancelled(tr("已取消"))
            raise EnvironmentFault(
                tr("模型文件 {name} 不能载入：文件损坏，或这个版本不支持它", name=path.name),
                tr("请用 models verify 检查；若文件完好，请换一个模型。"),
            )
        self.pointer = pointer
        self._vocabulary = self._lib.llama_model_get_vocab(pointer)

    @property
    def shape(self) -> ModelShape:
        lib, pointer = self._lib, self.pointer
        heads, key_heads = lib.llama_model_n_head(pointer), lib.llama_model_n_head_kv(pointer)
        layers, width = lib.llama_model_n_layer(pointer), lib.llama_model_n_embd(pointer)
        architecture = self.metadata("general.architecture")
        key_width = int(self.metadata(f"{architecture}.attention.key_length") or width // max(heads, 1))
        value_width = int(self.metadata(f"{architecture}.attention.value_length") or width // max(heads, 1))
        return ModelShape(
            layers=layers,
            dimensions=lib.llama_model_n_embd_out(pointer),
            trained_tokens=lib.llama_model_n_ctx_train(pointer),
            memory_per_token=2 * layers * key_heads * (key_width + value_width),
        )

    def metadata(self, key: str) -> str:
        """A value of the file's header as text, "" when it has none."""
        buffer = ctypes.create_string_buffer(_METADATA_BYTES)
        length = self._lib.llama_model_meta_val_str(self.pointer, key.encode(), buffer, _METADATA_BYTES)
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    @property
    def chat_template(self) -> str | None:
        """The Jinja template that the file brings: a program by whoever made the file."""
        template = self._lib.llama_model_chat_template(self.pointer, None)
        return template.decode("utf-8") if template else None

    def special_text(self, which: str) -> str:
        """The text of the "bos" or "eos" token, "" when there is none."""
        token = getattr(self._lib, f"llama_vocab_{which}")(self._vocabulary)
        return self.piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    def tokenize(self, text: str, *, special: bool, start: bool = False) -> list[int]:
        """``special`` obeys control tokens written in the text; ``start`` adds what the model wants around a text."""
        data = text.encode()
        room = len(data) + 8
        buffer = (ctypes.c_int32 * room)()
        count = self._lib.llama_tokenize(self._vocabulary, data, len(data), buffer, room, start, special)
        if count < 0:
            raise BugError(tr("不能把文字分成词元（{count}）", count=count))
        return list(buffer[:count])

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The token's bytes, which need not be whole characters."""
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        length = self._lib.llama_token_to_piece(self._vocabulary, token, buffer, _PIECE_BYTES, 0, special)
        return buffer.raw[: max(length, 0)]

    def ends(self, token: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(self._lib.llama_vocab_is_eog(self._vocabulary, token))

    def close(self) -> None:
        self._lib.llama_model_free(self.pointer)

    def grammar(self, text: str) -> Grammar:
        """Raises BugError when the GBNF does not parse."""
        return Grammar(self._lib, self._vocabulary, text)


class LlamaContext:
    """Evaluation with one model: token after token for a chat, or whole texts for embeddings.

    ``should_stop`` is asked between the steps of a computation, some hundred times a second.
    """

    def __init__(
        self,
        model: LlamaModel,
        *,
        tokens: int,
        batch: int,
        threads: int,
        should_stop: Callable[[], bool],
        embedding: bool = False,
    ) -> None:
        self._lib = _library()
        self._width = model.shape.dimensions
        parameters = self._lib.llama_context_default_params()
        parameters.n_ctx = tokens
        parameters.n_batch = parameters.n_ubatch = batch
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.embeddings = embedding
        parameters.kv_unified = True
        parameters.flash_attn_type = self._lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
        parameters.no_perf = True
        self._abort = self._lib.ggml_abort_callback(lambda data: should_stop())
        parameters.abort_callback = self._abort
        self._pointer = self._lib.llama_init_from_model(model.pointer, parameters)
        if not self._pointer:
            raise EnvironmentFault(
                tr("内存不足以给模型开 {tokens} 个词元的上下文", tokens=tokens),
                tr("请关闭其他程序，或换小一些的模型。"),
            )
        self._memory = self._lib.llama_get_memory(self._pointer)
        self._vocabulary_size = self._lib.llama_vocab_n_tokens(self._lib.llama_model_get_vocab(model.pointer))

    def set_threads(self, decode: int, batch: int) -> None:
        """For one token after another, and for several at once."""
        self._lib.llama_set_n_threads(self._pointer, decode, batch)

    def evaluate(self, tokens: Sequence[int]) -> None:
        """Go on from what is in memory, at most one batch. Raises Cancelled; memory is then emptied."""
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        self._decode(self._lib.llama_batch_get_one(array, len(tokens)))

    def logits(self) -> NDArray[np.float32]:
        """Of the token that would come next. A view: it changes with the next evaluation."""
        return self._logits_at(-1)

    def expects(self, token: int) -> float:
        """Log probability of the token that would come next."""
        return _log_probability(self.logits(), token)

    def evaluate_expecting(self, tokens: Sequence[int], expected: Sequence[int]) -> list[float]:
        """Go on as ``evaluate`` does; the log probability of each expected token after the one at its place."""
        batch = self._lib.llama_batch_init(len(tokens), 0, 1)
        try:
            _fill(batch, tokens, self._lib.llama_memory_seq_pos_max(self._memory, 0) + 1)
            self._decode(batch)
        finally:
            self._lib.llama_batch_free(batch)
        return [_log_probability(self._logits_at(place), token) for place, token in enumerate(expected)]

    def _logits_at(self, place: int) -> NDArray[np.float32]:
        pointer = self._lib.llama_get_logits_ith(self._pointer, place)
        return np.ctypeslib.as_array(pointer, shape=(self._vocabulary_size,))

    def forget_from(self, position: int) -> None:
        """Drop what is in memory from that position on."""
        if self._memory is None:
            return
        if position == 0:
            self._lib.llama_memory_clear(self._memory, True)
        elif not self._lib.llama_memory_seq_rm(self._memory, 0, position, -1):
            raise BugError(tr("模型的缓存不能截到第 {position} 个词元", position=position))

    def embed(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """(dimensions,), pooled as the model says, not normalised. At most one batch."""
        self.forget_from(0)
        batch = self._lib.llama_batch_init(len(tokens), 0, 1)
        try:
            _fill(batch, tokens, 0)
            self._decode(batch)
        finally:
            self._lib.llama_batch_free(batch)
        pointer = self._lib.llama_get_embeddings_seq(self._pointer, 0)
        if not pointer:
            raise EnvironmentFault(tr("这个模型不给出整段的向量"), tr("请选一个向量模型（models list）。"))
        return np.ctypeslib.as_array(pointer, shape=(self._width,)).copy()

    def _decode(self, batch: Any) -> None:
        outcome = self._lib.llama_decode(self._pointer, batch)
        if outcome == 0:
            return
        self.forget_from(0)
        if outcome == _ABORTED:
            raise Cancelled(tr("已取消"))
        raise BugError(tr("llama.cpp 计算失败（{outcome}）", outcome=outcome))


def _fill(batch: Any, tokens: Sequence[int], start: int) -> None:
    """With tokens that stand from position ``start`` on, every one of which gives its outcome."""
    for place, token in enumerate(tokens):
        batch.token[place] = token
        batch.pos[place] = start + place
        batch.n_seq_id[place] = 1
        batch.seq_id[place][0] = 0
        batch.logits[place] = True
    batch.n_tokens = len(tokens)


def _log_probability(logits: NDArray[np.float32], token: int) -> float:
    """Natural logarithm, summed in double precision."""
    shifted = logits.astype(np.float64) - float(logits.max())
    return float(shifted[token] - np.log(np.exp(shifted).sum()))


BRIEF_SPINNING = ("GOMP_SPINCOUNT", "10000")
"""Threads that wait for each other spin for some 50 microseconds and then sleep. With the 1.5B model on two cores:
27 tokens/s on a quiet machine (sleeping at once: 18, spinning for good: 27), and 10 beside two busy processes (sleeping
at once: 8). Spinning for good starves the threads that are waited for when one model embeds while another answers."""
_LOG_WARNING, _LOG_ERROR = 3, 4
_loaded: Any = None
_log_callback: Any = None  # the library keeps a bare pointer to it


def _library() -> Any:
    """The binding of the C interface, loaded on first use; its warnings go to the worker's log."""
    global _loaded, _log_callback
    if _loaded is None:
        os.environ.setdefault(*BRIEF_SPINNING)
        import llama_cpp.llama_cpp as binding

        _log_callback = binding.llama_log_callback(_log)
        binding.llama_log_set(_log_callback, ctypes.c_void_p(0))
        _load_backends(binding)
        binding.llama_backend_init()
        _loaded = binding
    return _loaded


def _load_backends(binding: Any) -> None:
    """Packaged builds compute in files of their own, one for each kind of processor: the best one is chosen here.

    From the library's own folder alone; by itself it would also look into the current one.
    """
    library, _ = _ggml(binding)
    if library.ggml_backend_reg_count() == 0:
        os.environ.pop("GGML_BACKEND_PATH", None)
        folder = Path(binding.__file__).parent / "lib"
        library.ggml_backend_load_all_from_path(ctypes.c_char_p(str(folder).encode()))


def _log(level: int, text: bytes, _: object) -> None:
    if level in (_LOG_WARNING, _LOG_ERROR):
        logging.getLogger(__name__).warning("%s", text.decode("utf-8", "replace").rstrip())
