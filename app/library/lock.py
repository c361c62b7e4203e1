"""The write lock of a workspace: one writer at a time, refused at once and not after a wait.

The operating system holds the lock for the open file, so it is free again however the holder ends, kill -9 included.
The process id in the file is for the message alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from app.foundation.errors import EnvironmentFault, WorkspaceBusy
from app.foundation.file_lock import lock_now
from app.foundation.files import PRIVATE_FILE
from app.foundation.messages import tr


class WriteLock:
    """A held lock. ``take`` it, ``release`` it, or use it in a with statement."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Raises WorkspaceBusy naming the holder's process, EnvironmentFault when the file cannot be made."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        except OSError as error:
            raise EnvironmentFault(
                tr("不能打开工作区的锁文件 {path}：{cause}", path=path, cause=error.strerror or error),
                tr("请检查该目录是否存在、可写。"),
            ) from error
        try:
            lock_now(descriptor)
        except OSError as error:
            holder = _holder(descriptor)
            os.close(descriptor)
            raise WorkspaceBusy(
                tr("工作区 {path} 正被另一个进程（{pid}）写入。", path=path.parent, pid=holder or "?"),
                tr("请等它完成后再试，或关闭那个程序；查询不受影响。"),
            ) from error
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())
        return cls(descriptor)

    def release(self) -> None:
        """Let the next writer in. A second call does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.ftruncate(descriptor, 0)
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 20).decode("ascii", "replace").strip()
