"""Saves a comparison as a spreadsheet or a Word file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.assistant.text_work.comparison_report import comparison_report
from app.assistant.text_work.comparison_table import ComparisonTable
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.road.session import Session

UNFIT_FOR_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))


def save_comparison(desk: Desk, table: ComparisonTable, ending: str, choose: Callable[[str, str], Path | None]) -> None:
    """Ask where, then write in a job and tell the outcome in passing. A file that exists is never overwritten."""
    report = comparison_report(table)
    path = choose(report.title.translate(UNFIT_FOR_NAMES) + ending, ending)
    if path is None:
        return
    target = path

    def work(session: Session, progress: Progress) -> Path:
        return session.text_work.save(report, (table.before, table.after), target).path

    desk.run("save_comparison", work, lambda written: desk.say(tr("已存为 {name}。", name=written.name)))
