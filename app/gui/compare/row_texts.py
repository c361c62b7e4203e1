"""What a row of the comparison says in words."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from app.assistant.text_work.comparison_report import requirement_text, value_text
from app.assistant.text_work.comparison_table import Change, Row, Side
from app.assistant.text_work.side_by_side import REWORDED, ChangeCounts, binds_otherwise, is_renumbered
from app.domain.printed_page import page_name
from app.foundation.messages import tr


class Shown(StrEnum):
    """Which rows are on the screen. All but the last are of one kind each, and add up to all."""

    ALL = "all"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    REQUIREMENT = "requirement"


KEPT: dict[Shown, Callable[[Row], bool]] = {
    Shown.ALL: lambda row: True,
    Shown.CHANGED: lambda row: row.change in REWORDED,
    Shown.ADDED: lambda row: row.change is Change.ADDED,
    Shown.REMOVED: lambda row: row.change is Change.REMOVED,
    Shown.MOVED: lambda row: row.change is Change.MOVED,
    Shown.UNCHANGED: lambda row: row.change is Change.NONE,
    Shown.REQUIREMENT: binds_otherwise,
}

OF_EDITIONS = frozenset({Shown.MOVED, Shown.UNCHANGED})
"""What only the pairs of editions, which are certain, can be."""
ONE_SIDED = {Change.ADDED: Shown.ADDED, Change.REMOVED: Shown.REMOVED}


def shown_name(shown: Shown, *, is_by_wording: bool = True) -> str:
    """Two different standards add and remove nothing: each has what the other has not."""
    if not is_by_wording and shown in (Shown.ADDED, Shown.REMOVED):
        return tr("仅后者有") if shown is Shown.ADDED else tr("仅前者有")
    return {
        Shown.ALL: tr("全部"),
        Shown.CHANGED: tr("改动"),
        Shown.ADDED: tr("增加"),
        Shown.REMOVED: tr("删除"),
        Shown.MOVED: tr("仅移动"),
        Shown.UNCHANGED: tr("未变"),
        Shown.REQUIREMENT: tr("要求用词"),
    }[shown]


def shown_count(shown: Shown, counts: ChangeCounts, rows: int) -> int:
    return {
        Shown.ALL: rows,
        Shown.CHANGED: counts.changed,
        Shown.ADDED: counts.added,
        Shown.REMOVED: counts.removed,
        Shown.MOVED: counts.moved,
        Shown.UNCHANGED: counts.unchanged,
        Shown.REQUIREMENT: counts.requirements,
    }[shown]


def shown_tip(shown: Shown, *, is_by_wording: bool = True) -> str:
    """What a choice holds, where its name alone may mislead."""
    if shown is Shown.ALL:
        if not is_by_wording:
            return tr("可能对应的和只有一边有的条款。")
        return tr("改动、增加、删除、仅移动和未变的条款，每条只算一次。")
    return {
        Shown.CHANGED: tr("文字有改动的条款；编号也变了的，同样只算在这里。") if is_by_wording else "",
        Shown.MOVED: tr("文字没有变，只换了编号的条款。"),
        Shown.REQUIREMENT: tr("应、宜、可等用词有变化的条款；它们已算在“改动”里，不另计入“全部”。"),
    }.get(shown, "")


def is_change(row: Row) -> bool:
    """Whether there is something to see; a clause under another number is."""
    return row.change is not Change.NONE


def kind_name(row: Row, *, is_by_wording: bool = True) -> str:
    """改动, 改动、移动, 增加, 删除, 仅移动, 未变; of two different standards 仅前者有, 仅后者有, 相同."""
    if not is_by_wording and row.change in ONE_SIDED:
        return shown_name(ONE_SIDED[row.change], is_by_wording=False)
    if row.change in REWORDED:
        return tr("改动、移动") if is_renumbered(row) else tr("改动")
    return {
        Change.ADDED: tr("增加"),
        Change.REMOVED: tr("删除"),
        Change.MOVED: tr("仅移动"),
        Change.NONE: tr("未变"),
    }[row.change]


def remarks(row: Row) -> tuple[str, ...]:
    """What weighs most: 宜 → 应, 55 kg → 60 kg, and that a pair is only likely."""
    found = (
        tr("用词 {swap}", swap=requirement_text(row)) if binds_otherwise(row) else "",
        tr("数值 {swap}", swap=value_text(row)) if _tells_values(row) else "",
        tr("可能对应，请核对") if row.similarity is not None else "",
    )
    return tuple(part for part in found if part)


def _tells_values(row: Row) -> bool:
    """Between editions a value that came or went is a change; two standards only differ where both name one."""
    if row.similarity is None:
        return bool(row.values)
    return bool(row.values.only_before and row.values.only_after)


def side_heading(side: Side) -> str:
    """第三条  第 5 页; a unit without number begins with its title and needs no other name."""
    told = "  ".join(part for part in (side.clause or "", page_name(side.page, side.printed_page)) if part)
    return told or tr("打开原文")


def chapter_of(side: Side) -> str:
    """The topmost heading above the clause."""
    return side.title_path.partition(" > ")[0]
