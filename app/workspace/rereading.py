"""Documents that are held are read once more from the copies of their files, by the rules of today."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.document import Issue
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.ingest.errors import UnreadableFile
from app.ingest.lines import DEFAULT_OPTIONS, ReadOptions
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue, Entry
from app.workspace.adding import AddResult, removed_meanwhile, telling
from app.workspace.originals import Originals
from app.workspace.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Rereader:
    """One document at a time, each in a commit of its own. Corrections stay in force."""

    originals: Originals
    catalogue: Catalogue
    reader: DocumentReader
    options: ReadOptions = DEFAULT_OPTIONS
    passwords: Passwords = field(default_factory=Passwords)

    def reread(
        self,
        entries: Sequence[Entry],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
    ) -> list[AddResult]:
        """Read these documents again; what cannot be read keeps its old reading. Raises Cancelled between files."""
        results = []
        try:
            for done, entry in enumerate(entries):
                progress.report("ingest", done, len(entries), entry.file)
                results.append(self._reread(entry, progress))
                if on_result is not None:
                    on_result(results[-1])
        finally:
            self.catalogue.erase_replaced()
        progress.report("ingest", len(entries), len(entries))
        return results

    def _reread(self, entry: Entry, progress: Progress) -> AddResult:
        began = time.perf_counter()
        copy = self.originals.path_of(entry.id, entry.format)
        if not copy.exists():
            return _failed(entry, Issue("copy_missing", tr("工作区里没有它的副本，请把这个文件重新添加一次。")))
        try:
            password = self.options.password or self.passwords.of(entry.id)
            options = replace(telling(self.options, progress, entry.file), password=password)
            data = self.originals.content(copy)
            document = self.reader.read(copy, progress.cancel, file=entry.file, options=options, data=data)
        except UnreadableFile as error:
            return _failed(entry, Issue(error.code, error.message))
        if document.id != entry.id:
            return _failed(entry, Issue("copy_changed", tr("工作区里的副本与原文件不同，请把这个文件重新添加一次。")))
        if copy.exists():  # else it was removed meanwhile, and so was its copy
            self.originals.follow_format(entry.id, entry.format, document.format)
        if self.catalogue.put_again(document) is None:
            self.originals.drop({entry.id})
            return _failed(entry, removed_meanwhile())
        return AddResult(
            entry.path,
            entry.file,
            entry.id,
            "partial" if document.is_partial else "updated",
            document.pages,
            len(document.clauses),
            document.issues,
            round(time.perf_counter() - began, 3),
        )


def _failed(entry: Entry, issue: Issue) -> AddResult:
    return AddResult(entry.path, Path(entry.path).name, entry.id, "failed", entry.pages, entry.clauses, issues=(issue,))
