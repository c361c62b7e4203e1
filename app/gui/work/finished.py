"""What a piece of text work has come to: shown as rows of text, saved as a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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
    ``lacking`` tells what to do instead; ``wants_model``: with a chat model there would be more. ``again`` makes it
    from the same result, with our own words in the language of then."""

    report: Report
    sources: tuple[Source, ...]
    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remark: str = ""
    is_warning: bool = False
    lacking: str = ""
    wants_model: bool = False
    again: Callable[[], Finished] | None = field(default=None, repr=False, compare=False)

    def in_this_language(self) -> Finished:
        """The texts of documents and what a model wrote stay as they are."""
        return self.again() if self.again is not None else self


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is wanting before work can begin, and the next step."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A row that is there before the rest; ``by_model`` tells that a model wrote in it."""

    columns: tuple[RowColumn, ...]
    row: tuple[Cell, ...]
    by_model: bool


Tell = Callable[[Arrived], None]
Work = Callable[[Session, Progress, Tell], Finished]
"""Tells its rows from the thread that it works on."""


def open_target(desk: Desk, target: object) -> None:
    """A place in the reader, with its quote lit, or a clause."""
    if isinstance(target, Place):
        desk.open((target,))
    elif isinstance(target, ClauseTarget):
        if target.clause_id is None:
            open_document(desk, target.document_id)
        else:
            open_clause(desk, target.document_id, target.clause_id)
