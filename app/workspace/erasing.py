"""Take away everything that a workspace holds: what no package does when it is removed, and only a person asks for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.files import bytes_below
from app.foundation.logs import stop_logging
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.library.lock import WriteLock


@dataclass(frozen=True, slots=True)
class Erased:
    """``left`` could not be deleted, or is nothing of ours; it still lies there."""

    root: Path
    size: int
    left: tuple[Path, ...]


def bytes_held(paths: WorkspacePaths) -> int:
    """What ``erase`` would take away. Raises UserError where there is no workspace."""
    _require_workspace(paths)
    return sum(bytes_below(path) for path in _ours(paths))


def erase(paths: WorkspacePaths) -> Erased:
    """Delete all of it for good: documents, conversations, settings, keys, logs. The folder goes too when nothing of
    anybody else's lies in it. Models and the files that documents were added from stay.

    The catalogue goes first, so that a workspace that is erased halfway is never opened as if it were whole. Raises
    UserError where there is no workspace, WorkspaceBusy while somebody writes into it.
    """
    _require_workspace(paths)
    held, failed = 0, []
    with WriteLock.take(paths.lock):
        stop_logging()  # an open file cannot be deleted everywhere
        for path in _ours(paths):
            size = bytes_below(path)
            if _deleted(path):
                held += size
            else:
                failed.append(path)
    _deleted(paths.lock)
    left = tuple(sorted(paths.root.iterdir()))
    if not left:
        paths.root.rmdir()
    return Erased(paths.root, held, left)


def _require_workspace(paths: WorkspacePaths) -> None:
    if not paths.catalogue.is_file():
        raise UserError(
            tr("{path} 不是准绳的工作区，什么也没有删。", path=paths.root), tr("请用 --data 指定工作区目录。")
        )


def _ours(paths: WorkspacePaths) -> Iterator[Path]:
    """By name, and nothing else: a person may have put files of their own beside them."""
    yield from sorted(paths.root.glob(f"{paths.catalogue.name}*"))
    named = (
        paths.index,
        paths.originals,
        paths.incoming,
        paths.outgoing,
        paths.signing_key.parent,
        paths.speeds,
        paths.window,
        paths.last_backup,
        paths.settings,
        paths.logs,
    )
    yield from (path for path in named if path.exists() or path.is_symlink())


def _deleted(path: Path) -> bool:
    """Whether it is gone; of a folder as much as can be is. A link is deleted and not what it leads to."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, onerror=lambda *_: None)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return not path.exists()
