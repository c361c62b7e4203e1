"""The only door to sentence-transformers and torch: embeddings from a Hugging Face folder, in a worker process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.foundation.codec import from_json
from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.foundation.workers import JSON, Reply, WorkerContext
from app.runtime.hardware import usable_cpus

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH_TEXTS = 16


class TransformerService:
    """One sentence-transformers folder. Nothing in it is executed: safetensors only, no remote code, no network."""

    def __init__(self, path: str, threads: int = 0) -> None:
        self._path = Path(path)
        self._threads = threads or usable_cpus()
        self._model: Any = None

    def describe(self, context: WorkerContext) -> JSON:
        """{"dimensions"}."""
        return {"dimensions": int(self._loaded().get_embedding_dimension())}

    def embed(self, context: WorkerContext, texts: Sequence[str]) -> Reply:
        """Unit vectors as float32, row after row, in the data; the value lists the rows whose text was cut.

        A longer text than the model takes keeps its beginning. Raises Cancelled between batches.
        """
        import numpy as np

        model = self._loaded()
        parts: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), BATCH_TEXTS):
            context.cancel.raise_if_cancelled()
            parts.append(self._encode(list(texts[start : start + BATCH_TEXTS])))
        vectors = np.concatenate(parts)
        cut: list[JSON] = [row for row, text in enumerate(texts) if self._length(text) > model.max_seq_length]
        return Reply({"dimensions": vectors.shape[1], "cut": cut}, vectors.tobytes())

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._model.encode(
            texts,
            prompt="",
            batch_size=BATCH_TEXTS,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return vectors.astype("float32", copy=False)

    def _length(self, text: str) -> int:
        return len(self._model.tokenizer.encode(text))

    def _loaded(self) -> Any:
        if self._model is None:
            self._require_harmless()
            os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
            try:
                import torch
                from sentence_transformers import SentenceTransformer
            except ImportError as error:
                raise EnvironmentFault(
                    tr("这个安装不带 sentence-transformers，不能直接使用模型文件夹"),
                    tr("请在完整安装的机器上用 models convert 转成 GGUF，再拷过来。"),
                ) from error
            torch.set_num_threads(self._threads)
            self._model = SentenceTransformer(
                str(self._path),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "dtype": torch.float32},
            )
        return self._model

    def _require_harmless(self) -> None:
        """Weights other than safetensors are pickles, and a module list may name any class: both could run code."""
        pickled = [file for file in self._path.rglob("pytorch_model*.bin") if not _has_safetensors(file.parent)]
        if pickled or not _has_safetensors(self._path):
            raise EnvironmentFault(
                tr("模型文件夹 {name} 里没有 safetensors 权重", name=self._path.name),
                tr("请换用带 model.safetensors 的版本；其他权重格式可能夹带程序，不予读取。"),
            )
        try:
            modules = from_json((self._path / "modules.json").read_bytes(), list[_Module])
        except (OSError, msgspec.DecodeError) as error:
            raise EnvironmentFault(
                tr("模型文件夹 {name} 不是 sentence-transformers 模型：{cause}", name=self._path.name, cause=error),
                tr("请选带 modules.json 的文件夹。"),
            ) from error
        foreign = [module.type for module in modules if not module.type.startswith("sentence_transformers.")]
        if foreign:
            raise EnvironmentFault(
                tr("模型文件夹 {name} 要运行自带的程序 {type}", name=self._path.name, type=foreign[0]),
                tr("自带程序的模型不予载入，请换一个模型。"),
            )


@dataclass(frozen=True, slots=True)
class _Module:
    type: str


def _has_safetensors(folder: Path) -> bool:
    return any(folder.glob("*.safetensors"))
