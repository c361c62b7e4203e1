"""Take in what another library, or a backup, holds: nothing is read or embedded again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.foundation.settings import load_settings
from app.library.catalogue import Catalogue, PutStatus
from app.library.database import Database
from app.library.transfer.merging import Incoming, OtherLibrary, take_document, take_register
from app.library.transfer.private_rows import take_private_rows
from app.security.sealed_reading import SealedFile, opened
from app.workspace.carrying.about import CATALOGUE, ORIGINALS, SETTINGS, LibraryFile, LibraryKind, describe
from app.workspace.carrying.passing_folder import passing_folder
from app.workspace.carrying.signers import Signers
from app.workspace.originals import Originals

SPARE_BYTES = 64 << 20
"""What must be left on the disk beside what comes in."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Documents that are new, that newer rules have read there, and that were here already; entries of the register
    and conversations that came. ``settings_taken``: an empty workspace has taken over the settings of its backup."""

    added: int
    updated: int
    unchanged: int
    register_entries: int = 0
    conversations: int = 0
    without_original: tuple[str, ...] = ()
    settings_taken: bool = False


@dataclass(frozen=True, slots=True)
class Unpacker:
    paths: WorkspacePaths
    database: Database
    catalogue: Catalogue
    originals: Originals
    signers: Signers

    def look_at(self, path: Path) -> LibraryFile:
        """What it is and whose, without changing anything. Raises UserError, EnvironmentFault."""
        with opened(path) as file:
            return self._describe(file)

    def verify(self, path: Path, progress: Progress) -> LibraryFile:
        """Read all of it and compare every hash. Raises DamagedSeal, EnvironmentFault, Cancelled."""
        with opened(path) as file:
            found = self._describe(file)
            file.verify(progress)
        return found

    def take_in(self, path: Path, progress: Progress, *, trust: bool = False) -> TakenIn:
        """Add what the file holds, after all of it is found right; with ``trust`` its signer is believed from now on.

        One document a commit: a run that was broken off is gone on with by the same call. Raises UnknownSigner,
        DamagedSeal, UserError, EnvironmentFault, Cancelled; before the first document nothing is changed.
        """
        with opened(path) as file:
            kind = describe(file.seal, is_trusted=True).kind
            if trust:
                self.signers.trust(file.seal.signer, file.seal.manifest.by)
            self.signers.require(file.seal)
            self._require_room(file)
            file.verify(progress)
            is_first = not self.catalogue.ids()
            with self._other(file) as other:
                documents = other.documents()
                statuses = [self._take(file, other, document, path) for document in _told(documents, progress)]
                register = take_register(other, self.database)
                is_backup = kind is LibraryKind.BACKUP
                conversations = take_private_rows(other.database, self.database) if is_backup else 0
                settings_come = is_backup and is_first and self._take_settings(file)
        return TakenIn(
            added=statuses.count(PutStatus.ADDED),
            updated=statuses.count(PutStatus.UPDATED),
            unchanged=statuses.count(PutStatus.UNCHANGED),
            register_entries=register,
            conversations=conversations,
            without_original=tuple(each.file for each in documents if self._member_of(each) not in file.names),
            settings_taken=settings_come,
        )

    def _describe(self, file: SealedFile) -> LibraryFile:
        is_trusted = self.signers.is_trusted(file.seal.signer)
        return describe(file.seal, is_trusted=is_trusted, ids=self.catalogue.ids())

    def _take_settings(self, file: SealedFile) -> bool:
        """Only settings that this version can read: with others the workspace would not open any more."""
        if SETTINGS not in file.names:
            return False
        looked_at = self.paths.incoming / SETTINGS
        file.copy(SETTINGS, looked_at)
        try:
            load_settings(looked_at)
        except UserError:
            return False
        file.copy(SETTINGS, self.paths.settings)
        return True

    def _take(self, file: SealedFile, other: OtherLibrary, document: Incoming, path: Path) -> PutStatus:
        """The copy of its file first, so that a document in the catalogue always has the page that it cites."""
        member = self._member_of(document)
        if member in file.names:
            file.copy(member, self.originals.path_of(document.id, document.format))
        place = document.path if Path(document.path).is_absolute() else str(path / document.id / document.file)
        return take_document(other, document, self.database, place)

    def _member_of(self, document: Incoming) -> str:
        return ORIGINALS + self.originals.path_of(document.id, document.format).name

    @contextmanager
    def _other(self, file: SealedFile) -> Iterator[OtherLibrary]:
        """Its catalogue, in a private folder that is gone afterwards."""
        with passing_folder(self.paths.incoming) as folder:
            file.copy(CATALOGUE, folder / CATALOGUE)
            with closing(OtherLibrary(folder / CATALOGUE)) as other:
                yield other

    def _require_room(self, file: SealedFile) -> None:
        """Twice the catalogue, which is read beside ours, and the files that are not here yet."""
        wanted = SPARE_BYTES + sum(
            2 * member.size if member.name == CATALOGUE else member.size
            for member in file.seal.manifest.members
            if not (self.paths.root / member.name).is_file()
        )
        free = shutil.disk_usage(self.paths.root).free
        if free < wanted:
            raise EnvironmentFault(
                tr("磁盘空间不够：还要 {wanted} MB，只有 {free} MB。", wanted=wanted >> 20, free=free >> 20),
                tr("请先腾出空间；什么也没有改动。"),
            )


def _told(documents: Sequence[Incoming], progress: Progress) -> Iterator[Incoming]:
    for done, document in enumerate(documents):
        progress.report("import", done, len(documents), document.file)
        yield document
    progress.report("import", len(documents), len(documents))
