"""A report, or a paper, into a file of the format that its name asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.assistant.export.delimited import csv_bytes
from app.assistant.export.markdown import markdown_bytes
from app.assistant.export.paper import Page, Paper
from app.assistant.export.paper_word import paper_document
from app.assistant.export.pdf import paper_pdf
from app.assistant.export.report import Report
from app.assistant.export.spreadsheet import workbook_bytes
from app.assistant.export.word import document_bytes
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.new_files import require_new, write_new

WRITERS = {".xlsx": workbook_bytes, ".docx": document_bytes, ".csv": csv_bytes}
PAPER_WRITERS: dict[str, Callable[[Paper, Page], bytes]] = {
    ".docx": paper_document,
    ".pdf": paper_pdf,
    ".md": lambda paper, _: markdown_bytes(paper),
}


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
    return _written(path, WRITERS[path.suffix.lower()](report))


def require_new_paper(path: Path) -> None:
    """As ``require_new_file``, for the formats of papers."""
    if path.suffix.lower() not in PAPER_WRITERS:
        raise UserError(tr("不会写 {name} 这种文件。", name=path.name), tr("文件名请用 .docx、.pdf 或 .md 结尾。"))
    require_new(path)


def write_paper(paper: Paper, path: Path, page: Page = Page.PLAIN) -> WrittenFile:
    """Write all or nothing. Raises UserError (``require_new_paper``), EnvironmentFault when the disk refuses."""
    require_new_paper(path)
    return _written(path, PAPER_WRITERS[path.suffix.lower()](paper, page))


def _written(path: Path, data: bytes) -> WrittenFile:
    write_new(path, data)
    return WrittenFile(path, hashlib.sha256(data).hexdigest())
