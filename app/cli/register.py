"""``register import FILE``, ``register list``, ``register clear``: the office's own list of what is in force."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.output import Output
from app.cli.render import register_entry_json, register_report_json
from app.cli.types import Subparsers
from app.cli.writing import open_for_writing
from app.domain.names import status_name
from app.domain.register import RegisterEntry
from app.foundation.messages import tr
from app.workspace import Workspace
from app.workspace.office_register import RegisterReport


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("register", help=tr("本单位的标准清单"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", parents=[common], help=tr("从 CSV 或 XLSX 导入"))
    importing.add_argument("file", metavar="FILE", type=Path)
    importing.add_argument("--replace", action="store_true", help=tr("先清空原来的清单"))
    importing.set_defaults(run=run_import)
    actions.add_parser("list", parents=[common], help=tr("列出清单")).set_defaults(run=run_list)
    actions.add_parser("clear", parents=[common], help=tr("清空清单")).set_defaults(run=run_clear)


def run_import(options: argparse.Namespace, output: Output) -> int:
    with open_for_writing(options.data, output) as workspace:
        report = workspace.register.import_file(options.file, replace=options.replace)
    output.value(register_report_json(report), _summary(report))
    return 1 if report.issues else 0


def run_list(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        entries = workspace.register.entries()
    output.value(
        [register_entry_json(entry) for entry in entries], "\n".join(map(_line, entries)) or tr("清单是空的。")
    )
    return 0


def run_clear(options: argparse.Namespace, output: Output) -> int:
    with open_for_writing(options.data, output) as workspace:
        count = workspace.register.clear()
    output.value({"removed": count}, tr("清单里的 {count} 条记录已清空", count=count))
    return 0


def _summary(report: RegisterReport) -> str:
    done = report.done
    counts = tr(
        "新增 {added}，更新 {changed}，未变 {unchanged}",
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
    )
    told = (tr("第 {line} 行：{message}", line=issue.line, message=issue.message) for issue in report.issues)
    return "\n".join((counts, *told))


def _line(entry: RegisterEntry) -> str:
    title = "" if entry.title == entry.number else entry.title
    later = " → " + "、".join(entry.replaced_by) if entry.replaced_by else ""
    return f"{status_name(entry.status)}  {entry.number} {title}".rstrip() + later
