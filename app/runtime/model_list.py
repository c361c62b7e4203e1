"""Lists of models in TOML: the shipped manifest, and the user's own list in the same form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_plain, to_plain
from app.foundation.errors import UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr
from app.foundation.toml import toml_string
from app.runtime.model_entry import ModelEntry

SCHEMA = 1
OWN_LIST = "models.toml"
"""Beside the user's model files: the models that the user imported or converted."""

PINNED = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]|\{part\})*==([A-Za-z0-9._+!-]|\{part\})+")
"""A package of the registry in one version. pip would take a path or an address as well, and run what lies there."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    schema: int
    model: tuple[ModelEntry, ...] = ()


def read_list(path: Path) -> tuple[ModelEntry, ...]:
    """The models that a list names, in its order. Raises UserError with the file and the cause."""
    try:
        return _parsed(path.name, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path.name, error) from error


def _parsed(name: str, text: str) -> tuple[ModelEntry, ...]:
    try:
        manifest = from_plain(tomllib.loads(text), _Manifest)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _unreadable(name, error) from error
    if manifest.schema != SCHEMA:
        raise UserError(
            tr(
                "模型目录 {name} 的格式版本是 {found}，本程序认得 {known}",
                name=name,
                found=manifest.schema,
                known=SCHEMA,
            ),
            tr("请使用与程序同一版本的模型目录。"),
        )
    for entry in manifest.model:
        _refuse_harmful(name, entry)
    return manifest.model


def _unreadable(name: str, error: Exception) -> UserError:
    return UserError(
        tr("读不懂模型目录 {name}：{cause}", name=name, cause=error),
        tr("请恢复这个文件，或删去其中有误的条目。"),
    )


def _refuse_harmful(list_name: str, entry: ModelEntry) -> None:
    """A list may come from a USB stick: its names must stay inside the models folder, its sources in the registry."""
    for name in (entry.id, entry.file, *(file.path for file in entry.files)):
        parts = name.replace("\\", "/").split("/")
        if not {"", ".", ".."}.isdisjoint(parts) or ":" in name or not _is_encodable(name):
            raise UserError(
                tr("模型目录 {list} 中的名称“{name}”不可用", list=list_name, name=name),
                tr("名称不能指向模型文件夹之外，也不能含冒号或乱码；请给文件换一个名字。"),
            )
    if entry.registry is not None and not PINNED.fullmatch(entry.registry.requirement):
        raise UserError(
            tr("模型目录 {list} 中的来源“{name}”不可用", list=list_name, name=entry.registry.requirement),
            tr("来源只能写成“包名==版本”。"),
        )


def _is_encodable(name: str) -> bool:
    """False for a file name whose bytes are no UTF-8: Python reads them as halves of characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_own(folder: Path) -> tuple[ModelEntry, ...]:
    """The models that a folder's own list adds; none when it has no list. Raises UserError."""
    path = folder / OWN_LIST
    return read_list(path) if path.is_file() else ()


def write_own(folder: Path, entries: Sequence[ModelEntry]) -> None:
    """Replace a folder's own list, whole or not at all.

    Raises OSError, and UserError for an entry that would make the list unreadable.
    """
    lines = [f"schema = {SCHEMA}"]
    for entry in entries:
        lines += ["", "[[model]]"]
        lines += [f"{key} = {_toml(value)}" for key, value in to_plain(entry).items() if value not in (None, ())]
    text = "\n".join(lines) + "\n"
    _parsed(OWN_LIST, text)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / OWN_LIST, text.encode())


def _toml(value: object) -> str:
    """A value of an entry in TOML, tables in line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return toml_string(value) if isinstance(value, str) else str(value)
