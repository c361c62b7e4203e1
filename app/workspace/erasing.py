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
from app.security.audit.entry import Kind
from app.security.roles import Right
from app.workspace.auditing import Auditing


@dataclass(frozen=True, slots=True)
class Erased:
    """``left`` could not be deleted, or is nothing of ours; it still lies there. ``log`` is the folder of the audit
    log, which stays."""

    root: Path
    size: int
    left: tuple[Path, ...]
    log: Path


def bytes_held(paths: WorkspacePaths) -> int:
    """What ``erase`` would take away. Raises UserError where there is no workspace."""
    _require_workspace(paths)
    return sum(bytes_below(path) for path in _ours(paths))


def erase(paths: WorkspacePaths, audit: Auditing | None = None) -> Erased:
    """Delete all of it for good: documents, conversations, settings, keys, logs. Models, the files that documents were
    added from and the audit log stay; the folder goes too when nothing lies in it any more. ``audit`` is the
    workspace's own where somebody has signed in with it.

    The catalogue goes first, so that a workspace that is erased halfway is never opened as if it were whole. Raises
    UserError where there is no workspace, NotAllowed, WorkspaceBusy while somebody writes into it.
    """
    _require_workspace(paths)
    audit = audit or Auditing(paths)
    audit.roles.require(Right.GUARD)
    held, failed = 0, []
    with WriteLock.take(paths.lock):
        audit.collect_refusals()
        audit.note(Kind.ERASE, {"bytes": sum(bytes_below(path) for path in _ours(paths))})
        stop_logging()  # an open file cannot be deleted everywhere
        for path in _ours(paths):
            size = bytes_below(path)
            if _deleted(path):
                held += size
            else:
                failed.append(path)
    _deleted(paths.lock)
    log = audit.log.folder
    held_still = sorted(paths.root.iterdir())
    if not held_still:
        paths.root.rmdir()
    return Erased(paths.root, held, tuple(path for path in held_still if path != log), log)


def _require_workspace(paths: WorkspacePaths) -> None:
    if not paths.catalogue.is_file():
        raise UserError(
            tr("{path} 不是准绳的工作区，什么也没有删。", path=paths.root), tr("请用 --data 指定工作区目录。")
        )


def _ours(paths: WorkspacePaths) -> Iterator[Path]:
    """By name, and nothing else: a person may have put files of their own beside them."""
    if paths.vault.exists():  # without its key the rest is noise, whatever stays on the disk
        yield paths.vault
    yield from sorted(paths.root.glob(f"{paths.catalogue.name}*"))
    named = (
        paths.index,
        paths.originals,
        paths.incoming,
        paths.outgoing,
        paths.switching,
        paths.switched,
        paths.signing_key.parent,
        paths.speeds,
        paths.window,
        paths.last_backup,
        paths.settings,
        paths.roles,
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
