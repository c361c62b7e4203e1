"""Drop files: each one becomes a stored document, or an issue that says why not; the rest goes on."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.document import Issue, document_id
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import PARTIAL, rename_whole
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue, StoredFile
from app.library.queue import IngestQueue, QueueItem, QueueState

_log = logging.getLogger(__name__)

COPY_BLOCK = 1 << 20
DEFAULT_COLLECTION = "default"
SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "；", "：")
IGNORED_PREFIXES = (".", "~$")
"""Hidden files, and the lock files that office programs leave beside a document in use."""
SUFFIXES = {"markdown": "md", "text": "txt"}
"""Of the formats whose name is not their suffix."""


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one file. ``status`` is added, updated, unchanged, partial or failed."""

    path: str
    file: str
    document_id: str | None
    status: str
    pages: int | None = None
    clauses: int = 0
    issues: tuple[Issue, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Adder:
    """Reads files in a worker and stores them one at a time, so that a kill loses only the file in hand."""

    paths: WorkspacePaths
    catalogue: Catalogue
    queue: IngestQueue
    reader: DocumentReader

    def add(
        self,
        paths: Sequence[Path],
        collection: str,
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
    ) -> list[AddResult]:
        """Add files and folders; an empty ``collection`` leaves known files where they are.

        Raises UserError when a path does not exist, Cancelled between files.
        """
        found = list(files_below(paths))
        files = [str(file) for file in found if _has_storable_name(file)]
        nameless = [_nameless(file) for file in found if not _has_storable_name(file)]
        if on_result is not None:
            for result in nameless:
                on_result(result)
        self.queue.enqueue(files, collection)
        asked = {item.path: item for item in (*self.queue.pending(), *self.queue.failed())}
        return nameless + self._work_through([asked[file] for file in files], progress, on_result)

    def resume(self, progress: Progress, on_result: Callable[[AddResult], None] | None = None) -> list[AddResult]:
        """Finish what an earlier run began and did not end."""
        return self._work_through(self.queue.pending(), progress, on_result)

    def _work_through(
        self,
        items: Sequence[QueueItem],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None,
    ) -> list[AddResult]:
        results = []
        before = self.catalogue.ids()
        try:
            for done, item in enumerate(items):
                progress.report("ingest", done, len(items), Path(item.path).name)
                result = self._add_file(item, progress)
                results.append(result)
                if on_result is not None:
                    on_result(result)
        finally:
            self._drop_replaced(before)
        self.queue.forget_done()
        progress.report("ingest", len(items), len(items))
        return results

    def _add_file(self, item: QueueItem, progress: Progress) -> AddResult:
        began = time.perf_counter()
        file = Path(item.path)
        if item.state is QueueState.FAILED:
            return _failed(file, Issue("crash", item.error or ""))
        self.queue.start(item.path)
        try:
            result = self._read_and_store(file, item.collection, progress)
        except UnreadableFile as error:
            result = _failed(file, Issue(error.code, _sentences(error.message, error.hint)))
            self.queue.fail(item.path, result.issues[0].message)
        except BaseException:  # cancelled, disk full, …: no fault of the file's, it waits for the next time
            self.queue.put_back(item.path)
            raise
        else:
            self.queue.finish(item.path)
        result = replace(result, seconds=round(time.perf_counter() - began, 3))
        codes = ",".join(issue.code for issue in result.issues) or "-"
        _log.info("add %s: %s, issues %s, %.3f s", result.document_id or "-", result.status, codes, result.seconds)
        return result

    def _read_and_store(self, file: Path, collection: str, progress: Progress) -> AddResult:
        from app.ingest.pipeline import file_fingerprint  # with every reader: too slow before the lock is tried

        known = self.catalogue.find(file_fingerprint(file))
        collection = collection or self._collection_of(file, known)
        if known is not None:
            self._restore_original(file, known)
            self.catalogue.move(known.id, path=str(file), collection=collection)
            return AddResult(
                str(file), file.name, known.id, "unchanged", known.pages, known.clauses, issues=known.issues
            )
        with self._copied(file) as (copy, _):
            document = self.reader.read(copy, progress.cancel, file=file.name)
            self._keep(copy, document.id, document.format, file)
        stored = self.catalogue.put(document, path=str(file), collection=collection)
        status = "partial" if document.is_partial and stored.status != "unchanged" else stored.status
        return AddResult(
            str(file), file.name, document.id, status, document.pages, len(document.clauses), document.issues
        )

    def _collection_of(self, file: Path, known: StoredFile | None) -> str:
        """Where this content, or what was read from this path before, is already."""
        before = known or self.catalogue.find_at(str(file))
        return before.collection if before is not None else DEFAULT_COLLECTION

    @contextmanager
    def _copied(self, file: Path) -> Iterator[tuple[Path, str]]:
        """A synced copy and the SHA-256 of its bytes; gone at the end unless it was kept.

        What is read is the copy, so that clauses and page agree also when the file changes meanwhile.
        """
        copy = self.paths.originals / f"adding{file.suffix.lower()}{PARTIAL}"
        digest = hashlib.sha256()
        try:
            try:
                source = file.open("rb")
            except OSError as error:  # it was there a moment ago, when it was hashed
                raise unreadable(UnreadableCode.PERMISSION, file.name) from error
            with source, _disk_faults(file), copy.open("wb") as target:
                while block := source.read(COPY_BLOCK):
                    digest.update(block)
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
            yield copy, digest.hexdigest()
        finally:
            copy.unlink(missing_ok=True)

    def _keep(self, copy: Path, document_id: str, file_format: str, file: Path) -> None:
        """Before the commit: a document in the catalogue always has the page it cites."""
        with _disk_faults(file):
            rename_whole(copy, original_path(self.paths, document_id, file_format))

    def _restore_original(self, file: Path, known: StoredFile) -> None:
        """Copy again where the copy of an unchanged document was lost or cut short."""
        kept = original_path(self.paths, known.id, known.format)
        if kept.exists() and kept.stat().st_size == file.stat().st_size:
            return
        with self._copied(file) as (copy, sha256):
            if document_id(sha256) == known.id:  # else it changed since it was hashed, and comes the next time
                self._keep(copy, known.id, known.format, file)

    def _drop_replaced(self, before: set[str]) -> None:
        """What replaced versions left in the catalogue's file, their copies, and copies that a kill left half written.

        Any other copy stays, also one that the catalogue does not know: where the catalogue was lost, the copies
        are all that is left.
        """
        gone = before - self.catalogue.ids()
        if gone:
            self.catalogue.erase_replaced()
        for kept in self.paths.originals.iterdir():
            if kept.stem in gone or kept.suffix == PARTIAL:
                kept.unlink(missing_ok=True)


@contextmanager
def _disk_faults(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            tr("{file} 存不进工作区：{cause}", file=file.name, cause=error.strerror or error),
            tr("请检查磁盘空间；已经加入的文件都在，再加一次会接着做。"),
        ) from error


def _sentences(*texts: str) -> str:
    """Each text with the full stop that a message on its own goes without."""
    return "".join(text if text.endswith(SENTENCE_ENDS) else f"{text}。" for text in texts if text)


def _failed(file: Path, issue: Issue) -> AddResult:
    return AddResult(str(file), file.name, None, "failed", issues=(issue,))


def _nameless(file: Path) -> AddResult:
    """A name in another encoding (an archive packed on Windows, say) can be neither stored nor shown."""
    shown = Path(os.fsencode(file).decode("utf-8", "replace"))
    message = tr("“{file}”的文件名不是 UTF-8 编码，读不了。请改名后再添加。", file=shown.name)
    return _failed(shown, Issue("name", message))


def _has_storable_name(file: Path) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in str(file))


def original_path(paths: WorkspacePaths, document_id: str, file_format: str) -> Path:
    """Where the copy lies: named by what the file is, so that a renamed or wrongly named file is found again."""
    return paths.originals / f"{document_id}.{SUFFIXES.get(file_format, file_format)}"


def files_below(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named and those below the folders named, absolute, each once, in a fixed order.

    A folder that may not be listed is given itself, so that it is told as one that could not be read. Raises UserError.
    """
    seen: set[Path] = set()
    for path in paths:
        _require(path)
        found = sorted(_walk(path)) if path.is_dir() else [path]
        for file in found:
            if (absolute := _absolute(file)) not in seen:
                seen.add(absolute)
                yield absolute


def _require(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        raise UserError(tr("没有这个文件或文件夹：{path}", path=path), tr("请检查路径是否写对。")) from error
    except OSError as error:
        raise UserError(
            tr("读不到 {path}：{cause}", path=path, cause=error.strerror or error), tr("请检查路径和它的权限。")
        ) from error


def _absolute(file: Path) -> Path:
    """One spelling for one place: a/../b is b, or a file changed would be a second document."""
    absolute = file.absolute()
    return absolute.parent.resolve() / absolute.name if ".." in absolute.parts else absolute


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for directory, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(IGNORED_PREFIXES)]
        yield from (Path(directory) / name for name in names if not name.startswith(IGNORED_PREFIXES))
    yield from (Path(error.filename) for error in closed)
