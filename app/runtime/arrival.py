"""What is done to a model that has arrived: unpacked within its limits, compared with the catalogue, or thrown away."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.runtime.checksums import sha256_of
from app.runtime.copying import BLOCK
from app.runtime.manifest import files_of
from app.runtime.model_entry import Archive, ModelEntry


def copy_at_most(limit: int, read: IO[bytes], write: IO[bytes]) -> int:
    """Copy up to ``limit`` bytes and give how many. What holds more (a zip bomb) is cut off: its hash is wrong."""
    copied = 0
    while block := read.read(min(BLOCK, limit - copied)):
        write.write(block)
        copied += len(block)
    return copied


def unpack(entry: ModelEntry, archive: Archive, zipped: Path, folder: Path, progress: Progress) -> None:
    """Take the files that the catalogue names, no others, from a zip to a models folder. Raises EnvironmentFault."""
    done = 0
    try:
        with zipfile.ZipFile(zipped) as package:
            for (path, _), file in zip(files_of(entry, folder), entry.files, strict=True):
                member = f"{archive.folder}/{file.path}" if archive.folder else file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                with package.open(member) as read, path.open("wb") as write:
                    done += copy_at_most(file.bytes, read, write)
                progress.report(tr("解开 {id}", id=entry.id), done, entry.bytes, file.path)
    except (KeyError, zipfile.BadZipFile) as error:
        raise EnvironmentFault(
            tr("模型 {id} 的压缩包与模型目录不符：{cause}", id=entry.id, cause=error),
            tr("再试一次；仍不行请更新程序。"),
        ) from error


def check_files(entry: ModelEntry, folder: Path, progress: Progress) -> None:
    """Raises EnvironmentFault when a file of the model in a models folder is not what the catalogue says."""
    for path, sha256 in files_of(entry, folder):
        check_file(entry, path, sha256, progress)


def check_file(entry: ModelEntry, path: Path, sha256: str, progress: Progress) -> None:
    """Raises EnvironmentFault when the file has another SHA-256, and deletes it: it would be of no use."""
    if sha256_of(path, progress, tr("校验 {id}", id=entry.id)) != sha256:
        path.unlink()
        raise EnvironmentFault(
            tr("模型 {id} 收到的文件 {file} 与模型目录中的校验值不符，已删除", id=entry.id, file=path.name),
            tr("再试一次；仍不行说明来源已被更换，请换一个来源。"),
        )
