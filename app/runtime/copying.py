"""Files of gigabytes from one place to another: whole or not at all, with room for them checked first."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr

BLOCK = 4 << 20
"""Bytes at a time: full disk speed, and cancelled within a blink."""

SPARE = 256 << 20
"""Bytes left free beside what is asked for: a disk filled to the brim stops the whole machine."""


def copy_file(source: Path, target: Path, progress: Progress) -> None:
    """Copy a file, reporting bytes done of all. Raises EnvironmentFault and Cancelled."""
    temporary = target.with_name(target.name + ".part")
    try:
        total = source.stat().st_size
        target.parent.mkdir(parents=True, exist_ok=True)
        require_room(target.parent, total)
        with source.open("rb") as read, temporary.open("wb") as write:
            while block := read.read(BLOCK):
                write.write(block)
                progress.report(tr("复制 {name}", name=source.name), write.tell(), total)
        temporary.replace(target)
    except OSError as error:
        raise EnvironmentFault(
            tr("不能复制 {name}：{cause}", name=source.name, cause=error.strerror or error),
            tr("请检查磁盘空间和读写权限。"),
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def require_room(folder: Path, size: int) -> None:
    """Raises EnvironmentFault when the disk of an existing folder has no room for so many more bytes."""
    free = shutil.disk_usage(folder).free
    if free < size + SPARE:
        raise EnvironmentFault(
            tr("磁盘空间不足：还需 {needed} MB，剩余 {free} MB", needed=(size + SPARE) >> 20, free=free >> 20),
            tr("请腾出空间，或用环境变量 ZHUNSHENG_MODELS 指定别的模型文件夹。"),
        )
