"""What a piece of text work has come to: shown as rows of text, saved as a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.assistant.export.report import Report
from app.domain.evidence import Source
from app.foundation.jobs import Progress
from app.gui.parts.clause_place import open_clause, open_document
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.parts.text_rows import Cell, RowColumn
from app.gui.road.session import Session


@dataclass(frozen=True, slots=True)
class ClauseTarget:
    """A clause of a document, or without one the document itself."""

    document_id: str
    clause_id: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """``remark`` is what a person should look at first, in the tone of a warning where ``is_warning``; without rows
    ``lacking`` tells what to do instead."""

    report: Report
    sources: tuple[Source, ...]
    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remark: str = ""
    is_warning: bool = False
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is wanting before work can begin, and the next step."""

    text: str
    hint: str = ""


Work = Callable[[Session, Progress], Finished]


def open_target(desk: Desk, target: object) -> None:
    """A place in the reader, with its quote lit, or a clause."""
    if isinstance(target, Place):
        desk.open((target,))
    elif isinstance(target, ClauseTarget):
        if target.clause_id is None:
            open_document(desk, target.document_id)
        else:
            open_clause(desk, target.document_id, target.clause_id)
