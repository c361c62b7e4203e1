"""Turning a model folder into GGUF: what is refused, and what becomes of a converter that fails or is stopped."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from app.foundation.errors import Cancelled, EnvironmentFault, UserError
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.runtime import convert
from app.runtime.convert import convert_folder, convert_model
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import Derivation, ModelEntry
from tests.unit.runtime.model_files import FOLDER, file_entry, folder_entry, gguf, manifest, table, write_folder

CONVERTED = gguf({"general.architecture": "gemma-embedding"})

FAKE_CONVERTER = """
import pathlib, sys, time
for share in (49, 50, 51):
    print("\\rWriting:  " + str(share) + "%|#####     |", end="", file=sys.stderr, flush=True)
if {waits}:
    time.sleep(600)
if {fails}:
    sys.exit("Model Unknown is not supported")
pathlib.Path(sys.argv[sys.argv.index("--outfile") + 1]).write_bytes(bytes.fromhex("{data}"))
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "folder"
    write_folder(folder, FOLDER)
    return folder


def converter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes = CONVERTED, fails: bool = False, waits: bool = False
) -> None:
    """Put a script in the converter's place."""
    script = tmp_path / "converter.py"
    script.write_text(FAKE_CONVERTER.format(data=data.hex(), fails=fails, waits=waits))
    monkeypatch.setattr(convert, "CONVERTER", (str(script),))


def catalogue_with(tmp_path: Path, derived: ModelEntry) -> ModelCatalogue:
    path = manifest(
        tmp_path / "manifest.toml",
        table(folder_entry()),
        table(derived, '[model.derived]\nsource = "folder"\ntype = "q8_0"'),
    )
    return ModelCatalogue([tmp_path / "models"], path)


def derived_entry(data: bytes = CONVERTED) -> ModelEntry:
    return dataclasses.replace(file_entry("derived", data), derived=Derivation("folder", "q8_0"))


def test_a_derived_model_is_made_out_of_its_installed_source(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter(tmp_path, monkeypatch)
    catalogue = catalogue_with(tmp_path, derived_entry())
    path = convert_model(catalogue.entry("derived"), catalogue, Progress())
    assert path.read_bytes() == CONVERTED
    assert source.is_dir(), "the source stays"


def test_a_different_outcome_than_the_pinned_one_is_thrown_away(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter(tmp_path, monkeypatch, data=gguf({"general.architecture": "gemma-embeddinG"}))
    catalogue = catalogue_with(tmp_path, derived_entry())
    with pytest.raises(EnvironmentFault, match="校验值"):
        convert_model(catalogue.entry("derived"), catalogue, Progress())
    assert catalogue.installed("derived") is None


def test_without_its_source_the_command_that_brings_it_is_named(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, derived_entry())
    with pytest.raises(EnvironmentFault) as caught:
        convert_model(catalogue.entry("derived"), catalogue, Progress())
    assert "models fetch folder" in caught.value.hint


def test_the_share_that_is_written_is_reported(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converter(tmp_path, monkeypatch, waits=True)
    token = CancelToken()

    def stop_at_half(event: ProgressEvent) -> None:
        if event.done == 50 and event.total == 100:
            token.cancel()

    with pytest.raises(Cancelled):
        convert_folder(source, tmp_path / "out.gguf", "q8_0", Progress(stop_at_half, token))
    assert not list(tmp_path.glob("*.gguf*"))


def test_a_converter_that_fails_is_quoted(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converter(tmp_path, monkeypatch, fails=True)
    with pytest.raises(EnvironmentFault, match="Model Unknown is not supported"):
        convert_folder(source, tmp_path / "out.gguf", "q8_0", Progress())
    assert not list(tmp_path.glob("*.gguf*"))


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json"])
def test_a_model_that_brings_code_of_its_own_is_refused(tmp_path: Path, source: Path, name: str) -> None:
    (source / name).write_text('{"auto_map": {"AutoModel": "modeling.Evil"}}')
    with pytest.raises(UserError, match="程序"):
        convert_folder(source, tmp_path / "out.gguf", "q8_0", Progress())


def test_weights_that_are_not_safetensors_are_refused(tmp_path: Path, source: Path) -> None:
    (source / "model.safetensors").rename(source / "pytorch_model.bin")
    with pytest.raises(UserError, match="safetensors"):
        convert_folder(source, tmp_path / "out.gguf", "q8_0", Progress())


def test_a_damaged_configuration_is_named(tmp_path: Path, source: Path) -> None:
    (source / "config.json").write_text("{")
    with pytest.raises(UserError, match=r"config\.json"):
        convert_folder(source, tmp_path / "out.gguf", "q8_0", Progress())


def test_a_type_that_the_converter_cannot_write_is_answered_with_those_it_can(tmp_path: Path, source: Path) -> None:
    with pytest.raises(UserError) as caught:
        convert_folder(source, tmp_path / "out.gguf", "q4_k_m", Progress())
    assert "q8_0" in caught.value.hint
