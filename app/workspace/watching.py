"""Watched folders: what is new or changed in them is added, once it has been copied whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.library.collection_names import DEFAULT_COLLECTION
from app.library.watched import FileState, WatchedFolder, WatchedFolders
from app.workspace.adding import REMOVED_MEANWHILE, AddResult
from app.workspace.files_below import IGNORED_PREFIXES, files_below, has_storable_name
from app.workspace.places import content_of
from app.workspace.writing import require_writing

SETTLED_SECONDS = 4.0
"""A file whose size and time have not changed for so long has been copied whole."""

OnResult = Callable[[AddResult], None]


class AddFiles(Protocol):
    """Workspace.add."""

    def __call__(
        self, paths: Sequence[Path], progress: Progress, on_result: OnResult | None = None, *, collection: str | None
    ) -> list[AddResult]: ...


HeldIds = Callable[[], set[str]]
"""Catalogue.ids."""


@dataclass(frozen=True, slots=True)
class FolderLook:
    """What a look into one folder has found. ``changed`` are files to add; ``settling`` counts those that somebody may
    still be writing: look again in SETTLED_SECONDS. A folder that ``is_missing`` may be on a stick that is not in."""

    folder: WatchedFolder
    changed: tuple[Path, ...] = ()
    settling: int = 0
    is_missing: bool = False


@dataclass(slots=True)
class Watching:
    """The watched folders of one workspace. Changes need a workspace that was opened for writing."""

    folders: WatchedFolders
    add_files: AddFiles
    held: HeldIds
    is_writing: bool
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[FileState, float]] = field(default_factory=dict)
    """Changed files by path as they were first seen so, and when."""

    def watch(self, folder: Path, collection: str = DEFAULT_COLLECTION) -> WatchedFolder:
        """Watch a folder with all below it from now on. Raises UserError for what is no folder, or inside another
        watched one."""
        require_writing(self.is_writing)
        if not folder.is_dir():
            raise UserError(tr("没有这个文件夹：{path}", path=folder), tr("请检查路径是否写对。"))
        path = folder.resolve()
        for other in self.folders.folders():
            if path != Path(other.path) and path.is_relative_to(other.path):
                raise UserError(
                    tr("这个文件夹已在监视之中：{path}", path=other.path), tr("下级文件夹会一并监视，不用另外添加。")
                )
        self.folders.add(str(path), collection)
        return next(found for found in self.folders.folders() if found.path == str(path))

    def unwatch(self, path: str) -> None:
        """Watch a folder no longer; its documents stay."""
        require_writing(self.is_writing)
        self.folders.remove(path)

    def look(self, progress: Progress) -> list[FolderLook]:
        """See what is new or changed, reading no file. Raises Cancelled between folders."""
        looks = []
        for folder in self.folders.folders():
            progress.cancel.raise_if_cancelled()
            looks.append(self._look_into(folder))
        return looks

    def folders_below(self, folders: Sequence[Path], most: int) -> list[str]:
        """These folders and those below them, for whoever is told of their changes; no more than ``most``."""
        found: list[str] = []
        for folder in folders:
            for directory, below, _ in os.walk(folder):
                below[:] = [name for name in below if not name.startswith(IGNORED_PREFIXES)]
                if len(found) == most:
                    return found
                found.append(directory)
        return found

    def scan(self, progress: Progress, on_result: OnResult | None = None) -> list[FolderLook]:
        """Add what is new or changed. A file that cannot be read is tried again when it changes. Raises Cancelled."""
        require_writing(self.is_writing)
        looks = self.look(progress)
        for found in looks:
            if found.changed:
                self._add(found, progress, on_result)
        return looks

    def _look_into(self, folder: WatchedFolder) -> FolderLook:
        if not Path(folder.path).is_dir():
            return FolderLook(folder, is_missing=True)
        known = self.folders.states(folder.path)
        settled, settling = [], 0
        for file, state in _states_below(Path(folder.path)):
            if known.get(str(file)) == state:
                self._seen.pop(str(file), None)
            elif self._is_settled(str(file), state):
                settled.append(file)
            else:
                settling += 1
        return FolderLook(folder, tuple(settled), settling)

    def _is_settled(self, path: str, state: FileState) -> bool:
        before, since = self._seen.get(path, (None, 0.0))
        if before != state:
            self._seen[path] = (state, self.clock())
            return False
        return self.clock() - since >= SETTLED_SECONDS

    def _add(self, found: FolderLook, progress: Progress, on_result: OnResult | None) -> None:
        """Files that left since the look are no matter of anyone's. Each is noted as it was before it was read.

        What a person has removed from the library does not come back for a new date or name, and what is held stays
        in the collection that it is in.
        """
        folder = found.folder.path
        states = {str(file): state for file in found.changed if (state := _state_of(file)) is not None}
        before, held = self.folders.contents(folder), self.held()
        contents = _contents(states, progress)
        removed = set(before.values()) - held
        let_be = {path for path, content in contents.items() if content in removed}

        def take_note(path: str, content: str) -> None:
            self.folders.note_contents(folder, {path: content})
            self.folders.note(folder, {path: states[path]})
            self._seen.pop(path, None)

        def note(result: AddResult) -> None:
            if result.path in states:
                was_removed = any(issue.code == REMOVED_MEANWHILE for issue in result.issues)
                take_note(result.path, contents[result.path] if was_removed else result.document_id or "")
            if on_result is not None:
                on_result(result)

        for path in let_be:
            take_note(path, contents[path])
        known = {path for path in states if before.get(path) in held or contents.get(path) in held}
        for paths, collection in ((known, None), (states.keys() - known, found.folder.collection)):
            wanted = [Path(path) for path in states if path in paths and path not in let_be]
            if wanted:
                self.add_files(wanted, progress, note, collection=collection)


def _states_below(folder: Path) -> Iterator[tuple[Path, FileState]]:
    """The files that our readers take, by their names."""
    from app.ingest.detection import readable_suffixes  # the readers are not needed until a folder is watched

    suffixes = frozenset(readable_suffixes())
    try:
        for file in files_below([folder]):
            state = _state_of(file) if file.suffix.lower() in suffixes and has_storable_name(file) else None
            if state is not None:
                yield file, state
    except UserError:  # a stick was pulled out while we looked
        return


def _contents(paths: Iterable[str], progress: Progress) -> dict[str, str]:
    """What these files hold, by path, as ``content_of`` tells it. Raises Cancelled between files."""
    found = {}
    for path in paths:
        progress.cancel.raise_if_cancelled()
        found[path] = content_of(Path(path))
    return found


def _state_of(file: Path) -> FileState | None:
    """None where there is no such file any more; an empty one has only been begun."""
    try:
        status = file.stat()
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns) if status.st_size and file.is_file() else None
