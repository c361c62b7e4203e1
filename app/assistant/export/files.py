"""A report into a file of the format that its name asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.assistant.export.report import Report
from app.assistant.export.spreadsheet import workbook_bytes
from app.assistant.export.word import document_bytes
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr

WRITERS = {".xlsx": workbook_bytes, ".docx": document_bytes}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """``sha256`` is that of the file's bytes, for who must prove later that it is the one that was handed over."""

    path: Path
    sha256: str


def require_new_file(path: Path) -> None:
    """Raises UserError for a name that no writer takes, for one that is taken, and for a folder that is not there, so
    that nobody waits for a model in vain."""
    if path.suffix.lower() not in WRITERS:
        raise UserError(tr("不会写 {name} 这种文件。", name=path.name), tr("文件名请用 .xlsx 或 .docx 结尾。"))
    if path.exists():
        raise UserError(tr("{path} 已经在了，没有改动它。", path=path), tr("请给一个新的文件名。"))
    if not path.parent.is_dir():
        raise UserError(tr("没有 {folder} 这个文件夹。", folder=path.parent), tr("请先建好文件夹，或换一个地方。"))


def write_report(report: Report, path: Path) -> WrittenFile:
    """Write all or nothing. Raises UserError (``require_new_file``), EnvironmentFault when the disk refuses."""
    require_new_file(path)
    data = WRITERS[path.suffix.lower()](report)
    try:
        write_whole(path, data)
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了 {path}：{cause}", path=path, cause=error.strerror or error), tr("请换一个能写的地方。")
        ) from error
    return WrittenFile(path, hashlib.sha256(data).hexdigest())
