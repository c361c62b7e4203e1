"""A table on its way out of the program, whatever the format of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.security.labels import AI_LABEL

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold: a text layer may, and both formats are XML."""


class Mark(StrEnum):
    """How a stretch of a cell is shown. What was taken out is struck through and what was put in underlined, besides
    their colours, because a black-and-white printer has none."""

    PLAIN = "plain"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look."""

    text: str
    mark: Mark = Mark.PLAIN


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is its share of the page, in characters of Chinese print."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Report:
    """``about`` are the lines between title and table (of what, made how). ``model`` names the language model that
    wrote any of it: the label of generated text then stands at the end, and the file's metadata say so. Without a model
    everything is the documents' own text, or worked out by rule."""

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    model: str | None = None
    shows_label: bool = True

    @property
    def label(self) -> str:
        """The visible label of GB 45438-2025 where it is due, else nothing."""
        return AI_LABEL if self.model is not None and self.shows_label else ""


def cell(text: object = "") -> Cell:
    """A cell of plain text; None is an empty one."""
    return (Run(printable(str(text))),) if text not in (None, "") else ()


def runs(parts: Sequence[Run]) -> Cell:
    """A cell of marked stretches."""
    return tuple(Run(printable(part.text), part.mark) for part in parts if part.text)


def printable(text: str) -> str:
    """The text without the characters that a file of XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def plain_text(of: Cell) -> str:
    return "".join(run.text for run in of)
