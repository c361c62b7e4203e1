"""Which models there are and what is installed where: the shipped catalogue together with the user's own list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import application_folder, models_folders
from app.runtime.checksums import StampBook, sha256_of
from app.runtime.copying import copy_file
from app.runtime.gguf_header import read_header
from app.runtime.model_entry import ModelEntry, ModelRole
from app.runtime.model_list import read_list, read_own, write_own


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model of the catalogue on this machine: where it is (None: not installed) and whether its hash was checked."""

    entry: ModelEntry
    path: Path | None
    verified: bool


def manifest_path() -> Path:
    """The catalogue that comes with the application."""
    return application_folder() / "models" / "manifest.toml"


class ModelCatalogue:
    """Every known model, and what is installed in the folders; the first of them receives new ones.

    ``further`` is one more folder to look in, after the others: a USB stick that the settings name, say.
    """

    def __init__(
        self, folders: Sequence[Path] | None = None, manifest: Path | None = None, *, further: Path | None = None
    ) -> None:
        self.folders: tuple[Path, ...] = tuple(folders or models_folders())
        if further is not None:
            self.folders += (further,)
        self._shipped = read_list(manifest or manifest_path())
        self._stamps = StampBook(self.folders[0])

    @property
    def folder(self) -> Path:
        """Where new models are put."""
        return self.folders[0]

    def entries(self) -> tuple[ModelEntry, ...]:
        """The shipped catalogue first, then what the folders' own lists add. Raises UserError for a damaged list."""
        found = {entry.id: entry for entry in self._shipped}
        for folder in self.folders:
            for entry in read_own(folder):
                found.setdefault(entry.id, entry)
        return tuple(found.values())

    def entry(self, model_id: str) -> ModelEntry:
        """The model of that id. Raises UserError."""
        for entry in self.entries():
            if entry.id == model_id:
                return entry
        raise UserError(tr("没有编号为 {id} 的模型", id=model_id), tr("用 models list 查看全部编号。"))

    def starters(self) -> tuple[ModelEntry, ...]:
        """What a new machine is given, a model before those that are made out of it."""
        chosen = [entry for entry in self.entries() if entry.starter]
        return tuple(sorted(chosen, key=lambda entry: entry.derived is not None))

    def installed(self, model_id: str) -> Path | None:
        """Where the model is: the first folder that holds all its files in their full size. Reads no contents."""
        entry = self.entry(model_id)
        return next((folder / entry.file for folder in self.folders if is_whole(entry, folder)), None)

    def require(self, model_id: str) -> Path:
        """Where the model is. Raises EnvironmentFault when it is not installed."""
        path = self.installed(model_id)
        if path is None:
            raise EnvironmentFault(
                tr("模型 {id} 没有安装", id=model_id),
                tr("联网时运行 models fetch {id}；不联网时把模型文件从别的机器拷来。", id=model_id),
            )
        return path

    def first_installed(self, role: ModelRole) -> ModelEntry | None:
        """The preferred model of a role on this machine: the catalogue's order decides."""
        candidates = (entry for entry in self.entries() if entry.role is role)
        return next((entry for entry in candidates if self.installed(entry.id) is not None), None)

    def states(self) -> tuple[ModelState, ...]:
        """Every model with where it is. Reads no contents: whether a hash was checked is taken from the notes."""
        return tuple(self.state(entry.id) for entry in self.entries())

    def state(self, model_id: str) -> ModelState:
        """One model with where it is. Raises UserError for an unknown id."""
        entry = self.entry(model_id)
        path = self.installed(model_id)
        if path is None:
            return ModelState(entry, None, verified=False)
        files = files_of(entry, path.parent)
        return ModelState(entry, path, all(self._stamps.digest(file) == sha256 for file, sha256 in files))

    def may_run_template(self, model_id: str) -> bool:
        """Whether the file's own chat template, a program, may run: only what we shipped the hash of is trusted so far.

        Raises UserError for an unknown id.
        """
        state = self.state(model_id)
        return state.verified and state.entry in self._shipped

    def verify(self, model_id: str, progress: Progress) -> bool:
        """Read all of the model and compare SHA-256; True when every file agrees. Raises EnvironmentFault if absent."""
        entry = self.entry(model_id)
        intact = True
        for file, expected in files_of(entry, self.require(model_id).parent):
            digest = sha256_of(file, progress, tr("校验 {id}", id=entry.id))
            self._stamps.put(file, digest)
            intact = intact and digest == expected
        return intact

    def note_verified(self, model_id: str) -> None:
        """Remember that the files were hashed while they arrived. Raises EnvironmentFault when they are not there."""
        for file, sha256 in files_of(self.entry(model_id), self.require(model_id).parent):
            self._stamps.put(file, sha256)

    def import_gguf(self, path: Path, progress: Progress) -> ModelEntry:
        """Copy a GGUF file in; a file of the catalogue is known by its hash, another one enters the user's list.

        Raises UserError when it is no GGUF file or its name is taken or unusable, EnvironmentFault when it cannot be
        written.
        """
        header = read_header(path)
        sha256 = sha256_of(path, progress, tr("校验 {id}", id=path.name))
        entry = next((known for known in self.entries() if known.sha256 == sha256), None)
        if entry is None:
            entry = ModelEntry(
                id=path.stem.lower(),
                title=header.name or path.stem,
                role=header.role,
                file=path.name,
                sha256=sha256,
                licence=header.licence or tr("未说明"),
                bytes=path.stat().st_size,
                context=header.context,
            )
            self.register(entry)
        target = self.folder / entry.file
        if not is_whole(entry, self.folder):
            copy_file(path, target, progress)
        self._stamps.put(target, sha256)
        return entry

    def register(self, entry: ModelEntry) -> None:
        """Enter a new model in the user's own list. Raises UserError when its id or file name is taken or unusable."""
        for other in self.entries():
            if other.id == entry.id or other.file == entry.file:
                raise UserError(
                    tr("已有另一个名为 {id} 的模型", id=other.id),
                    tr("给文件换一个名字，或先用 models remove 移除旧的。"),
                )
        write_own(self.folder, [*read_own(self.folder), entry])

    def remove(self, model_id: str) -> Path:
        """Delete a model from the user's own folder, and from the user's list. Gives what was deleted.

        Raises EnvironmentFault when it is not installed, UserError when it lies in a folder that is not the user's.
        """
        entry = self.entry(model_id)
        path = self.require(model_id)
        if path.parent != self.folder:
            raise UserError(
                tr("模型 {id} 不在用户自己的模型文件夹里", id=model_id), tr("它来自共享的文件夹或U盘，请在那里删除。")
            )
        for file, _ in files_of(entry, self.folder):
            self._stamps.forget(file)
        if entry.is_folder:
            shutil.rmtree(path)
        else:
            path.unlink()
        own = read_own(self.folder)
        if entry in own:
            write_own(self.folder, [other for other in own if other.id != model_id])
        return path


def files_of(entry: ModelEntry, folder: Path) -> Iterator[tuple[Path, str]]:
    """Where the model's files lie in a models folder, each with the SHA-256 that it must have."""
    if not entry.is_folder:
        yield folder / entry.file, entry.sha256
    for file in entry.files:
        yield folder / entry.file / file.path, file.sha256


def is_whole(entry: ModelEntry, folder: Path) -> bool:
    """Whether a models folder holds every file of the model in full size, where the size is known."""
    sizes: list[int | None] = [file.bytes for file in entry.files]
    paths = [path for path, _ in files_of(entry, folder)]
    return all(
        path.is_file() and size in (None, path.stat().st_size)
        for path, size in zip(paths, sizes or [entry.bytes], strict=True)
    )
