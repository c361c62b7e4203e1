"""What the commands of text work share: what they work on, where it goes, and how a place is told."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.assistant.export.files import WrittenFile
from app.cli.render import Json
from app.cli.types import prose
from app.domain.answer import Citation
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr


def add_material(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help=tr("文件"))
    parser.add_argument("--topic", type=prose, default="", metavar="TEXT", help=tr("只看与这个主题有关的条款"))


def add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", help=tr("写成文件：.xlsx 或 .docx"))


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
