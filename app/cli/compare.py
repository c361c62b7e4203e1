"""``compare ID ID``: what the second text changed against the first."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.cli.output import Output
from app.cli.types import Subparsers
from app.domain.comparison import ClauseChange, ComparedClause, Comparison
from app.domain.document import Clause, heading
from app.domain.word_changes import WordChange, WordRun
from app.foundation.messages import tr
from app.security.marks import marked
from app.workspace import Workspace

Json = dict[str, Any]

SHOWN_CONTEXT = 24
"""Characters of an unchanged run that are shown on either side of a change."""

PLAIN = {WordChange.EQUAL: "{}", WordChange.DELETE: "[-{}-]", WordChange.INSERT: "{{+{}+}}"}
COLOURED = {
    WordChange.EQUAL: "{}",
    WordChange.DELETE: "\x1b[31m[-{}-]\x1b[0m",
    WordChange.INSERT: "\x1b[32m{{+{}+}}\x1b[0m",
}


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("compare", parents=[common], help=tr("比较两个文本：增加、删除、修改、移动的条款"))
    parser.add_argument("before", metavar="ID", help=tr("旧文本"))
    parser.add_argument("after", metavar="ID", help=tr("新文本"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        comparison = workspace.compare(options.before, options.after)
        mark = workspace.text_work.mark_of((options.before, options.after))
    marks = COLOURED if _is_colour_wanted() else PLAIN
    value = comparison_json(comparison) | {"security_mark": mark}
    output.value(value, marked("\n".join(_lines(comparison, marks)), mark))
    return 0


def comparison_json(comparison: Comparison) -> Json:
    """The contract's shape.

    Clauses are {"number", "id", "title"}, those added and removed with their "text" (unnumbered parts included);
    "moved" are {"from", "to"}; "words" are {"change": equal/delete/insert, "text"} in reading order, so that all but
    the deleted ones joined are the later text. A clause that was renumbered and amended is in both "moved" and
    "changed"; "unchanged" counts those that are in neither.
    """
    return {
        "added": [_clause_json(added.clause) | {"text": added.text} for added in comparison.added],
        "removed": [_clause_json(removed.clause) | {"text": removed.text} for removed in comparison.removed],
        "moved": [_pair_json(change) for change in comparison.moved],
        "changed": [
            _pair_json(change) | {"words": [{"change": run.change.value, "text": run.text} for run in change.words]}
            for change in comparison.changed
        ],
        "unchanged": comparison.unchanged,
    }


def _clause_json(clause: Clause) -> Json:
    return {"number": clause.number, "id": clause.id, "title": clause.title}


def _pair_json(change: ClauseChange) -> Json:
    return {"from": _clause_json(change.before.clause), "to": _clause_json(change.after.clause)}


def _is_colour_wanted() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _lines(comparison: Comparison, marks: Mapping[WordChange, str]) -> Iterator[str]:
    yield tr(
        "增加 {added}，删除 {removed}，移动 {moved}，修改 {changed}，未变 {unchanged}",
        added=len(comparison.added),
        removed=len(comparison.removed),
        moved=len(comparison.moved),
        changed=len(comparison.changed),
        unchanged=comparison.unchanged,
    )
    yield from _whole(tr("增加"), comparison.added, "+", marks[WordChange.INSERT])
    yield from _whole(tr("删除"), comparison.removed, "-", marks[WordChange.DELETE])
    only_moved = [change for change in comparison.moved if not change.words]
    if only_moved:
        yield ""
        yield tr("移动")
        yield from (f"= {_way(change)}" for change in only_moved)
    if comparison.changed:
        yield ""
        yield tr("修改")
    for change in comparison.changed:
        yield f"~ {_way(change)}"
        yield from (f"    {line}" for line in _marked(change.words, marks).splitlines())


def _whole(title: str, clauses: Iterable[ComparedClause], sign: str, mark: str) -> Iterator[str]:
    for place, compared in enumerate(clauses):
        if place == 0:
            yield ""
            yield title
        yield f"{sign} {heading(compared.clause)}".rstrip()
        yield from (f"    {mark.format(line)}" for line in compared.text.splitlines() if line != compared.clause.title)


def _way(change: ClauseChange) -> str:
    before, after = heading(change.before.clause), heading(change.after.clause)
    return before if before == after else f"{before} → {after}"


def _marked(words: Iterable[WordRun], marks: Mapping[WordChange, str]) -> str:
    return "".join(marks[run.change].format(_shown(run)) for run in words)


def _shown(run: WordRun) -> str:
    if run.change is not WordChange.EQUAL or len(run.text) <= 2 * SHOWN_CONTEXT + 1:
        return run.text
    return f"{run.text[:SHOWN_CONTEXT]}…{run.text[-SHOWN_CONTEXT:]}"
