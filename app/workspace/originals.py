"""The copies of the files that were added: the pages that citations show, and what is left if the catalogue is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.document import document_id as document_id_of
from app.foundation.errors import EnvironmentFault
from app.foundation.files import PARTIAL, rename_whole
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.library.catalogue import StoredFile
from app.security.vault_keys import VaultKeys, plain_size

COPY_BLOCK = 1 << 20
BOUND = "original"
"""What an encrypted copy says that it is; of which document is known only when all of it has been read."""
SUFFIXES = {"markdown": "md", "text": "txt"}
"""Of the formats whose name is not their suffix."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A synced copy that is not kept yet: of which file, where it lies, and the SHA-256 of its bytes in hex."""

    file: Path
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Originals:
    """One copy a document, in one flat folder, which must exist. Only the holder of the write lock changes it.

    With ``keys`` the copies are encrypted, and their names tell nothing: an id is a hash of a text that may be public.
    """

    folder: Path
    keys: VaultKeys | None = None

    def path_of(self, document_id: str, file_format: str) -> Path:
        """Where the copy lies, or would: named by what the file is, so that a renamed or wrongly named one is found."""
        suffix = SUFFIXES.get(file_format, file_format)
        if self.keys is not None:
            return self.folder / f"{self.keys.hidden(document_id)}.{suffix}"
        return self.folder / f"{document_id}.{suffix}"

    def content(self, copy: Path) -> bytes:
        """What an encrypted copy says; nothing where it can be read itself. Raises EnvironmentFault."""
        if self.keys is None:
            return b""
        try:
            data = self.keys.opened(BOUND, copy.read_bytes())
        except OSError as error:
            raise unreadable(UnreadableCode.PERMISSION, copy.name) from error
        is_kept = copy.suffix != PARTIAL
        if is_kept and self.keys.hidden(document_id_of(hashlib.sha256(data).hexdigest())) != copy.stem:
            raise EnvironmentFault(
                tr("加密的副本 {name} 属于另一份文件。", name=copy.name), tr("请把原文件重新添加一次。")
            )
        return data

    def size_of(self, document_id: str, file_format: str) -> int | None:
        """Of the file that was copied, in bytes; None where there is no copy."""
        try:
            size = self.path_of(document_id, file_format).stat().st_size
        except OSError:
            return None
        return size if self.keys is None else plain_size(size)

    @contextmanager
    def copied(self, file: Path) -> Iterator[Copy]:
        """A copy that is gone at the end unless it was kept; one at a time. Raises UnreadableFile, EnvironmentFault.

        What is read is the copy, so that clauses and page agree also when the file changes meanwhile.
        """
        path = self.folder / f"adding{PARTIAL}"  # without the suffix: "1.关于…" has one too long for a name
        try:
            yield Copy(file, path, _copy_synced(file, path, self.keys))
        finally:
            path.unlink(missing_ok=True)

    def keep(self, copy: Copy, document_id: str, file_format: str) -> None:
        """Keep it for good; before the commit, so that a document in the catalogue always has the page it cites.

        Raises EnvironmentFault.
        """
        with _disk_faults(copy.file):
            rename_whole(copy.path, self.path_of(document_id, file_format))

    def restore(self, file: Path, known: StoredFile) -> None:
        """Copy again where the copy of an unchanged document was lost or cut short.

        Raises UnreadableFile, EnvironmentFault.
        """
        if self.size_of(known.id, known.format) == file.stat().st_size:
            return
        with self.copied(file) as copy:
            if document_id_of(copy.sha256) == known.id:  # else it changed since it was hashed, and comes the next time
                self.keep(copy, known.id, known.format)

    def follow_format(self, document_id: str, before: str, after: str) -> None:
        """Name the copy by what a newer reader says that it is. Raises EnvironmentFault."""
        kept = self.path_of(document_id, before)
        if before != after:
            with _disk_faults(kept):
                rename_whole(kept, self.path_of(document_id, after))

    def drop(self, gone: Collection[str]) -> None:
        """Delete the copies of documents that are removed or replaced, by their ids.

        Any other copy stays, also one that the catalogue does not know: where the catalogue was lost, the copies
        are all that is left. Raises OSError, when the others are deleted: one that a viewer shows stays on Windows.
        """
        faults = []
        names = {self.keys.hidden(each) for each in gone} if self.keys is not None else gone
        for kept in [path for path in self.folder.iterdir() if path.stem in names] if gone else ():
            try:
                kept.unlink(missing_ok=True)
            except OSError as error:
                faults.append(error)
        if faults:
            raise faults[0]

    def drop_unfinished(self) -> None:
        """Delete what a kill left half written; only where no file is being copied. Raises OSError."""
        for kept in self.folder.glob(f"*{PARTIAL}"):
            kept.unlink(missing_ok=True)


def _copy_synced(file: Path, path: Path, keys: VaultKeys | None) -> str:
    """Copy the bytes to the disk, encrypted with ``keys``, and give the SHA-256 of what they were."""
    digest = hashlib.sha256()

    def blocks(source: BinaryIO) -> Iterator[bytes]:
        while block := source.read(COPY_BLOCK):
            digest.update(block)
            yield block

    try:
        source = file.open("rb")
    except OSError as error:  # it was there a moment ago, when it was hashed
        raise unreadable(UnreadableCode.PERMISSION, file.name) from error
    with source, _disk_faults(file), path.open("wb") as target:
        for block in blocks(source) if keys is None else keys.closing(BOUND, blocks(source)):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


@contextmanager
def _disk_faults(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            tr("{file} 存不进工作区：{cause}", file=file.name, cause=error.strerror or error),
            tr("请检查磁盘空间；已经加入的文件都在，再加一次会接着做。"),
        ) from error
