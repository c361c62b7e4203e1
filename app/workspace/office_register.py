"""The office's own list of what is in force: files in, entries kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.register import RegisterEntry, RegisterIssue
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.ingest.reading import DocumentReader
from app.library.register import Register, RegisterImport
from app.workspace.writing import require_writing


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What an import did, and the lines that it could not take."""

    done: RegisterImport
    issues: tuple[RegisterIssue, ...]


@dataclass(frozen=True, slots=True)
class OfficeRegister:
    """The register with its way in. Changes need a workspace that was opened for writing."""

    register: Register
    reader: DocumentReader
    is_writing: bool

    def import_file(self, path: Path, *, replace: bool = False) -> RegisterReport:
        """Add the entries of a CSV file, spreadsheet or table; with ``replace`` they become the whole register.

        Raises UserError when the file is no list of standards; a list without any good line changes nothing.
        """
        require_writing(self.is_writing)
        found = self.reader.register(path)
        if not found.entries:
            raise UserError(
                tr("“{file}”里没有一行可用的记录", file=path.name),
                found.issues[0].message if found.issues else "",
            )
        return RegisterReport(self.register.put(found.entries, path.name, replace=replace), found.issues)

    def entries(self) -> list[RegisterEntry]:
        """All entries in the order of their numbers."""
        return self.register.entries()

    def clear(self) -> int:
        """Empty the register; gives how many entries it held."""
        require_writing(self.is_writing)
        return self.register.clear()
