"""Pack the library, or the whole workspace, into one signed file."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.foundation.codec import to_plain
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue, Entry
from app.library.conversation_rows import marks_of_answers
from app.library.database import SCHEMA, Database
from app.library.transfer.snapshot import Scope, Snapshot, snapshot
from app.security.marks import highest_mark, mark_to_bear
from app.security.sealed import Manifest, SealedMember
from app.security.sealing import Content, seal
from app.workspace.carrying.about import CATALOGUE, ORIGINALS, SETTINGS, AboutLibrary, LibraryKind
from app.workspace.carrying.passing_folder import passing_folder
from app.workspace.carrying.signers import Signers
from app.workspace.originals import Originals


@dataclass(frozen=True, slots=True)
class Packed:
    """``size`` of the file in bytes; ``without_original`` names the documents whose copy was lost, which go without
    their pages."""

    path: Path
    size: int
    about: AboutLibrary
    without_original: tuple[str, ...]


def maker_name() -> str:
    """The login name; empty where the system has none: a person without an account, in a container."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@dataclass(frozen=True, slots=True)
class Packer:
    paths: WorkspacePaths
    database: Database
    catalogue: Catalogue
    originals: Originals
    signers: Signers

    def pack(self, path: Path, scope: Scope, by: str, progress: Progress, mark: str | None = None) -> Packed:
        """Write the file; ``by`` is what the maker is called, ``mark`` the security mark that a person wants on it. A
        run that was broken off is gone on with.

        Raises UserError (a name that is taken, nothing to pack), MarkTooLow, EnvironmentFault, Cancelled.
        """
        entries = [entry for entry in self.catalogue.entries() if scope.holds(entry.id, entry.collection)]
        if not entries and not scope.private:
            raise UserError(tr("没有可以导出的文件。"), tr("请先添加文件，或选另一个文库。"))
        marks = {entry.metadata.security_mark for entry in entries}
        if scope.private:
            marks |= marks_of_answers(self.database)
        borne = mark_to_bear(highest_mark(sorted(mark for mark in marks if mark)), mark)
        progress.report("pack", 0, None)
        with passing_folder(self.paths.outgoing) as folder:
            catalogue = folder / CATALOGUE
            about = _about(snapshot(self.database, catalogue, scope), entries, borne)
            copies = [(entry, self.originals.path_of(entry.id, entry.format)) for entry in entries]
            held = sorted((copy.name, copy, entry) for entry, copy in copies if copy.is_file())
            contents = [Content(f"{ORIGINALS}{name}", copy, entry.sha256) for name, copy, entry in held]
            if scope.private and self.paths.settings.is_file():
                contents.append(Content(SETTINGS, self.paths.settings))
            contents.append(Content(CATALOGUE, catalogue))
            kind = LibraryKind.BACKUP if scope.private else LibraryKind.LIBRARY
            seal(path, contents, lambda members: _manifest(kind, by, members, about), self.signers.key(), progress)
        lost = tuple(entry.file for entry, copy in copies if not copy.is_file())
        return Packed(path, path.stat().st_size, about, lost)


def _about(taken: Snapshot, entries: Sequence[Entry], mark: str | None) -> AboutLibrary:
    marks = {entry.metadata.security_mark for entry in entries}
    return AboutLibrary(
        documents=len(entries),
        clauses=sum(entry.clauses for entry in entries),
        vectors=taken.vectors,
        schema=SCHEMA,
        vector_models=taken.vector_models,
        collections=tuple(sorted({entry.collection for entry in entries})),
        security_marks=tuple(sorted(each for each in marks if each)),
        mark=mark,
    )


def _manifest(kind: LibraryKind, by: str, members: tuple[SealedMember, ...], about: AboutLibrary) -> Manifest:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(kind.value, made, by, f"zhunsheng {__version__}", members, to_plain(about))
