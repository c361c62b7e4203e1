"""Whether what a workspace keeps is still as it was written: bits rot, and disks and people change files.

The catalogue is looked over by SQLite, each copy is compared with the hash that names it, the index with its seal.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.domain.document import document_id
from app.foundation.errors import ZhunshengError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.entries import Entry
from app.runtime.checksums import sha256_of
from app.workspace.originals import Originals
from app.workspace.vectors import Vectors

TOLD_FILES = 5


@dataclass(frozen=True, slots=True)
class Soundness:
    """``documents`` were looked at. ``problems`` are sentences for people, with what to do; ``lost`` are the ids of
    the documents whose copy is missing or changed. A damaged index needs nobody: it is made anew by itself."""

    documents: int
    problems: tuple[str, ...]
    lost: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.problems


def look_over(
    database: Database, catalogue: Catalogue, originals: Originals, vectors: Vectors, progress: Progress
) -> Soundness:
    """Reads everything once: minutes for gigabytes. Raises Cancelled."""
    try:
        problems = _told(database.problems())
        entries = catalogue.entries()
    except ZhunshengError as error:  # so damaged that it cannot be looked over
        return Soundness(0, (f"{error.message} {error.hint}",))
    lost: list[Entry] = []
    for place, entry in enumerate(entries, 1):
        progress.report("check", place, len(entries), entry.file)
        if _document_of(originals, entry, progress) != entry.id:
            lost.append(entry)
    if lost:
        problems.append(_told_lost(lost))
    progress.cancel.raise_if_cancelled()
    if not vectors.is_index_sound():
        problems.append(tr("向量索引与写入时不同，不再使用；下次准备按意思检索时会自动重做，检索不受影响。"))
    return Soundness(len(entries), tuple(problems), tuple(entry.id for entry in lost))


def _told(found: list[str]) -> list[str]:
    if not found:
        return []
    cause = found[0].splitlines()[0]
    return [
        tr(
            "目录数据库有损坏（{n} 处，如：{cause}）。请把整个工作区文件夹另存一份，再从备份恢复或重新加入文件。",
            n=len(found),
            cause=cause,
        )
    ]


def _told_lost(lost: list[Entry]) -> str:
    files = "、".join(entry.file for entry in lost[:TOLD_FILES])
    if len(lost) > TOLD_FILES:
        files = tr("{files} 等 {n} 个", files=files, n=len(lost))
    return tr("保存的原件不见了或被改动过：{files}。条款仍可检索；请重新加入这些文件。", files=files)


def _document_of(originals: Originals, entry: Entry, progress: Progress) -> str:
    """By what the copy holds now; "" where it cannot be read. Raises Cancelled."""
    copy = originals.path_of(entry.id, entry.format)
    if originals.keys is not None:
        try:
            return document_id(hashlib.sha256(originals.content(copy)).hexdigest())
        except ZhunshengError:
            return ""
    try:
        return document_id(sha256_of(copy, Progress(cancel=progress.cancel), "check"))
    except OSError:
        return ""
