"""``ingest PATH…``: add files and folders, then embed what is new."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from app.cli.output import Output
from app.cli.password import add_password_options, read_password
from app.cli.render import added_json
from app.cli.types import Subparsers, prose
from app.cli.writing import open_for_writing
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.lines import OcrMode, ReadOptions
from app.workspace import AddResult, Workspace

STATUSES = ("added", "updated", "unchanged", "partial", "failed")


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("ingest", parents=[common], help=tr("添加文件和文件夹"))
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path)
    parser.add_argument("--resume", action="store_true", help=tr("把上次没加完的文件加完"))
    parser.add_argument("--reread", action="store_true", help=tr("按新规则重读文库里的全部文件"))
    parser.add_argument("--collection", type=prose, metavar="NAME", help=tr("文库名"))
    parser.add_argument(
        "--ocr",
        choices=[mode.value for mode in OcrMode],
        default=OcrMode.AUTO.value,
        help=tr("文字识别：auto 只识别没有可信文字层的页（默认），never 不识别，always 全部识别"),
    )
    add_password_options(parser)
    parser.add_argument("--no-embed", action="store_true", help=tr("先不计算向量"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if not (options.paths or options.resume or options.reread):
        raise UserError(tr("没有写要添加的文件或文件夹。"), tr("写上路径，或者用 --resume 接着做上次没加完的。"))
    began = time.perf_counter()
    progress = output.progress()
    reading = ReadOptions(password=read_password(options), ocr=OcrMode(options.ocr))

    def tell(result: AddResult) -> None:
        output.text(_line(result))

    with open_for_writing(options.data, output) as workspace:
        results = []
        if options.resume:
            results += workspace.resume_adding(progress, tell, options=reading)
        if options.reread:
            results += workspace.reread((), progress, tell, options=reading)
        if options.paths:
            results += workspace.add(options.paths, progress, tell, collection=options.collection, options=reading)
        note_waiting(workspace, output)
        if not options.no_embed:
            for warning in workspace.embed_if_possible(progress):
                output.note(warning)
    value = {
        "documents": [added_json(result) for result in results],
        "seconds": round(time.perf_counter() - began, 3),
    }
    output.value(value, _summary(results))
    return 1 if any(result.status == "failed" for result in results) else 0


def note_waiting(workspace: Workspace, output: Output) -> None:
    """How many files an interrupted run left."""
    waiting = workspace.waiting_files()
    if waiting:
        output.note(tr("还有 {count} 个文件上次没加完，用 ingest --resume 接着做。", count=waiting))


def _line(result: AddResult) -> str:
    head = f"{_status_name(result.status)}  {result.file}"
    size = tr("{clauses} 条", clauses=result.clauses) if result.document_id else ""
    issues = "".join(f"\n    {_issue_place(issue.page)}{issue.message}" for issue in result.issues)
    return f"{head}  {size}{issues}".rstrip()


def _issue_place(page: int | None) -> str:
    return tr("第 {page} 页：", page=page) if page else ""


def _summary(results: list[AddResult]) -> str:
    counts = {status: sum(result.status == status for result in results) for status in STATUSES}
    return "，".join(f"{_status_name(status)} {count}" for status, count in counts.items() if count)


def _status_name(status: str) -> str:
    return {
        "added": tr("已添加"),
        "updated": tr("已更新"),
        "unchanged": tr("未变"),
        "partial": tr("部分读出"),
        "failed": tr("失败"),
    }[status]
