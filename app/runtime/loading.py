"""Loading a GGUF model inside the worker: memory is checked first, layers go to the GPU where there is one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from app.foundation.jobs import CancelToken
from app.runtime.fitting import gpu_layers, require_memory
from app.runtime.hardware import available_memory
from app.runtime.llama import LlamaModel, gpus
from app.runtime.model_worker import ModelFacts


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


def load_model(path: Path, cancel: CancelToken, *, use_gpu: bool = True) -> LoadedModel:
    """Raises EnvironmentFault when it does not fit or is damaged, Cancelled."""
    started = time.perf_counter()
    devices = gpus() if use_gpu else ()
    size = path.stat().st_size
    layers = gpu_layers(size, _layers(path), [device.free for device in devices]) if devices else 0
    if layers == 0:
        require_memory(path.name, size, available_memory())
    model = LlamaModel(path, gpu_layers=layers, keep_loading=lambda: not cancel.is_cancelled)
    names = tuple(device.name for device in devices) if layers else ()
    return LoadedModel(model, layers, names, time.perf_counter() - started)


def _layers(path: Path) -> int:
    """How many there are, out of the file's header: the vocabulary alone loads fast."""
    header = LlamaModel(path, gpu_layers=0, keep_loading=lambda: True, vocabulary_only=True)
    try:
        return int(header.metadata(f"{header.metadata('general.architecture')}.block_count") or 0)
    finally:
        header.close()
