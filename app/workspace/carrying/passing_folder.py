"""A private folder for what is needed only while a library is carried."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.foundation.paths import PRIVATE_FOLDER


@contextmanager
def passing_folder(folder: Path) -> Iterator[Path]:
    """Empty at first, also where a kill has left it, and gone afterwards. Raises EnvironmentFault for the disk's
    faults within."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER)
        yield folder
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了 {path}：{cause}", path=folder, cause=error.strerror or error), tr("请检查磁盘空间。")
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
