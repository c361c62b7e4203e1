"""Lists of models in TOML: the shipped manifest, and the user's own list in the same form."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.runtime.model_entry import ModelEntry

SCHEMA = 1
OWN_LIST = "models.toml"
"""Beside the user's model files: the models that the user imported or converted."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    schema: int
    model: tuple[ModelEntry, ...] = ()


def read_list(path: Path) -> tuple[ModelEntry, ...]:
    """The models that a list names, in its order. Raises UserError with the file and the cause."""
    try:
        manifest = from_plain(tomllib.loads(path.read_text("utf-8")), _Manifest)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UserError(
            tr("读不懂模型目录 {name}：{cause}", name=path.name, cause=error),
            tr("请恢复这个文件，或删去其中有误的条目。"),
        ) from error
    if manifest.schema != SCHEMA:
        raise UserError(
            tr(
                "模型目录 {name} 的格式版本是 {found}，本程序认得 {known}",
                name=path.name,
                found=manifest.schema,
                known=SCHEMA,
            ),
            tr("请使用与程序同一版本的模型目录。"),
        )
    for entry in manifest.model:
        _refuse_escaping(path, entry)
    return manifest.model


def _refuse_escaping(path: Path, entry: ModelEntry) -> None:
    """A list may come from a USB stick: the names in it must stay inside the models folder."""
    for name in (entry.file, *(file.path for file in entry.files)):
        parts = name.replace("\\", "/").split("/")
        if not {"", ".", ".."}.isdisjoint(parts) or ":" in name:
            raise UserError(
                tr("模型目录 {list} 中的文件名“{name}”不可用", list=path.name, name=name),
                tr("文件名不能指向模型文件夹之外。"),
            )


def read_own(folder: Path) -> tuple[ModelEntry, ...]:
    """The models that a folder's own list adds; none when it has no list. Raises UserError."""
    path = folder / OWN_LIST
    return read_list(path) if path.is_file() else ()


def write_own(folder: Path, entries: Sequence[ModelEntry]) -> None:
    """Replace a folder's own list, whole or not at all. Raises OSError."""
    lines = [f"schema = {SCHEMA}"]
    for entry in entries:
        lines += ["", "[[model]]"]
        lines += [f"{key} = {_toml(value)}" for key, value in to_plain(entry).items() if value not in (None, ())]
    path = folder / OWN_LIST
    temporary = path.with_suffix(f".{os.getpid()}")
    folder.mkdir(parents=True, exist_ok=True)
    temporary.write_text("\n".join(lines) + "\n", "utf-8")
    temporary.replace(path)


def _toml(value: object) -> str:
    """A value of an entry in TOML: strings and numbers are written as in JSON, tables in line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
