"""An office's own list of standards and what is in force, as it is imported from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import DocumentStatus


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says of one edition. ``number`` is normalised ("GB/T 1234-2020"), or the title of a law;
    dates are ISO 8601; ``replaced_by`` are numbers or titles."""

    number: str
    title: str = ""
    status: DocumentStatus = DocumentStatus.UNKNOWN
    replaced_by: tuple[str, ...] = ()
    issued: str | None = None
    effective: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterIssue:
    """What is wrong with a line of the list; ``line`` counts from 1 with the heads, as a spreadsheet shows it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class RegisterList:
    """A list as it was read: bad lines are told and the others taken."""

    entries: tuple[RegisterEntry, ...]
    issues: tuple[RegisterIssue, ...] = ()
