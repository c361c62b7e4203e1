"""Drop files: each one becomes a stored document, or an issue that says why not; the rest goes on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.document import Document, Issue
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.ingest.errors import UnreadableFile
from app.ingest.pipeline import file_fingerprint
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue
from app.library.queue import IngestQueue, QueueItem, QueueState

DEFAULT_COLLECTION = "default"
SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "；", "：")
IGNORED_PREFIXES = (".", "~$")
"""Hidden files, and the lock files that office programs leave beside a document in use."""


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
        """Add files and folders. Raises UserError when a path does not exist, Cancelled between files."""
        files = [str(file) for file in files_below(paths)]
        self.queue.enqueue(files, collection)
        asked = {item.path: item for item in (*self.queue.pending(), *self.queue.failed())}
        return self._work_through([asked[file] for file in files], progress, on_result)

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
        for done, item in enumerate(items):
            progress.report("ingest", done, len(items), Path(item.path).name)
            result = self._add_file(item, progress)
            results.append(result)
            if on_result is not None:
                on_result(result)
        self._drop_stale_originals()
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
        return replace(result, seconds=round(time.perf_counter() - began, 3))

    def _read_and_store(self, file: Path, collection: str, progress: Progress) -> AddResult:
        known = self.catalogue.find(file_fingerprint(file))
        if known is not None:
            self.catalogue.move(known.id, path=str(file), collection=collection)
            return AddResult(str(file), file.name, known.id, "unchanged", known.pages, known.clauses)
        document = self.reader.read(file, progress.cancel)
        self._keep_original(file, document)
        stored = self.catalogue.put(document, path=str(file), collection=collection)
        status = "partial" if document.is_partial and stored.status != "unchanged" else stored.status
        return AddResult(
            str(file), file.name, document.id, status, document.pages, len(document.clauses), document.issues
        )

    def _keep_original(self, file: Path, document: Document) -> None:
        """Copy before the commit: a document in the catalogue always has the page it cites."""
        kept = original_path(self.paths, document.id, file.suffix)
        if kept.exists():
            return
        partial = kept.with_suffix(kept.suffix + ".part")
        try:
            with file.open("rb") as source, partial.open("wb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
            partial.replace(kept)
        except OSError as error:
            raise EnvironmentFault(
                tr("{file} 存不进工作区：{cause}", file=file.name, cause=error.strerror or error),
                tr("请检查磁盘空间；已经加入的文件都在，再加一次会接着做。"),
            ) from error

    def _drop_stale_originals(self) -> None:
        """Copies whose document was replaced, and those that a kill left half written."""
        known = {entry.id for entry in self.catalogue.entries()}
        for kept in self.paths.originals.iterdir():
            if kept.stem not in known:
                kept.unlink(missing_ok=True)


def _sentences(*texts: str) -> str:
    """Each text with the full stop that a message on its own goes without."""
    return "".join(text if text.endswith(SENTENCE_ENDS) else f"{text}。" for text in texts if text)


def _failed(file: Path, issue: Issue) -> AddResult:
    return AddResult(str(file), file.name, None, "failed", issues=(issue,))


def original_path(paths: WorkspacePaths, document_id: str, suffix: str) -> Path:
    return paths.originals / f"{document_id}{suffix.lower()}"


def files_below(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named and those below the folders named, absolute, each once, in a fixed order. Raises UserError."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UserError(tr("没有这个文件或文件夹：{path}", path=path), tr("请检查路径是否写对。"))
        found = sorted(_walk(path)) if path.is_dir() else [path]
        for file in found:
            if (absolute := file.absolute()) not in seen:
                seen.add(absolute)
                yield absolute


def _walk(folder: Path) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(IGNORED_PREFIXES)]
        yield from (Path(directory) / name for name in names if not name.startswith(IGNORED_PREFIXES))
