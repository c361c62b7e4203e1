"""A model that does not fit is refused with the numbers; one that fits gets the context it can afford."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault
from app.runtime.fitting import (
    GIB,
    GPU_RESERVE,
    WORKING_BYTES,
    ModelShape,
    fitting_tokens,
    gpu_layers,
    memory_needed,
    require_memory,
    require_sane,
)
from tests.unit.runtime.model_files import FOLDER, gguf, write_folder

SHAPE = ModelShape(layers=28, dimensions=1536, trained_tokens=32768, memory_per_token=28672)


def test_a_model_larger_than_memory_is_refused_with_both_numbers() -> None:
    with pytest.raises(EnvironmentFault) as caught:
        require_memory("big.gguf", 8 * GIB, 4 * GIB)
    assert "8.4" in caught.value.message
    assert "4.0" in caught.value.message
    assert caught.value.hint


def test_a_model_that_fits_is_let_through() -> None:
    require_memory("small.gguf", GIB, 2 * GIB)


def test_the_context_is_as_wanted_where_memory_allows() -> None:
    assert fitting_tokens(SHAPE, 8192, 8 * GIB) == 8192


def test_the_context_is_never_longer_than_the_model_was_trained_for() -> None:
    assert fitting_tokens(SHAPE, 100_000, 64 * GIB) == 32768


def test_little_memory_shortens_the_context() -> None:
    tokens = fitting_tokens(SHAPE, 8192, 200 * 1024 * 1024)
    assert 1024 <= tokens < 8192
    assert tokens * SHAPE.memory_per_token <= 100 * 1024 * 1024


def test_too_little_memory_for_any_answer_is_refused() -> None:
    with pytest.raises(EnvironmentFault):
        fitting_tokens(SHAPE, 8192, 10 * 1024 * 1024)


def test_a_gpu_takes_all_layers_or_the_share_that_its_free_memory_holds() -> None:
    assert gpu_layers(GIB, 28, [8 * GIB]) == 29
    assert gpu_layers(2 * GIB, 27, [GPU_RESERVE + GIB]) == 14
    assert gpu_layers(GIB, 28, [GPU_RESERVE // 2]) == 0
    assert gpu_layers(GIB, 28, []) == 0


def test_a_model_needs_its_file_its_cache_and_what_is_computed_in(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(gguf({"general.architecture": "a", "a.block_count": 2, "a.embedding_length": 64}))
    weights = path.stat().st_size + WORKING_BYTES
    assert memory_needed(path, 0) == weights
    assert memory_needed(path, 1000) == weights + 1000 * 2 * 2 * (64 + 64)


def test_a_folder_needs_what_its_files_weigh(tmp_path: Path) -> None:
    write_folder(tmp_path, FOLDER)
    assert memory_needed(tmp_path, 0) == sum(map(len, FOLDER.values())) + WORKING_BYTES


def test_what_is_damaged_or_gone_is_left_to_loading_to_tell(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"PK")
    for name in ("no.gguf", "gone.gguf"):
        assert memory_needed(tmp_path / name, 1000) == WORKING_BYTES


@pytest.mark.parametrize(
    "spoilt", [{"trained_tokens": -(2**31)}, {"trained_tokens": 2**31 - 1}, {"memory_per_token": -1}, {"dimensions": 0}]
)
def test_numbers_that_cannot_be_true_are_refused(spoilt: dict[str, int]) -> None:
    require_sane("good.gguf", SHAPE)
    with pytest.raises(EnvironmentFault, match=r"spoilt\.gguf"):
        require_sane("spoilt.gguf", replace(SHAPE, **spoilt))
