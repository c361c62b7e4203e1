"""``bundle export FILE``, ``bundle import FILE``, ``bundle show FILE``: a library as one signed file.

``backup FILE`` and ``restore FILE`` do the same with everything that a person keeps.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.output import Output
from app.cli.text_work import add_mark
from app.cli.types import Subparsers
from app.cli.writing import open_for_writing
from app.foundation.messages import tr
from app.library.transfer.snapshot import Scope
from app.security.marks import mark_line
from app.workspace import Workspace
from app.workspace.carrying.about import LibraryFile, LibraryKind

if TYPE_CHECKING:  # numpy comes when it is used
    from app.workspace.carrying.packing import Packed
    from app.workspace.carrying.unpacking import TakenIn


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("bundle", help=tr("文库包：把文库做成一个签名的文件带走，或导入别人的"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    exporting = actions.add_parser("export", parents=[common], help=tr("把文库做成一个文件"))
    _add_file(exporting)
    exporting.add_argument("--collection", action="append", default=[], metavar="NAME", help=tr("只要这个文库；可重复"))
    _add_maker(exporting)
    add_mark(exporting)
    exporting.set_defaults(run=run_export, private=False)
    _add_import(actions.add_parser("import", parents=[common], help=tr("导入一个文库包")))
    showing = actions.add_parser(
        "show", parents=[common], help=tr("看一个文库包里有什么，谁做的；--verify 逐个核对内容")
    )
    _add_file(showing)
    showing.add_argument("--verify", action="store_true", help=tr("读完全部内容，逐个核对"))
    showing.set_defaults(run=run_show)
    backup = commands.add_parser("backup", parents=[common], help=tr("备份整个工作区，含对话和设置"))
    _add_file(backup)
    _add_maker(backup)
    add_mark(backup)
    backup.set_defaults(run=run_export, private=True, collection=[])
    _add_import(commands.add_parser("restore", parents=[common], help=tr("由备份恢复；已有的不覆盖")))


def run_export(options: argparse.Namespace, output: Output) -> int:
    from app.workspace.carrying.packing import maker_name

    began = time.perf_counter()
    scope = Scope(frozenset(options.collection), private=options.private)
    with open_for_writing(options.data, output) as workspace:
        maker = options.by or maker_name()
        packed = workspace.carrying.pack(options.file.absolute(), scope, maker, output.progress(), options.mark)
        fingerprint = workspace.carrying.fingerprint
    seconds = round(time.perf_counter() - began, 3)
    output.value({**_packed_json(packed), "fingerprint": fingerprint, "seconds": seconds}, _told(packed, fingerprint))
    return 0


def run_import(options: argparse.Namespace, output: Output) -> int:
    began = time.perf_counter()
    with open_for_writing(options.data, output) as workspace:
        taken = workspace.carrying.take_in(options.file, output.progress(), trust=options.trust)
    seconds = round(time.perf_counter() - began, 3)
    output.value({**_taken_json(taken), "seconds": seconds}, _summary(taken))
    return 1 if taken.without_original else 0


def run_show(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        carrying = workspace.carrying
        found = carrying.verify(options.file, output.progress()) if options.verify else carrying.look_at(options.file)
    output.value({**_file_json(found), "verified": options.verify}, _description(found, is_verified=options.verify))
    return 0


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _add_maker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="NAME", default="", help=tr("写在包里的署名，默认是登录名"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument("--trust", action="store_true", help=tr("指纹已经核对过，以后也相信这个签名"))
    parser.set_defaults(run=run_import)


def _packed_json(packed: Packed) -> dict[str, Any]:
    about = packed.about
    return {
        "file": str(packed.path),
        "bytes": packed.size,
        "documents": about.documents,
        "clauses": about.clauses,
        "vectors": about.vectors,
        "without_original": list(packed.without_original),
        "security_mark": about.mark,
    }


def _told(packed: Packed, fingerprint: str) -> str:
    about = packed.about
    lines = [
        tr("已写成 {path}", path=packed.path),
        tr(
            "{documents} 份文件，{clauses} 条条款，{vectors} 个向量，{size} MB",
            documents=about.documents,
            clauses=about.clauses,
            vectors=about.vectors,
            size=_megabytes(packed.size),
        ),
        tr("签名指纹（请另行告诉收件人）：{fingerprint}", fingerprint=fingerprint),
    ]
    if about.mark is not None:
        lines.append(mark_line(about.mark))
    if packed.without_original:
        lines.append(_lost(packed.without_original))
    return "\n".join(lines)


def _taken_json(taken: TakenIn) -> dict[str, Any]:
    return {
        "added": taken.added,
        "updated": taken.updated,
        "unchanged": taken.unchanged,
        "register_entries": taken.register_entries,
        "conversations": taken.conversations,
        "without_original": list(taken.without_original),
        "settings_taken": taken.settings_taken,
    }


def _summary(taken: TakenIn) -> str:
    lines = [
        tr(
            "新增 {added}，更新 {updated}，已有 {unchanged}",
            added=taken.added,
            updated=taken.updated,
            unchanged=taken.unchanged,
        )
    ]
    if taken.register_entries:
        lines.append(tr("标准清单新增 {count} 条", count=taken.register_entries))
    if taken.conversations:
        lines.append(tr("对话 {count} 个", count=taken.conversations))
    if taken.settings_taken:
        lines.append(tr("设置已恢复，下次启动起作用。"))
    if taken.without_original:
        lines.append(_lost(taken.without_original))
    return "\n".join(lines)


def _file_json(found: LibraryFile) -> dict[str, Any]:
    about = found.about
    return {
        "kind": found.kind.value,
        "made": found.made,
        "by": found.by,
        "product": found.product,
        "bytes": found.size,
        "documents": about.documents,
        "clauses": about.clauses,
        "vectors": about.vectors,
        "vector_models": list(about.vector_models),
        "collections": list(about.collections),
        "security_marks": list(about.security_marks),
        "security_mark": about.mark,
        "fingerprint": found.signer.fingerprint,
        "trusted": found.is_trusted,
    }


def _description(found: LibraryFile, *, is_verified: bool) -> str:
    about = found.about
    kind = tr("备份") if found.kind is LibraryKind.BACKUP else tr("文库包")
    lines = [
        f"{kind}  {found.made}  {found.by}  {found.product}",
        tr(
            "{documents} 份文件，{clauses} 条条款，{vectors} 个向量，{size} MB",
            documents=about.documents,
            clauses=about.clauses,
            vectors=about.vectors,
            size=_megabytes(found.size),
        ),
        tr("签名指纹：{fingerprint}", fingerprint=found.signer.fingerprint)
        + (tr("（已确认）") if found.is_trusted else tr("（还没有确认）")),
    ]
    if about.mark is not None:
        lines.append(mark_line(about.mark))
    if about.security_marks:
        lines.append(tr("其中有标密的文件：{marks}", marks="、".join(about.security_marks)))
    if is_verified:
        lines.append(tr("内容逐个核对过，完好。"))
    return "\n".join(lines)


def _lost(files: tuple[str, ...]) -> str:
    return tr("{count} 份文件的原件副本缺失，出处打不开原页：{files}", count=len(files), files="、".join(files))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"
