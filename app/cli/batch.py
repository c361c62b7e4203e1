"""Many questions from a file, one answer a line: appends as it goes and goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.output import Output
from app.foundation.errors import UserError
from app.foundation.messages import tr


@dataclass(frozen=True, slots=True)
class BatchItem:
    id: str
    text: str


def run_batch(
    source: Path, target: Path, field: str, output: Output, answer: Callable[[BatchItem], dict[str, Any]]
) -> int:
    """Answer each line of ``source`` that ``target`` lacks; give how many were answered now."""
    items = read_items(source, field)
    answered = _answered_ids(target)
    waiting = [item for item in items if item.id not in answered]
    progress = output.progress()
    with target.open("a", encoding="utf-8") as file:
        for done, item in enumerate(waiting):
            progress.report("search", done, len(waiting), item.id)
            file.write(json.dumps({"id": item.id, **answer(item)}, ensure_ascii=False) + "\n")
            file.flush()
    progress.report("search", len(waiting), len(waiting))
    return len(waiting)


def read_items(source: Path, field: str) -> list[BatchItem]:
    """Raises UserError naming the file and the line that is not of the form."""
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            tr("读不了 {path}：{cause}", path=source, cause=error), tr("请给一个 UTF-8 的 JSONL 文件。")
        ) from error
    items = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                value = json.loads(line)
                items.append(BatchItem(str(value["id"]), str(value[field])))
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(
                    tr("{path} 第 {number} 行不合格式", path=source, number=number),
                    tr('每行应是 {{"id": …, "{field}": …}}。', field=field),
                ) from error
    return items


def _answered_ids(target: Path) -> set[str]:
    """Ids already in the target. A last line cut short by a kill is taken off, so that its question is asked again."""
    if not target.exists():
        return set()
    kept, ids = [], set()
    for line in target.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            ids.add(str(json.loads(line)["id"]))
            kept.append(line)
        except (ValueError, KeyError, TypeError):
            continue
    target.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return ids
