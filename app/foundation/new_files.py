"""Files that a person asks for by name: never written over another, and an error that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr


def require_new(path: Path) -> None:
    """Raises UserError for a name that is taken or that no file can have, and for a folder that is not there."""
    try:
        os.lstat(path)
        is_taken = True
    except (FileNotFoundError, NotADirectoryError):
        is_taken = False
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        raise UserError(
            tr("{name} 用不了：{cause}", name=path.name, cause=_cause(error)),
            tr("请换一个短一些的文件名，或换一个能写的地方。"),
        ) from error
    if is_taken:
        raise UserError(tr("{path} 已经在了，没有改动它。", path=path), tr("请给一个新的文件名。"))
    if not path.parent.is_dir():
        raise UserError(tr("没有 {folder} 这个文件夹。", folder=path.parent), tr("请先建好文件夹，或换一个地方。"))


def write_new(path: Path, data: bytes) -> None:
    """Write all or nothing. Raises UserError (``require_new``), EnvironmentFault when the disk refuses."""
    require_new(path)
    try:
        write_whole(path, data)
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了 {path}：{cause}", path=path, cause=error.strerror or error), tr("请换一个能写的地方。")
        ) from error


def _cause(error: OSError | ValueError) -> object:
    return (error.strerror or error) if isinstance(error, OSError) else error
