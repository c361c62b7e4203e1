"""Drop files: each one becomes a stored document, or an issue that says why not; the rest goes on."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.document import Issue
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.ingest.errors import UnreadableFile
from app.ingest.lines import DEFAULT_OPTIONS, OcrMode, ReadOptions
from app.ingest.ocr.engine import is_installed
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue, StoredFile
from app.library.collection_names import DEFAULT_COLLECTION
from app.library.queue import IngestQueue, QueueItem
from app.workspace.files_below import files_below, has_storable_name
from app.workspace.originals import Originals
from app.workspace.places import Places

_log = logging.getLogger(__name__)

UNRECOGNISED = frozenset(("no_text_layer", "ocr_missing"))
"""Issues of pages that were not read and that OCR may read."""
REMOVED_MEANWHILE = "removed"
"""The issue of a file whose document a person has removed while it was read."""
SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "；", "：")


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
class Queued:
    """Files that were asked for, and how many of them waited, or were being read, already."""

    files: int
    waiting_before: int


@dataclass(frozen=True, slots=True)
class Adder:
    """Reads files in a worker and stores them one at a time, so that a kill loses only the file in hand."""

    originals: Originals
    catalogue: Catalogue
    queue: IngestQueue
    reader: DocumentReader
    options: ReadOptions = DEFAULT_OPTIONS

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
        files = [str(file) for file in found if has_storable_name(file)]
        nameless = [_nameless(file) for file in found if not has_storable_name(file)]
        if on_result is not None:
            for result in nameless:
                on_result(result)
        self.queue.enqueue(files, collection)
        asked = {item.path: item for item in self.queue.pending()}
        return nameless + self._work_through([asked[file] for file in files], progress, on_result)

    def enqueue(self, paths: Sequence[Path], collection: str) -> Queued:
        """Put files and folders into the queue and read none of them. Raises UserError when a path does not exist."""
        files = [str(file) for file in files_below(paths) if has_storable_name(file)]
        waiting = {item.path for item in self.queue.pending()}
        self.queue.enqueue(files, collection)
        return Queued(len(files), sum(file in waiting for file in files))

    def resume(self, progress: Progress, on_result: Callable[[AddResult], None] | None = None) -> list[AddResult]:
        """Finish what an earlier run began and did not end."""
        return self._work_through(self.queue.pending(), progress, on_result)

    def _work_through(
        self,
        items: Sequence[QueueItem],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None,
    ) -> list[AddResult]:
        results: list[AddResult] = []
        before = self.catalogue.ids()
        files = [Path(item.path) for item in items]
        places = Places(self.originals, self.catalogue, files, self.catalogue.collections_by_path())
        try:
            for done, item in enumerate(items):
                progress.report("ingest", done, len(items), Path(item.path).name)
                result = self._add_file(item, places, progress)
                results.append(result)
                if on_result is not None:
                    on_result(result)
        finally:
            self._drop_replaced(before, results)
        self.queue.forget_done()
        progress.report("ingest", len(items), len(items))
        return results

    def _add_file(self, item: QueueItem, places: Places, progress: Progress) -> AddResult:
        began = time.perf_counter()
        file = Path(item.path)
        if item.crashes_the_program:
            return _failed(file, Issue("crash", self.queue.give_up(item.path)))
        collection = self.queue.collection_of(item.path)  # a person may have chosen another one meanwhile
        self.queue.start(item.path)
        try:
            result = self._read_and_store(file, collection, places, progress)
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

    def _read_and_store(self, file: Path, wanted: str, places: Places, progress: Progress) -> AddResult:
        # with every reader: too slow before the lock is tried
        from app.ingest.pipeline import READING_RULES, file_fingerprint

        known = self.catalogue.find(file_fingerprint(file))
        collection = wanted or self._collection_of(file, known, places)
        if known is not None and known.rules >= READING_RULES and not self._is_to_recognise(known):
            self.originals.restore(file, known)
            moved = places.moved(known.id, file)
            self.catalogue.move(known.id, path=str(file), collection=collection, moved=moved)
            return AddResult(
                str(file), file.name, known.id, "unchanged", known.pages, known.clauses, issues=known.issues
            )
        with self.originals.copied(file) as copy:
            options = telling(self.options, progress, file.name)
            data = self.originals.content(copy.path)
            document = self.reader.read(copy.path, progress.cancel, file=file.name, options=options, data=data)
            self.originals.keep(copy, document.id, document.format)
        path, moved = str(file), places.moved(document.id, file)
        if known is None:
            stored = self.catalogue.put(document, path=path, collection=collection, moved=moved)
        elif (again := self.catalogue.put_again(document, path=path, collection=wanted, moved=moved)) is not None:
            stored = again
        else:
            self.originals.drop({document.id})
            return _failed(file, removed_meanwhile())
        status = "partial" if document.is_partial and stored.status != "unchanged" else stored.status
        return AddResult(
            str(file), file.name, document.id, status, document.pages, len(document.clauses), document.issues
        )

    def _is_to_recognise(self, known: StoredFile) -> bool:
        """Whether pages that an earlier reading left out, or all of them, are wanted by OCR now."""
        left_out = any(issue.code in UNRECOGNISED for issue in known.issues)
        return self.options.ocr is OcrMode.ALWAYS or (left_out and self.options.ocr is OcrMode.AUTO and is_installed())

    def _collection_of(self, file: Path, known: StoredFile | None, places: Places) -> str:
        """Where this content, or what was read from this path before, is already."""
        before = known or self.catalogue.find_at(str(file))
        return before.collection if before is not None else places.collections.get(str(file), DEFAULT_COLLECTION)

    def _drop_replaced(self, before: set[str], results: Sequence[AddResult]) -> None:
        """What replaced versions and readings left in the catalogue's file, and the copies of those versions."""
        gone = before - self.catalogue.ids()
        if gone or any(result.document_id in before and result.status != "unchanged" for result in results):
            self.catalogue.erase_replaced()
        try:
            self.originals.drop(gone)
            self.originals.drop_unfinished()
        except OSError as error:  # the catalogue has noted them: they are cleared later
            _log.warning("copies of replaced versions stay for now: %s", error.strerror)


def telling(options: ReadOptions, progress: Progress, file: str) -> ReadOptions:
    """The options with the pages of slow reading told as progress."""
    return replace(options, on_page=lambda done, total: progress.report("ocr", done, total, file))


def _sentences(*texts: str) -> str:
    """One text or two, each with the full stop that a message on its own goes without."""
    told = [text if text.endswith(SENTENCE_ENDS) else tr("{text}。", text=text) for text in texts if text]
    return tr("{first}{second}", first=told[0], second=told[1]) if len(told) == 2 else "".join(told)


def _failed(file: Path, issue: Issue) -> AddResult:
    return AddResult(str(file), file.name, None, "failed", issues=(issue,))


def removed_meanwhile() -> Issue:
    return Issue(REMOVED_MEANWHILE, tr("它在读取期间已从文库移除，没有再加进去。要它回来，请重新添加。"))


def _nameless(file: Path) -> AddResult:
    """A name in another encoding (an archive packed on Windows, say) can be neither stored nor shown."""
    shown = Path(os.fsencode(file).decode("utf-8", "replace"))
    message = tr("“{file}”的文件名不是 UTF-8 编码，读不了。请改名后再添加。", file=shown.name)
    return _failed(shown, Issue("name", message))
