"""Log files in the workspace, readable by their owner alone.

Logs name what was done and what failed, never the text of a document or a question: they are handed to whoever
maintains the machine. Government offices keep them for six months (政务领域人工智能大模型部署应用指引, 2025-10);
the sizes below hold more than that at an office's pace.
"""

from __future__ import annotations

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr

LOG_FILE = "zhunsheng.log"
LARGEST_FILE = 4 * 1024 * 1024
KEPT_FILES = 8
APPLICATION_LOGGER = "app"
LONGEST_CHAIN = 8
"""Causes of a cause that are told."""
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_folder: Path | None = None


class _PrivateFileHandler(RotatingFileHandler):
    """Opens every file, the rotated ones included, with mode 0600 whatever the umask."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding=self.encoding)


class WordlessFormatter(logging.Formatter):
    """Of an exception the kinds and the places in the code: its message may hold the text of a document."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's name
        lines: list[str] = []
        error = ei[1]
        while error is not None and len(lines) < LONGEST_CHAIN:
            places = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(extract_tb(error.__traceback__)))
            lines.append(f"{type(error).__name__} in {places}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        return ""


def start_logging(folder: Path) -> None:
    """Write the application's log, and the workers' output, into that existing folder; an earlier log is closed.

    Raises EnvironmentFault when the file may not be written.
    """
    global _folder
    stop_logging()
    file = folder / LOG_FILE
    try:
        handler = _PrivateFileHandler(file, maxBytes=LARGEST_FILE, backupCount=KEPT_FILES, encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了日志 {path}：{cause}", path=file, cause=error.strerror or error),
            tr("请检查工作区目录的权限，或用 --data 指定一个可写的目录。"),
        ) from error
    handler.setFormatter(WordlessFormatter("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))
    logger = logging.getLogger(APPLICATION_LOGGER)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    _folder = folder


def stop_logging() -> None:
    """Close the log file."""
    global _folder
    _folder = None
    logger = logging.getLogger(APPLICATION_LOGGER)
    for handler in [handler for handler in logger.handlers if isinstance(handler, _PrivateFileHandler)]:
        logger.removeHandler(handler)
        handler.close()


def worker_log(name: str) -> Path | None:
    """Where that worker's own output goes; None (nowhere) before ``start_logging``."""
    return _folder / f"worker-{name}.log" if _folder is not None else None
