"""The header of a GGUF file, which may come from anywhere."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.foundation.errors import UserError
from app.runtime.gguf_header import read_architecture, read_cache_bytes, read_header
from app.runtime.model_entry import ModelRole
from tests.unit.runtime.model_files import gguf

CHAT = {"general.architecture": "qwen2", "general.name": "小模型", "general.license": "apache-2.0"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gguf") / "model.gguf"


def test_name_licence_and_context_are_read_past_a_vocabulary(path: Path) -> None:
    path.write_bytes(gguf({**CHAT, "tokenizer.ggml.tokens": ["一", "二"], "qwen2.context_length": 32768}))
    header = read_header(path)
    assert (header.name, header.licence, header.context) == ("小模型", "apache-2.0", 32768)
    assert header.role is ModelRole.CHAT


def test_the_architecture_is_read_without_walking_what_comes_after_it(path: Path) -> None:
    whole = gguf({**CHAT, "tokenizer.ggml.tokens": ["一", "二"]})
    path.write_bytes(whole[:-1])
    assert read_architecture(path) == "qwen2"


def test_the_cache_a_token_takes_is_read_without_walking_the_vocabulary(path: Path) -> None:
    shape: dict[str, str | int | list[str]] = {
        "general.architecture": "qwen2",
        "qwen2.block_count": 28,
        "qwen2.embedding_length": 1536,
        "qwen2.attention.head_count": 12,
        "qwen2.attention.head_count_kv": 2,
    }
    vocabulary: dict[str, str | int | list[str]] = {"tokenizer.ggml.tokens": ["一", "二"]}
    path.write_bytes(gguf(shape | vocabulary)[:-1])
    assert read_cache_bytes(path) == 2 * 28 * 2 * (128 + 128)
    wider: dict[str, str | int | list[str]] = {"qwen2.attention.key_length": 192, "qwen2.attention.value_length": 64}
    path.write_bytes(gguf(shape | wider))
    assert read_cache_bytes(path) == 2 * 28 * 2 * (192 + 64)


def test_a_file_that_tells_no_shape_is_taken_to_have_no_cache(path: Path) -> None:
    path.write_bytes(gguf(CHAT))
    assert read_cache_bytes(path) == 0


@pytest.mark.parametrize("data", [b"PK\x03\x04 a zip file", gguf({"general.name": "x"})[:-1]])
def test_the_architecture_of_what_is_no_gguf_file_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"model\.gguf"):
        read_architecture(path)


def test_a_file_that_names_no_architecture_has_none(path: Path) -> None:
    path.write_bytes(gguf({"general.name": "x"}))
    assert read_architecture(path) == ""


@pytest.mark.parametrize(
    ("pooling", "role"),
    [(0, ModelRole.CHAT), (1, ModelRole.EMBEDDING), (3, ModelRole.EMBEDDING), (4, ModelRole.RERANK)],
)
def test_the_pooling_says_what_the_model_is_for(path: Path, pooling: int, role: ModelRole) -> None:
    path.write_bytes(gguf({"general.architecture": "qwen3", "qwen3.pooling_type": pooling}))
    assert read_header(path).role is role


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GGUF",
        b"PK\x03\x04 a zip file",
        gguf(CHAT, version=1),
        gguf(CHAT)[:-1],
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 60),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 40),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<I", 77),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 9, 1),
    ],
)
def test_what_is_no_whole_gguf_file_is_refused_by_name(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"model\.gguf"):
        read_header(path)


@given(st.binary(max_size=200))
def test_hostile_bytes_are_refused_and_never_crash(path: Path, data: bytes) -> None:
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + data)
    with contextlib.suppress(UserError):
        read_header(path)
