"""Models from a folder or a USB stick into the user's own folder, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.runtime.checksums import sha256_of
from app.runtime.copying import copy_file
from app.runtime.manifest import ModelCatalogue, files_of, is_whole
from app.runtime.model_entry import ModelEntry

GGUF = ".gguf"
ARRIVING = ".arriving"


def bring_models(path: Path, catalogue: ModelCatalogue, progress: Progress) -> tuple[ModelEntry, ...]:
    """Copy in a GGUF file, or every model that a folder holds and this machine does not; gives what came.

    Raises UserError where there is no model, EnvironmentFault when it cannot be copied or is damaged, Cancelled.
    """
    if path.is_file():
        return (catalogue.import_gguf(path, progress),)
    if not path.is_dir():
        raise UserError(tr("找不到 {path}", path=path.name), tr("请选一个 GGUF 文件，或放着模型的文件夹。"))
    known = _known_models(path, catalogue)
    brought = [_bring(entry, folder, catalogue, progress) for entry, folder in known]
    files = {entry.file for entry in catalogue.entries()}
    others = [file for file in sorted(path.glob(f"*{GGUF}")) if file.name not in files]
    brought += [catalogue.import_gguf(file, progress) for file in others]
    if not brought:
        raise UserError(
            tr("文件夹 {name} 里没有还未装入的模型", name=path.name),
            tr("模型文件以 .gguf 结尾，或是目录中列出的整个模型文件夹；请确认没有选错。"),
        )
    return tuple(brought)


def _known_models(path: Path, catalogue: ModelCatalogue) -> Sequence[tuple[ModelEntry, Path]]:
    """Models of the catalogue that are not installed, with the folder that holds each: this one, or the one above it
    where the folder is itself the model."""
    absent = [entry for entry in catalogue.entries() if catalogue.installed(entry.id) is None]
    found = []
    for entry in absent:
        folder = path.parent if entry.is_folder and path.name == entry.file else path
        if is_whole(entry, folder):
            found.append((entry, folder))
    return found


def _bring(entry: ModelEntry, source: Path, catalogue: ModelCatalogue, progress: Progress) -> ModelEntry:
    """Copy, compare SHA-256, and put it in its place only then."""
    work = catalogue.folder / ARRIVING / entry.id
    shutil.rmtree(work, ignore_errors=True)
    try:
        for (read, _), (write, expected) in zip(files_of(entry, source), files_of(entry, work), strict=True):
            copy_file(read, write, progress)
            if sha256_of(write, progress, tr("校验 {id}", id=entry.id)) != expected:
                raise EnvironmentFault(
                    tr("{file} 已损坏，或不是目录中的那个文件", file=read.name), tr("请重新拷贝这个模型，再试一次。")
                )
        target = catalogue.folder / entry.file
        if target.is_dir():
            shutil.rmtree(target)
        (work / entry.file).replace(target)
    except OSError as error:
        raise EnvironmentFault(
            tr("模型 {id} 写不进模型文件夹：{cause}", id=entry.id, cause=error.strerror or error),
            tr("请检查磁盘空间和写入权限。"),
        ) from error
    finally:
        shutil.rmtree(work.parent, ignore_errors=True)
    catalogue.note_verified(entry.id)
    return entry
