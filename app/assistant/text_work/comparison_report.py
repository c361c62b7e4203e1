"""The comparison as a table to be read and filed: what was taken out struck through, what was put in underlined."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.export.report import Cell, Column, Mark, Report, Run, cell, runs
from app.assistant.text_work.comparison_table import Change, ComparisonTable, Row, Side
from app.assistant.text_work.source_lines import by_rule_line, source_line
from app.assistant.text_work.swap import Swap
from app.domain.printed_page import page_in_brackets
from app.domain.word_changes import WordChange
from app.foundation.messages import tr

SHOWN_VALUES = 10
"""Of one side: a table that was set anew has hundreds."""


def comparison_report(of: ComparisonTable, topic: str = "") -> Report:
    """A row a pair, most weighty first; of what only one has, its side alone. ``topic`` is what it is limited to."""
    limit = (tr("只列与“{topic}”最有关的条款，不是全部差别。", topic=topic),) if topic else ()
    return Report(
        title=tr("{before} 与 {after} 对照表", before=of.before.standard, after=of.after.standard),
        about=(source_line(of.before), source_line(of.after), *limit, method_line(of), by_rule_line()),
        columns=(
            Column(tr("序号"), 4),
            Column(tr("差别"), 6),
            Column(tr("条款"), 8),
            Column(of.before.standard, 34),
            Column(tr("条款"), 8),
            Column(of.after.standard, 34),
            Column(tr("数值"), 14),
            Column(tr("要求用词"), 8),
        ),
        rows=tuple(_row(number, row) for number, row in enumerate(of.rows, 1)),
    )


def method_line(of: ComparisonTable) -> str:
    """How the clauses were put side by side."""
    if of.is_by_wording and of.unchanged is None:
        return tr("条款按措辞逐条对应。")
    if of.is_by_wording:
        return tr("条款按措辞逐条对应，未变 {count} 条不列出。", count=of.unchanged)
    return tr("两个不同的文件：条款按标题和含义配对，只是可能对应，请核对。")


def change_name(row: Row) -> str:
    names = {
        Change.VALUE: tr("数值不同"),
        Change.REQUIREMENT: tr("要求用词不同"),
        Change.ADDED: tr("仅后者有"),
        Change.REMOVED: tr("仅前者有"),
        Change.WORDING: tr("措辞不同"),
        Change.MOVED: tr("编号不同"),
        Change.NONE: tr("相同"),
    }
    likely = tr("（可能对应）") if row.similarity is not None else ""
    return names[row.change] + likely


def swap_text(swap: Swap) -> str:
    """55 kg → 60 kg; — for nothing on one side."""
    return f"{_some(swap.only_before)} → {_some(swap.only_after)}" if swap else ""


def value_text(row: Row) -> str:
    """As ``swap_text``; what came or went between two editions by that word."""
    if row.similarity is not None or (row.values.only_before and row.values.only_after):
        return swap_text(row.values)
    values = _some(row.values.only_before or row.values.only_after)
    return tr("加了 {values}", values=values) if row.values.only_after else tr("去掉 {values}", values=values)


def requirement_text(row: Row) -> str:
    """宜 → 应；增加的语句有“不得”. Two different standards add nothing: one says a word that the other does not."""
    told = [_requirement(swap, is_likely=row.similarity is not None) for swap in row.requirements]
    if added := row.statements.only_after:
        told.append(tr("增加的语句有“{words}”", words="、".join(dict.fromkeys(added))))
    if dropped := row.statements.only_before:
        told.append(tr("删去的语句有“{words}”", words="、".join(dict.fromkeys(dropped))))
    return tr("；").join(dict.fromkeys(told))


def _requirement(swap: Swap, *, is_likely: bool) -> str:
    if swap.only_before and swap.only_after:
        return swap_text(swap)
    words = "、".join(dict.fromkeys(swap.only_before or swap.only_after))
    if swap.only_after:
        return tr("仅后者用“{words}”", words=words) if is_likely else tr("加了“{words}”", words=words)
    return tr("仅前者用“{words}”", words=words) if is_likely else tr("去掉“{words}”", words=words)


def _some(values: Sequence[str]) -> str:
    shown = list(dict.fromkeys(values))
    if len(shown) <= SHOWN_VALUES:
        return "、".join(shown) or "—"
    return tr("{values} 等 {count} 个", values="、".join(shown[:SHOWN_VALUES]), count=len(shown))


def _row(number: int, row: Row) -> tuple[Cell, ...]:
    return (
        cell(number),
        cell(change_name(row)),
        cell(_place(row.before)),
        _wording(row, row.before, WordChange.DELETE),
        cell(_place(row.after)),
        _wording(row, row.after, WordChange.INSERT),
        cell(swap_text(row.values)),
        cell(requirement_text(row)),
    )


def _place(side: Side | None) -> str:
    return "" if side is None else f"{side.clause or ''}{page_in_brackets(side.page, side.printed_page)}"


def _wording(row: Row, side: Side | None, own: WordChange) -> Cell:
    """One side's text: what both have, and what only it has, marked."""
    if side is None:
        return ()
    if not row.words:
        return cell(side.text)
    mark = Mark.REMOVED if own is WordChange.DELETE else Mark.ADDED
    kept = (run for run in row.words if run.change in (WordChange.EQUAL, own))
    return runs([Run(run.text, mark if run.change is own else Mark.PLAIN) for run in kept])
