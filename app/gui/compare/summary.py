"""What is said of a comparison above its rows."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.text_work.side_by_side import ChangeCounts
from app.foundation.messages import enumerated, tr


def summary(counts: ChangeCounts, *, is_by_wording: bool, topic: str, partly_read: Sequence[str]) -> str:
    """``topic`` is what the rows are limited to, or ""; ``partly_read`` names documents that lack a part."""
    line = _counted(counts, is_by_wording=is_by_wording)
    if not is_by_wording:
        line = tr("{line}这是两份不同的标准，条款按标题和含义配对，只是可能对应。", line=line)
    if partly_read:
        line = tr("{line}{names} 没有读全，缺的部分会算作增加或删除。", line=line, names=enumerated(partly_read))
    return tr("主题“{topic}”：{line}", topic=topic, line=line) if topic else line


def _counted(counts: ChangeCounts, *, is_by_wording: bool) -> str:
    """共 136 条：改动 12 条，增加 3 条，删除 1 条，仅移动 40 条，未变 80 条。有改动的条款里：编号也变了的 5 条。"""
    total = counts.changed + counts.added + counts.removed + counts.moved + counts.unchanged
    values = {"changed": counts.changed, "added": counts.added, "removed": counts.removed}
    if is_by_wording:
        line = tr(
            "共 {total} 条：改动 {changed} 条，增加 {added} 条，删除 {removed} 条，"
            "仅移动 {moved} 条，未变 {unchanged} 条。",
            **values,
            total=total,
            moved=counts.moved,
            unchanged=counts.unchanged,
        )
    elif not counts.changed + counts.unchanged:
        line = tr("没有找到可能对应的条款：仅后者有 {added} 条，仅前者有 {removed} 条。", **values)
    else:
        line = tr("可能对应而有差别 {changed} 条，仅后者有 {added} 条，仅前者有 {removed} 条。", **values)
    of_changed = (
        tr("编号也变了的 {count} 条", count=counts.also_moved) if counts.also_moved else "",
        tr("要求用词变化的 {count} 条", count=counts.requirements) if counts.requirements else "",
    )
    if any(of_changed):
        line = tr("{line}有改动的条款里：{parts}。", line=line, parts=enumerated(part for part in of_changed if part))
    return line
