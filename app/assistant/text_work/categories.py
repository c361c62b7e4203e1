"""A person's own categories from a TOML or JSON file: a table of names with descriptions, or a list of names."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from app.assistant.text_work.classification import Category
from app.foundation.errors import UserError
from app.foundation.messages import tr


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
    name, _, description = text.partition("=")
    if not name.strip():
        raise UserError(tr("--category 要写成 NAME 或 NAME=说明：{text}", text=text))
    return Category(name.strip(), description.strip())


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
