"""What the commands of text work share: what they work on, where it goes, and how a place is told."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from app.assistant.export.files import WrittenFile
from app.assistant.export.report import Report
from app.cli.render import Json
from app.cli.types import prose
from app.domain.answer import Citation
from app.domain.evidence import Source
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr
from app.security.marks import marked
from app.workspace import Workspace


def add_material(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help=tr("文件"))
    parser.add_argument("--topic", type=prose, default="", metavar="TEXT", help=tr("只看与这个主题有关的条款"))


def add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", help=tr("写成文件：.xlsx 或 .docx"))
    add_mark(parser)


def add_mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mark", type=prose, metavar="TEXT", help=tr("写在文件上的密级；不能低于来源的"))


def saved(
    workspace: Workspace, report: Report, sources: Iterable[Source], path: Path | None, mark: str | None
) -> WrittenFile | None:
    """The report as a file, where one is wanted. Raises as ``TextWork.save``."""
    return workspace.text_work.save(report, sources, path, mark) if path is not None else None


def marked_lines(workspace: Workspace, sources: Iterable[Source], lines: Iterable[str]) -> str:
    """The text of a result, below the highest security mark of the documents that it is of."""
    mark = workspace.text_work.mark_of(dict.fromkeys(source.document_id for source in sources))
    return marked("\n".join(lines), mark)


def place_json(citation: Citation) -> Json:
    """Where a quote stands, in the contract's words for citations."""
    return {
        "key": citation.key,
        "document_id": citation.document_id,
        "standard": citation.standard,
        "status": citation.status.value,
        "clause": citation.clause,
        "clause_id": citation.clause_id,
        "title_path": citation.title_path,
        "page": citation.page,
    }


def place_name(citation: Citation) -> str:
    """[3] GB 17761-2018 6.1.3（第7页）."""
    place = " ".join(part for part in (citation.standard, citation.clause) if part)
    return f"[{citation.key}] {place}{page_in_brackets(citation.page, citation.printed_page)}"


def written_json(written: WrittenFile | None) -> Json:
    return {"file": str(written.path), "sha256": written.sha256} if written is not None else {}
