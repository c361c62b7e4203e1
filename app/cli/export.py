"""``export CONVERSATION --to FILE.docx/.pdf/.md``: a conversation with its sources, as a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.assistant.export.files import require_new_paper
from app.assistant.export.paper import Page
from app.assistant.export.references import CitationForm
from app.assistant.export.style import ExportStyle
from app.cli.output import Output
from app.cli.text_work import add_mark
from app.cli.types import Subparsers
from app.foundation.messages import tr
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("export", parents=[common], help=tr("把一次对话连同来源写成文件"))
    parser.add_argument("conversation", metavar="CONVERSATION")
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help=tr("文件：.docx、.pdf 或 .md"))
    parser.add_argument(
        "--page",
        choices=[page.value for page in Page],
        default=Page.PLAIN.value,
        help=tr("版面：plain 普通，official 公文（GB/T 9704-2012）"),
    )
    parser.add_argument(
        "--citations",
        choices=[form.value for form in CitationForm],
        default=CitationForm.GB2025.value,
        help=tr("参考文献按 GB/T 7714 的哪一版著录"),
    )
    parser.add_argument("--turn", type=int, metavar="N", help=tr("只写第几轮，从 1 数起"))
    add_mark(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    require_new_paper(options.to)
    turn = None if options.turn is None else options.turn - 1
    style = ExportStyle(Page(options.page), CitationForm(options.citations), turn, options.mark)
    with Workspace.open(options.data) as workspace:
        written = workspace.export_conversation(options.conversation, options.to, style)
    output.value(
        {"file": str(written.path), "sha256": written.sha256},
        f"{tr('已写成 {path}', path=written.path)}\nSHA-256 {written.sha256}",
    )
    return 0
