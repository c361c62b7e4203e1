"""``models list | fetch | verify | import | convert | quantize | remove``: the models of this machine."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.later import run as run_later
from app.cli.output import Output
from app.cli.types import Subparsers
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.runtime.manifest import ModelState
from app.runtime.model_entry import ModelEntry
from app.security.audit.entry import Kind
from app.workspace.auditing import Auditing
from app.workspace.model_steps import NAMES, catalogue_at, model_steps


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("models", parents=[common], help=tr("模型"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    listing = actions.add_parser("list", parents=[common], help=tr("列出模型"))
    listing.set_defaults(run=run_list)

    fetching = actions.add_parser("fetch", parents=[common], help=tr("取得模型（唯一会联网的命令）"))
    fetching.add_argument("id", nargs="?", metavar="ID")
    fetching.add_argument("--starter", action="store_true", help=tr("全部起步模型"))
    fetching.add_argument("--from", dest="source", type=Path, metavar="DIR", help=tr("从这个文件夹复制，不联网"))
    fetching.set_defaults(run=run_fetch, needs_network=True)

    verifying = actions.add_parser("verify", parents=[common], help=tr("重新校验"))
    verifying.add_argument("id", nargs="?", metavar="ID")
    verifying.set_defaults(run=run_verify)

    importing = actions.add_parser("import", parents=[common], help=tr("加入一个 GGUF 文件"))
    importing.add_argument("path", type=Path, metavar="PATH")
    importing.set_defaults(run=run_import)

    for name in ("convert", "quantize"):
        later = actions.add_parser(name, parents=[common], help=tr("（尚未提供）"))
        later.add_argument("rest", nargs=argparse.REMAINDER)
        later.set_defaults(run=run_later, name=f"models {name}")

    removing = actions.add_parser("remove", parents=[common], help=tr("删除一个模型"))
    removing.add_argument("id", metavar="ID")
    removing.set_defaults(run=run_remove)


def run_list(options: argparse.Namespace, output: Output) -> int:
    catalogue = catalogue_at(options.data)
    states, steps = catalogue.states(), model_steps(options.data, catalogue)
    for fault in steps.faults:
        output.note(fault)
    value = [_json(state) | {"steps": steps.of(state.entry.id)} for state in states]
    output.value(value, "\n".join(_line(state) + _used_for(steps.of(state.entry.id)) for state in states))
    return 0


def run_fetch(options: argparse.Namespace, output: Output) -> int:
    from app.runtime.convert import convert_model
    from app.runtime.fetch import fetch_model

    catalogue = catalogue_at(options.data)
    if options.starter == bool(options.id):
        raise UserError(tr("请写一个模型编号，或 --starter。"), tr("用 models list 查看编号。"))
    entries = catalogue.starters() if options.starter else (catalogue.entry(options.id),)
    for entry in entries:
        progress = output.progress()
        if catalogue.installed(entry.id) is not None:
            output.note(tr("{id} 已在本机", id=entry.id))
            continue
        if entry.derived is not None and options.source is None:
            convert_model(entry, catalogue, progress)
        else:
            fetch_model(entry, catalogue.folder, progress, source=options.source)
        catalogue.note_verified(entry.id)
        _note(options, Kind.MODEL_ADDED, entry)
        output.note(tr("{id} 就绪", id=entry.id))
    states = [catalogue.state(entry.id) for entry in entries]
    value = [_json(state) for state in states]
    output.value(value if options.starter else value[0], "\n".join(map(_line, states)))
    return 0


def run_verify(options: argparse.Namespace, output: Output) -> int:
    catalogue = catalogue_at(options.data)
    ids = [options.id] if options.id else [state.entry.id for state in catalogue.states() if state.path is not None]
    intact = [catalogue.verify(model_id, output.progress()) for model_id in ids]
    states = [catalogue.state(model_id) for model_id in ids]
    value = [_json(state) for state in states]
    output.value(value[0] if options.id else value, "\n".join(map(_line, states)))
    return 0 if all(intact) else 1


def run_import(options: argparse.Namespace, output: Output) -> int:
    catalogue = catalogue_at(options.data)
    entry = catalogue.import_gguf(options.path, output.progress())
    _note(options, Kind.MODEL_ADDED, entry)
    state = catalogue.state(entry.id)
    output.value(_json(state), _line(state))
    return 0


def run_remove(options: argparse.Namespace, output: Output) -> int:
    catalogue = catalogue_at(options.data)
    entry = catalogue.entry(options.id)
    catalogue.remove(options.id)
    _note(options, Kind.MODEL_REMOVED, entry)
    output.value({"id": options.id, "removed": True}, tr("已删除 {id}", id=options.id))
    return 0


def _note(options: argparse.Namespace, kind: Kind, entry: ModelEntry) -> None:
    """In the audit log of the workspace, where there is one: models are there before the first."""
    audit = Auditing(WorkspacePaths(options.data.expanduser().absolute()))
    if audit.has_workspace:
        audit.note(kind, {"model": entry.id, "manifest": entry.sha256})


def _json(state: ModelState) -> dict[str, Any]:
    entry = state.entry
    return {
        "id": entry.id,
        "role": entry.role.value,
        "file": entry.file,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "licence": entry.licence,
        "installed": state.path is not None,
        "verified": state.verified,
    }


def _used_for(steps: Sequence[str]) -> str:
    return tr("，用于{steps}", steps="、".join(NAMES[step]() for step in steps)) if steps else ""


def _line(state: ModelState) -> str:
    mark = tr("已安装") if state.path is not None else tr("未安装")
    checked = tr("，已校验") if state.verified else ""
    size = f"{state.entry.bytes / 1e6:,.0f} MB" if state.entry.bytes else "?"
    return f"{state.entry.id:<42} {state.entry.role.value:<10} {size:>10}  {mark}{checked}"
