"""Reports as comma-separated values (.csv), for programs that read nothing else."""

from __future__ import annotations

import csv
from io import StringIO

from app.assistant.export.report import Cell, Mark, Report, plain_text

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BRACKETS = {Mark.PLAIN: ("", ""), Mark.REMOVED: ("[-", "-]"), Mark.ADDED: ("{+", "+}")}


def csv_bytes(report: Report) -> bytes:
    """Title, what it is about, head and rows; UTF-8 with a byte order mark, without which Excel guesses wrongly."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([_safe(line)] for line in (report.title, *report.about))
    writer.writerow([column.name for column in report.columns])
    writer.writerows([_safe(_marked(cell)) for cell in row] for row in report.rows)
    if report.label:
        writer.writerow([report.label])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _marked(cell: Cell) -> str:
    if all(run.mark is Mark.PLAIN for run in cell):
        return plain_text(cell)
    return "".join(run.text.join(_BRACKETS[run.mark]) for run in cell)


def _safe(text: str) -> str:
    """An apostrophe keeps a spreadsheet from taking a clause that begins with "=" for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
