"""Which files are meant when a person names files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.messages import tr

IGNORED_PREFIXES = (".", "~$")
"""Hidden files, and the lock files that office programs leave beside a document in use."""
PAGE_SUFFIXES = (".html", ".htm")
PAGE_FOLDERS = ("_files", ".files", "_文件")
"""What browsers add to the name of a saved page for the folder of its pictures and scripts."""


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


def has_storable_name(file: Path) -> bool:
    """False where the path is not UTF-8 on the disk: Python holds such bytes as surrogates, which nothing stores."""
    return not any("\ud800" <= character <= "\udfff" for character in str(file))


def _require(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        raise UserError(tr("没有这个文件或文件夹：{path}", path=path), tr("请检查路径是否写对。")) from error
    except OSError as error:
        raise UserError(
            tr("读不到 {path}：{cause}", path=path, cause=error.strerror or error), tr("请检查路径和它的权限。")
        ) from error
    except ValueError as error:  # a NUL, which an address dropped from a page may hold
        shown = str(path).replace("\0", "�")
        raise UserError(tr("没有这个文件或文件夹：{path}", path=shown), tr("请检查路径是否写对。")) from error


def _absolute(file: Path) -> Path:
    """One spelling for one place: a/../b is b, or a file changed would be a second document."""
    absolute = file.absolute()
    return absolute.parent.resolve() / absolute.name if ".." in absolute.parts else absolute


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for directory, folders, names in os.walk(folder, onerror=closed.append):
        pages = {name.removesuffix(suffix) for suffix in PAGE_SUFFIXES for name in names if name.endswith(suffix)}
        saved_with = {page + ending for page in pages for ending in PAGE_FOLDERS}
        folders[:] = [name for name in folders if not name.startswith(IGNORED_PREFIXES) and name not in saved_with]
        yield from (Path(directory) / name for name in names if not name.startswith(IGNORED_PREFIXES))
    yield from (Path(error.filename) for error in closed)
