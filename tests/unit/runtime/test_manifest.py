"""The catalogue: what it reads, what it refuses, and what it finds installed."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from pathlib import Path

import pytest

from app.foundation.errors import Cancelled, EnvironmentFault, UserError
from app.foundation.jobs import CancelToken, Progress
from app.runtime.manifest import ModelCatalogue, manifest_path
from app.runtime.model_entry import ModelEntry, ModelRole
from app.runtime.model_list import read_list, write_own
from tests.unit.runtime.model_files import (
    FOLDER,
    WEIGHTS,
    file_entry,
    folder_entry,
    gguf,
    manifest,
    sha256,
    table,
    write_folder,
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The user's own models folder and a USB stick."""
    return tmp_path / "own", tmp_path / "stick"


@pytest.fixture
def catalogue(tmp_path: Path, folders: tuple[Path, Path]) -> ModelCatalogue:
    for folder in folders:
        folder.mkdir()
    path = manifest(tmp_path / "manifest.toml", table(file_entry()), table(folder_entry()))
    return ModelCatalogue(folders, path)


def test_the_shipped_catalogue_reads_and_every_key_in_it_has_a_meaning() -> None:
    entries = read_list(manifest_path())
    known = {field.name for field in dataclasses.fields(ModelEntry)}
    written = tomllib.loads(manifest_path().read_text("utf-8"))["model"]
    assert {key for model in written for key in model} <= known
    assert len({entry.id for entry in entries}) == len(entries)
    assert all(len(entry.sha256) == 64 for entry in entries)


def test_every_shipped_model_can_be_had_from_somewhere_under_a_licence_that_comes_along() -> None:
    licences = {path.stem for path in (manifest_path().parent / "licences").iterdir()}
    for entry in read_list(manifest_path()):
        assert entry.registry or entry.web or entry.derived, entry.id
        assert entry.licence in licences, entry.id
        assert all(address.startswith("https://") for address in entry.web), entry.id


def test_a_shipped_folder_is_named_by_the_digest_of_its_listing_and_the_sum_of_its_files() -> None:
    folders = [entry for entry in read_list(manifest_path()) if entry.is_folder]
    assert folders
    for entry in folders:
        listing = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(entry.files, key=lambda file: file.path))
        assert sha256(listing.encode()) == entry.sha256
        assert sum(file.bytes for file in entry.files) == entry.bytes


def test_the_starters_answer_pick_words_and_embed_and_come_before_what_is_made_of_them() -> None:
    starters = ModelCatalogue().starters()
    assert {ModelRole.CHAT, ModelRole.KEYWORD, ModelRole.EMBEDDING} == {entry.role for entry in starters}
    names = [entry.id for entry in starters]
    for entry in starters:
        if entry.derived is not None:
            assert names.index(entry.derived.source) < names.index(entry.id)


def test_a_model_is_found_in_whichever_folder_holds_it_whole(
    catalogue: ModelCatalogue, folders: tuple[Path, Path]
) -> None:
    own, stick = folders
    (own / "small.gguf").write_bytes(WEIGHTS[:-1])
    assert catalogue.installed("small") is None
    (stick / "small.gguf").write_bytes(WEIGHTS)
    assert catalogue.installed("small") == stick / "small.gguf"


def test_a_folder_with_a_file_missing_is_not_installed(catalogue: ModelCatalogue, folders: tuple[Path, Path]) -> None:
    write_folder(folders[0] / "folder", FOLDER)
    assert catalogue.installed("folder") == folders[0] / "folder"
    (folders[0] / "folder" / "1_Pooling" / "config.json").unlink()
    assert catalogue.installed("folder") is None


def test_a_model_that_is_not_there_is_asked_for_with_the_command_that_brings_it(catalogue: ModelCatalogue) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        catalogue.require("small")
    assert "models fetch small" in caught.value.hint


def test_an_unknown_model_is_a_mistake_of_the_person_who_asked(catalogue: ModelCatalogue) -> None:
    with pytest.raises(UserError, match="nothing-like-it"):
        catalogue.entry("nothing-like-it")


def test_a_flipped_byte_is_found_by_verify_and_the_note_of_it_stays(
    catalogue: ModelCatalogue, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    (folders[0] / "small.gguf").write_bytes(WEIGHTS)
    assert not catalogue.state("small").verified
    assert catalogue.verify("small", Progress())
    assert catalogue.state("small").verified
    (folders[0] / "small.gguf").write_bytes(WEIGHTS[:-1] + b"\x01")
    assert not catalogue.state("small").verified
    assert not catalogue.verify("small", Progress())
    assert not ModelCatalogue(folders, tmp_path / "manifest.toml").state("small").verified


def test_what_was_verified_once_is_not_read_again_by_the_next_start(
    catalogue: ModelCatalogue, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    write_folder(folders[1] / "folder", FOLDER)
    assert catalogue.verify("folder", Progress())
    assert ModelCatalogue(folders, tmp_path / "manifest.toml").state("folder").verified


def test_a_changed_file_of_the_same_size_is_not_taken_for_the_verified_one(
    catalogue: ModelCatalogue, folders: tuple[Path, Path]
) -> None:
    path = folders[0] / "small.gguf"
    path.write_bytes(WEIGHTS)
    catalogue.note_verified("small")
    os.utime(path, ns=(1, 1))
    assert not catalogue.state("small").verified


def test_damaged_notes_only_cost_another_reading(catalogue: ModelCatalogue, folders: tuple[Path, Path]) -> None:
    (folders[0] / "small.gguf").write_bytes(WEIGHTS)
    catalogue.note_verified("small")
    (folders[0] / "checksums.json").write_bytes(b'{"half')
    fresh = ModelCatalogue(folders, folders[0].parent / "manifest.toml")
    assert not fresh.state("small").verified
    assert fresh.verify("small", Progress())


def test_an_imported_file_is_copied_and_entered_with_what_its_header_says(
    catalogue: ModelCatalogue, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    brought = tmp_path / "My-Model.gguf"
    brought.write_bytes(
        gguf(
            {"general.architecture": "bert", "general.name": "Mine", "bert.context_length": 512, "bert.pooling_type": 2}
        )
    )
    entry = catalogue.import_gguf(brought, Progress())
    assert (entry.id, entry.title, entry.role, entry.context) == ("my-model", "Mine", ModelRole.EMBEDDING, 512)
    assert (folders[0] / "My-Model.gguf").read_bytes() == brought.read_bytes()
    again = ModelCatalogue(folders, tmp_path / "manifest.toml")
    assert again.entry("my-model") == entry
    assert again.state("my-model").verified


def test_a_file_of_the_catalogue_is_known_by_its_contents_under_any_name(tmp_path: Path) -> None:
    data = gguf({"general.architecture": "llama"})
    path = manifest(tmp_path / "manifest.toml", table(file_entry("known", data)))
    brought = tmp_path / "renamed.gguf"
    brought.write_bytes(data)
    catalogue = ModelCatalogue([tmp_path / "own"], path)
    assert catalogue.import_gguf(brought, Progress()).id == "known"
    assert catalogue.installed("known") == tmp_path / "own" / "known.gguf"


def test_an_import_never_takes_the_place_of_another_model(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    brought = tmp_path / "small.gguf"
    brought.write_bytes(gguf({"general.architecture": "llama"}))
    with pytest.raises(UserError, match="small"):
        catalogue.import_gguf(brought, Progress())
    assert catalogue.installed("small") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize("name", ["qwen2:7b.gguf", "d\udc80.gguf"])
def test_a_file_whose_name_the_list_could_not_hold_is_not_imported(
    name: str, catalogue: ModelCatalogue, tmp_path: Path
) -> None:
    brought = tmp_path / name
    brought.write_bytes(gguf({"general.architecture": "llama"}))
    known = catalogue.entries()
    with pytest.raises(UserError, match="不可用"):
        catalogue.import_gguf(brought, Progress())
    assert catalogue.entries() == known
    assert list(catalogue.folder.iterdir()) == []


def test_a_header_that_lies_about_its_numbers_leaves_the_catalogue_readable(
    catalogue: ModelCatalogue, tmp_path: Path
) -> None:
    brought = tmp_path / "odd.gguf"
    brought.write_bytes(gguf({"general.architecture": "llama", "llama.context_length": True}))
    entry = catalogue.import_gguf(brought, Progress())
    assert entry.context is None
    assert entry in catalogue.entries()


def test_an_entry_that_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    write_own(tmp_path, [file_entry()])
    with pytest.raises(UserError):
        write_own(tmp_path, [dataclasses.replace(file_entry(), context=True)])
    assert read_list(tmp_path / "models.toml") == (file_entry(),)


def test_only_a_checked_file_of_the_shipped_catalogue_runs_its_own_template(
    catalogue: ModelCatalogue, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    brought = tmp_path / "mine.gguf"
    brought.write_bytes(gguf({"general.architecture": "llama"}))
    catalogue.import_gguf(brought, Progress())
    assert catalogue.state("mine").verified
    assert not catalogue.may_run_template("mine")
    (folders[0] / "small.gguf").write_bytes(WEIGHTS)
    assert not catalogue.may_run_template("small")
    catalogue.verify("small", Progress())
    assert catalogue.may_run_template("small")


def test_a_cancelled_import_leaves_no_half_copied_file(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    brought = tmp_path / "other.gguf"
    brought.write_bytes(gguf({"general.architecture": "llama"}))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        catalogue.import_gguf(brought, Progress(cancel=token))
    assert list(catalogue.folder.iterdir()) == []


def test_removing_takes_the_file_and_the_entry_that_the_user_made(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    brought = tmp_path / "other.gguf"
    brought.write_bytes(gguf({"general.architecture": "llama"}))
    catalogue.import_gguf(brought, Progress())
    catalogue.remove("other")
    assert not (catalogue.folder / "other.gguf").exists()
    with pytest.raises(UserError):
        catalogue.entry("other")


def test_a_model_on_somebody_elses_disk_is_not_removed(catalogue: ModelCatalogue, folders: tuple[Path, Path]) -> None:
    write_folder(folders[1] / "folder", FOLDER)
    with pytest.raises(UserError):
        catalogue.remove("folder")
    assert catalogue.installed("folder") == folders[1] / "folder"


@pytest.mark.parametrize("name", ["../outside.gguf", "/etc/passwd", "a/../../b", "C:\\model.gguf", "", "sub/./x"])
def test_a_list_whose_names_leave_the_models_folder_is_refused(name: str, tmp_path: Path) -> None:
    entry = dataclasses.replace(file_entry(), file=name.replace("\\", "\\\\"))
    with pytest.raises(UserError, match="不可用"):
        read_list(manifest(tmp_path / "models.toml", table(entry)))


@pytest.mark.parametrize("name", ["../../Documents", "a:b", ""])
def test_a_list_whose_ids_leave_the_models_folder_is_refused(name: str, tmp_path: Path) -> None:
    entry = dataclasses.replace(file_entry(), id=name)
    with pytest.raises(UserError, match="不可用"):
        read_list(manifest(tmp_path / "models.toml", table(entry)))


@pytest.mark.parametrize(
    "requirement",
    [
        "/media/stick/package",
        "./package==1.0",
        "package @ file:///media/stick/package",
        "-r list==1",
        "package",
        "package==1.0 --index-url=x",
        "package-{other}==1.0",
    ],
)
def test_a_list_may_only_name_pinned_packages_of_the_registry(requirement: str, tmp_path: Path) -> None:
    registry = f'registry = {{ requirement = "{requirement}", parts = 1, member = "m" }}'
    with pytest.raises(UserError, match="不可用"):
        read_list(manifest(tmp_path / "models.toml", table(file_entry(), registry)))


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2\n",
        "schema = 1\n[[model]]\nid = 3\n",
        "not toml",
        "",
        'schema = 1\n[[model]]\nid = "x"\nrole = "cook"\n',
    ],
)
def test_a_list_that_does_not_fit_is_refused_by_its_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "models.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"models\.toml"):
        read_list(path)


def test_an_entry_written_to_the_users_list_reads_back_the_same(tmp_path: Path) -> None:
    entries = (
        dataclasses.replace(file_entry(), title='quotes " and \\ and 中文\n\x7f', web=("https://example.org/a",)),
        folder_entry(),
    )
    write_own(tmp_path, entries)
    assert read_list(tmp_path / "models.toml") == entries
