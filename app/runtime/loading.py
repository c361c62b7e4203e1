"""Loading a GGUF model inside the worker: memory is checked first, layers go to the GPU where there is one."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.foundation.jobs import CancelToken
from app.runtime.fitting import GIB, gpu_layers, memory_needed, require_memory, require_sane
from app.runtime.hardware import available_memory
from app.runtime.llama import LlamaModel, gpus
from app.runtime.model_worker import ModelFacts

SLACK_BYTES = 2 * GIB
"""Attention over a batch of 2,048 tokens alone takes more than one."""
THREAD_BYTES = 160 * 1024 * 1024
"""Address space that a thread reserves for its stack and its heap, most of it never used."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    model: LlamaModel
    gpu_layers: int
    gpus: tuple[str, ...]
    load_seconds: float

    def facts(self, context_tokens: int) -> ModelFacts:
        shape = self.model.shape
        return ModelFacts(
            context_tokens, shape.trained_tokens, shape.dimensions, self.gpu_layers, self.gpus, self.load_seconds
        )


def load_model(path: Path, cancel: CancelToken, *, tokens: int, use_gpu: bool = True) -> LoadedModel:
    """``tokens``: of the longest context that it is to hold. Without a GPU the process gets no more memory from here on
    than such a model can need. Raises EnvironmentFault when it does not fit or is damaged, Cancelled."""
    started = time.perf_counter()
    devices = gpus() if use_gpu else ()
    size = path.stat().st_size
    layers = gpu_layers(size, _layers(path), [device.free for device in devices]) if devices else 0
    if layers == 0:
        require_memory(path.name, size, available_memory())
        _limit_memory(size + memory_needed(path, tokens))  # its weights may be there twice: mapped, and repacked
    model = LlamaModel(path, gpu_layers=layers, keep_loading=lambda: not cancel.is_cancelled)
    require_sane(path.name, model.shape)
    names = tuple(device.name for device in devices) if layers else ()
    return LoadedModel(model, layers, names, time.perf_counter() - started)


def _limit_memory(more: int) -> None:
    """A spoilt file may claim what it likes; the machine is not to swap for it. Only Linux binds it."""
    if sys.platform != "linux":
        return
    import resource

    more += SLACK_BYTES + THREAD_BYTES * (os.cpu_count() or 1)
    limit = psutil.Process().memory_info().vms + more
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _layers(path: Path) -> int:
    """How many there are, out of the file's header: the vocabulary alone loads fast."""
    header = LlamaModel(path, gpu_layers=0, keep_loading=lambda: True, vocabulary_only=True)
    try:
        return int(header.metadata(f"{header.metadata('general.architecture')}.block_count") or 0)
    finally:
        header.close()
