"""A person's own categories from a TOML or JSON file: a table of names with descriptions, or a list of names."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from app.assistant.text_work.classification import Category
from app.foundation.errors import UserError
from app.foundation.messages import tr

_EQUALS = re.compile("[=＝]")
"""Also as a Chinese keyboard types it."""


def read_categories(path: Path) -> tuple[Category, ...]:
    """In the order of the file: {"消防": "建筑防火、灭火设施"} in JSON, "消防" = "…" in TOML, below [categories] or
    not, or a JSON list of names. Raises UserError."""
    try:
        text = path.read_text("utf-8-sig")
        value = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise UserError(
            tr("读不了类别文件 {name}：{cause}", name=path.name, cause=error),
            tr('每个类别写一行，两边都加引号："消防" = "建筑防火、灭火设施"。'),
        ) from error
    return _categories(value, path.name)


def parse_category(text: str) -> Category:
    """NAME or NAME=description. Raises UserError without a name."""
    name, *description = _EQUALS.split(text, 1)
    if not name.strip():
        raise UserError(tr("类别没有名称：{text}", text=text.strip()), tr("类别写成“名称”或“名称=说明”。"))
    return Category(name.strip(), "".join(description).strip())


def parse_categories(text: str) -> tuple[Category, ...]:
    """A category a line; empty lines are none. Raises UserError for one without a name."""
    return tuple(parse_category(line) for line in text.splitlines() if line.strip())


def category_lines(categories: Iterable[Category]) -> str:
    """What ``parse_categories`` reads."""
    return "\n".join(f"{one.name}={one.description}" if one.description else one.name for one in categories)


def _categories(value: object, file: str) -> tuple[Category, ...]:
    if isinstance(value, dict) and isinstance(value.get("categories"), dict | list):
        value = value["categories"]
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(Category(name) for name in value)
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return tuple(Category(str(name), text) for name, text in value.items())
    raise UserError(
        tr("类别文件 {name} 里不是类别。", name=file),
        tr('每个类别写一行，两边都加引号："消防" = "建筑防火、灭火设施"。'),
    )
