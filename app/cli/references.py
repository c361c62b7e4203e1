"""``references [ID]``: who refers to what, and whether the library holds it; ``--missing``: what it does not."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.cli.output import Output
from app.cli.render import missing_json, reference_json
from app.cli.types import Subparsers
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr
from app.library.catalogue import StoredReference
from app.library.missing import MissingStandard, as_csv, citing_places
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("references", parents=[common], help=tr("引用关系"))
    parser.add_argument("id", metavar="ID", nargs="?")
    parser.add_argument("--missing", action="store_true", help=tr("只列被引用而文库中没有的"))
    parser.add_argument("--out", metavar="FILE.csv", type=Path, help=tr("把缺少的文件写成表格（与 --missing 同用）"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.out is not None and not options.missing:
        raise UserError(tr("--out 要与 --missing 同用。"), tr("用 --help 查看用法。"))
    with Workspace.open(options.data) as workspace:
        if options.missing:
            return _missing(workspace.missing_references(options.id), options.out, output)
        references = workspace.references(options.id)
    output.value([reference_json(reference) for reference in references], "\n".join(map(_line, references)))
    return 0


def _missing(missing: Sequence[MissingStandard], out: Path | None, output: Output) -> int:
    if out is not None:
        _write(out, as_csv(missing))
        output.note(tr("已写入 {file}", file=out.name))
    lines = "\n".join(f"{item.name} ← {citing_places(item)}" for item in missing)
    output.value([missing_json(item) for item in missing], lines or tr("被引用的文件文库里都有。"))
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了 {file}：{cause}", file=path.name, cause=error.strerror or error), tr("请换一个文件夹再试。")
        ) from error


def _line(stored: StoredReference) -> str:
    reference = stored.reference
    target = " ".join(part for part in (reference.to_standard, reference.to_clause) if part)
    missing = "" if stored.resolved_document or not reference.to_standard else tr("（文库中没有）")
    return f"{stored.from_number or ''} → {target}{missing}"
