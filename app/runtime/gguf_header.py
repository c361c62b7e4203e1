"""The first facts of a GGUF file, read without loading it: what it is, for what, and for how long a context.

Format: the GGUF specification of ggml, versions 2 and 3, little endian. The file may be hostile: every length is
checked against what is left of the file, and reading stops at the first thing that does not fit.
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.runtime.model_entry import ModelRole

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MOST_PAIRS = 4096
"""Real files have some fifty key-value pairs; more is an attempt to keep us busy."""
LONGEST_STRING = 1 << 20
"""Bytes. The longest real one is a chat template of some ten kilobytes."""
MOST_ELEMENTS = 1 << 21
"""Of an array. The largest real vocabulary has about 260 000 tokens."""

ARCHITECTURE = "general.architecture"
VOCABULARY = "tokenizer."
"""Begins the keys of the longest part, which stands after what tells the model's shape."""

STRING, ARRAY = 8, 9
NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
"""struct codes by the specification's value type."""

RANK_POOLING = 4
"""llama.cpp's pooling types 1 to 3 (mean, first, last token) give embeddings, 4 ranks pairs."""

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """``context`` in tokens; None, like the texts, where the file does not say."""

    architecture: str
    name: str | None
    licence: str | None
    context: int | None
    role: ModelRole


class _Damaged(Exception):
    """The bytes do not follow the format."""


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file. Raises UserError when it is none, is cut off or cannot be read."""
    pairs = dict(_pairs_of(path))
    architecture = _text(pairs.get(ARCHITECTURE)) or ""
    context = pairs.get(f"{architecture}.context_length")
    return GgufHeader(
        architecture,
        _text(pairs.get("general.name")),
        _text(pairs.get("general.license")),
        context if isinstance(context, int) and not isinstance(context, bool) else None,
        _role(pairs.get(f"{architecture}.pooling_type")),
    )


def read_architecture(path: Path) -> str:
    """The model family, "" where the file does not say: it stands before the vocabulary, which takes long to walk.

    Raises UserError when it is no GGUF file.
    """
    with closing(_pairs_of(path)) as pairs:
        return next((_text(value) or "" for key, value in pairs if key == ARCHITECTURE), "")


def read_cache_bytes(path: Path) -> int:
    """What one token takes of a model's cache at 16 bits, 0 where the file does not say.

    Reads as far as the vocabulary. Raises UserError when it is no GGUF file.
    """
    found = dict(_pairs_of(path, before=VOCABULARY))
    architecture = _text(found.get(ARCHITECTURE)) or ""
    number = {key.removeprefix(f"{architecture}."): value for key, value in found.items() if isinstance(value, int)}
    heads = number.get("attention.head_count") or 1
    width = number.get("embedding_length", 0) // heads
    widths = number.get("attention.key_length", width) + number.get("attention.value_length", width)
    return 2 * number.get("block_count", 0) * number.get("attention.head_count_kv", heads) * widths


def _pairs_of(path: Path, before: str = "") -> Generator[tuple[str, Value], None, None]:
    try:
        with path.open("rb") as file:
            yield from _pairs(_Bytes(file, path.stat().st_size), before)
    except (OSError, _Damaged) as error:
        raise UserError(
            tr("{name} 不是完好的 GGUF 模型文件：{cause}", name=path.name, cause=error),
            tr("请重新下载或拷贝；其他格式的模型文件夹用 models convert 转换。"),
        ) from error


def _role(pooling: Value | None) -> ModelRole:
    """Only models that are not made to chat say how their vectors are pooled."""
    if not pooling:
        return ModelRole.CHAT
    return ModelRole.RERANK if pooling == RANK_POOLING else ModelRole.EMBEDDING


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) and value else None


class _Bytes:
    """Reads from the file and refuses to go past its end."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def take(self, count: int) -> bytes:
        if count > self._left:
            raise _Damaged(tr("文件不完整"))
        self._left -= count
        data = self._file.read(count)
        if len(data) != count:
            raise _Damaged(tr("文件不完整"))
        return data

    def number(self, code: str) -> int | float | bool:
        value: int | float | bool = struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]
        return value

    def count(self, most: int) -> int:
        value = int(self.number("Q"))
        if value > most:
            raise _Damaged(tr("文件头中的长度 {value} 不合理", value=value))
        return value

    def string(self) -> str:
        return self.take(self.count(LONGEST_STRING)).decode("utf-8", errors="replace")


def _pairs(data: _Bytes, before: str) -> Iterator[tuple[str, Value]]:
    """The scalar key-value pairs, up to a key that begins with ``before`` if any; arrays are stepped over."""
    if data.take(4) != MAGIC:
        raise _Damaged(tr("开头不是 GGUF 标记"))
    version = data.number("I")
    if version not in VERSIONS:
        raise _Damaged(tr("格式版本 {version} 不认得", version=version))
    data.number("Q")  # number of tensors
    for _ in range(data.count(MOST_PAIRS)):
        key = data.string()
        if before and key.startswith(before):
            return
        value = _value(data, int(data.number("I")))
        if value is not None:
            yield key, value


def _value(data: _Bytes, kind: int) -> Value | None:
    if kind == STRING:
        return data.string()
    if kind == ARRAY:
        _step_over_array(data)
        return None
    if kind in NUMBERS:
        return data.number(NUMBERS[kind])
    raise _Damaged(tr("不认得的值类型 {kind}", kind=kind))


def _step_over_array(data: _Bytes) -> None:
    kind = int(data.number("I"))
    count = data.count(MOST_ELEMENTS)
    if kind in NUMBERS:
        data.take(count * struct.calcsize("<" + NUMBERS[kind]))
        return
    if kind != STRING:
        raise _Damaged(tr("不认得的值类型 {kind}", kind=kind))
    for _ in range(count):
        data.take(data.count(LONGEST_STRING))
