"""A report into a file of the format that its name asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.assistant.export.report import Report
from app.assistant.export.spreadsheet import workbook_bytes
from app.assistant.export.word import document_bytes
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.new_files import require_new, write_new

WRITERS = {".xlsx": workbook_bytes, ".docx": document_bytes}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """``sha256`` is that of the file's bytes, for who must prove later that it is the one that was handed over."""

    path: Path
    sha256: str


def require_new_file(path: Path) -> None:
    """Raises UserError for a name that no writer takes, and what ``require_new`` raises: nobody shall wait for a model
    in vain."""
    if path.suffix.lower() not in WRITERS:
        raise UserError(tr("不会写 {name} 这种文件。", name=path.name), tr("文件名请用 .xlsx 或 .docx 结尾。"))
    require_new(path)


def write_report(report: Report, path: Path) -> WrittenFile:
    """Write all or nothing. Raises UserError (``require_new_file``), EnvironmentFault when the disk refuses."""
    require_new_file(path)
    data = WRITERS[path.suffix.lower()](report)
    write_new(path, data)
    return WrittenFile(path, hashlib.sha256(data).hexdigest())
