"""Reports as comma-separated values (.csv), for programs that read nothing else."""

from __future__ import annotations

import csv
from io import StringIO

from app.assistant.export.report import Cell, Mark, Report, plain_text
from app.foundation.cells import inert_cell
from app.security.labels import AI_LABEL

_BRACKETS = {Mark.PLAIN: ("", ""), Mark.REMOVED: ("[-", "-]"), Mark.ADDED: ("{+", "+}")}


def csv_bytes(report: Report) -> bytes:
    """Title, what it is about, head and rows; UTF-8 with a byte order mark, without which Excel guesses wrongly. There
    is no place for an implicit label of generated text, so that the visible one stays whatever is set."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([inert_cell(line)] for line in (report.title, *report.about))
    writer.writerow([column.name for column in report.columns])
    writer.writerows([inert_cell(_marked(cell)) for cell in row] for row in report.rows)
    if report.model is not None:
        writer.writerow([AI_LABEL])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _marked(cell: Cell) -> str:
    if all(run.mark is Mark.PLAIN for run in cell):
        return plain_text(cell)
    return "".join(run.text.join(_BRACKETS[run.mark]) for run in cell)
