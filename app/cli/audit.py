"""``audit verify``, ``audit export FILE``, ``audit show``: the log of what was done with a workspace."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli.output import Output
from app.cli.signing_in import add_sign_in, audit_of
from app.cli.types import Subparsers
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.messages import tr
from app.security.audit.carried import verify_file
from app.security.audit.entry import Entry
from app.security.audit.heads import Head, read_head
from app.security.audit.verify import Verdict, verify

SHOWN = 20


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("audit", help=tr("审计日志：核对、导出、查看"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verifying = actions.add_parser("verify", parents=[common], help=tr("核对日志有没有被改动、删去或截断"))
    verifying.add_argument(
        "--against", type=Path, action="append", default=[], metavar="FILE", help=tr("与以前导出的对照；可重复")
    )
    ways = verifying.add_mutually_exclusive_group()
    ways.add_argument("--file", type=Path, metavar="FILE", help=tr("只核对这个导出的文件，不看工作区"))
    ways.add_argument("--folder", type=Path, metavar="DIR", help=tr("核对这个日志文件夹，例如别的用户的"))
    verifying.set_defaults(run=run_verify)
    exporting = actions.add_parser("export", parents=[common], help=tr("把整个日志连同它的头写成一个文件"))
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.set_defaults(run=run_export)
    showing = actions.add_parser("show", parents=[common], help=tr("看最近的记录"))
    showing.add_argument("--top", type=int, default=SHOWN, metavar="N")
    showing.set_defaults(run=run_show)
    for action in (verifying, exporting, showing):
        add_sign_in(action)


def run_verify(options: argparse.Namespace, output: Output) -> int:
    heads = tuple(map(read_head, options.against))
    try:
        verdict = _verdict(options, heads)
    except OSError as error:
        raise _unreadable(error) from error
    output.value(verdict_json(verdict), _told(verdict))
    return 0 if verdict.intact else 1


def _verdict(options: argparse.Namespace, heads: tuple[Head, ...]) -> Verdict:
    """Of the workspace's log, where the role allows it; of a file or folder that the operating system lets be read."""
    if options.file is not None:
        return verify_file(options.file)
    if options.folder is None:
        return audit_of(options).verify(heads)
    if not options.folder.is_dir():
        raise UserError(tr("没有 {folder} 这个文件夹。", folder=options.folder), tr("请给出日志所在的文件夹。"))
    return verify(options.folder, heads)


def run_export(options: argparse.Namespace, output: Output) -> int:
    try:
        verdict = audit_of(options).export(options.file)
    except OSError as error:
        raise _unreadable(error) from error
    output.value(
        {**verdict_json(verdict), "file": str(options.file)},
        f"{_told(verdict)}\n{tr('已写成 {path}。请把它交给审计人员另行保管。', path=options.file)}",
    )
    return 0


def run_show(options: argparse.Namespace, output: Output) -> int:
    try:
        entries, verdict = audit_of(options).entries(max(1, options.top))
    except OSError as error:
        raise _unreadable(error) from error
    lines = [_line(entry) for entry in entries]
    if not verdict.intact:
        output.note(_told(verdict))
    output.value([entry_json(entry) for entry in entries], "\n".join(lines) or tr("还没有记录。"))
    return 0 if verdict.intact else 1


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "entries": verdict.entries,
        "intact": verdict.intact,
        "first_bad": verdict.first_bad,
        "problem": verdict.problem,
        "removed": verdict.removed,
        "torn": verdict.torn,
        "head": verdict.head.hash if verdict.head is not None else None,
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "n": entry.number,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "kind": entry.kind,
        "data": dict(entry.data),
        "hash": entry.hash,
    }


def _told(verdict: Verdict) -> str:
    if not verdict.intact:
        return tr("不完整，从第 {number} 条起不可信：{problem}", number=verdict.first_bad, problem=verdict.problem)
    lines = [tr("完整，共 {count} 条记录。", count=verdict.entries)]
    if verdict.removed:
        lines.append(tr("其中最早的 {count} 条已按保留期清理，凭据相符。", count=verdict.removed))
    if verdict.torn:
        lines.append(tr("末尾有一行没写完（程序中途被终止），不算记录。"))
    if verdict.head is not None:
        lines.append(tr("头：{hash}", hash=verdict.head.hash))
    return "\n".join(lines)


def _line(entry: Entry) -> str:
    data = json.dumps(dict(entry.data), ensure_ascii=False)
    return f"{entry.number:>6}  {entry.at[:19]}Z  {entry.by} ({entry.role})  {entry.kind}  {data}"


def _unreadable(error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        tr("读不了审计日志：{cause}", cause=error.strerror or error), tr("请检查日志文件夹的权限。")
    )
