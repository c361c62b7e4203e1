"""The library carried away, and other libraries taken in: what the window and the command line call."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.security.audit.entry import Kind
from app.security.marks import MarkTooLow
from app.workspace.auditing import Auditing
from app.workspace.carrying.last_backup import LastBackup, note_backup, read_last_backup
from app.workspace.originals import Originals
from app.workspace.vectors import Vectors
from app.workspace.writing import require_writing

if TYPE_CHECKING:  # numpy and cryptography come when they are used: a second writer is refused without them
    from app.library.transfer.snapshot import Scope
    from app.workspace.carrying.about import LibraryFile
    from app.workspace.carrying.packing import Packed, Packer
    from app.workspace.carrying.signers import Signers
    from app.workspace.carrying.unpacking import TakenIn, Unpacker


class Carrying:
    """Of one workspace. Safe to use from any thread."""

    def __init__(
        self,
        paths: WorkspacePaths,
        database: Database,
        catalogue: Catalogue,
        originals: Originals,
        vectors: Vectors,
        is_writing: bool,
        audit: Auditing,
    ) -> None:
        self._paths = paths
        self._audit = audit
        self._parts = (paths, database, catalogue, originals)
        self._vectors = vectors
        self._is_writing = is_writing

    @property
    def fingerprint(self) -> str:
        """Of this workspace's own signature, to be read out to who gets its files. Raises EnvironmentFault."""
        return self._signers.key().public.fingerprint

    def pack(self, path: Path, scope: Scope, by: str, progress: Progress, mark: str | None = None) -> Packed:
        """Write the library, or with ``scope.private`` the whole workspace, as one signed file, under the highest
        security mark of what it holds or the higher ``mark``. Gone on with where an earlier run was broken off. Raises
        UserError, MarkTooLow, EnvironmentFault, Cancelled."""
        require_writing(self._is_writing)
        self._require_no_vault()
        kind = Kind.BACKUP if scope.private else Kind.BUNDLE
        try:
            packed = self._packer.pack(path, scope, by, progress, mark)
        except MarkTooLow:
            self._audit.note(Kind.EXPORT_REFUSED, {"what": str(kind), "chosen": mark})
            raise
        about = packed.about
        self._audit.note(kind, {"documents": about.documents, "bytes": packed.size, "mark": about.mark})
        if scope.private:
            made = datetime.now(UTC).isoformat(timespec="seconds")
            note_backup(self._paths.last_backup, LastBackup(str(packed.path), made, packed.size))
        return packed

    def last_backup(self) -> LastBackup | None:
        """None where none was made."""
        return read_last_backup(self._paths.last_backup)

    def look_at(self, path: Path) -> LibraryFile:
        """What a file is and whose, without changing anything. Raises UserError, EnvironmentFault."""
        return self._unpacker.look_at(path)

    def trust(self, found: LibraryFile) -> None:
        """A person has compared the fingerprint of the file that was looked at. Raises EnvironmentFault."""
        require_writing(self._is_writing)
        self._signers.trust(found.signer, found.by)

    def verify(self, path: Path, progress: Progress) -> LibraryFile:
        """Read all of a file and compare every hash. Raises DamagedSeal, EnvironmentFault, Cancelled."""
        return self._unpacker.verify(path, progress)

    def take_in(self, path: Path, progress: Progress, *, trust: bool = False) -> TakenIn:
        """Add what a file holds; see ``Unpacker.take_in``. The index then holds its vectors."""
        require_writing(self._is_writing)
        self._require_no_vault()
        taken = self._unpacker.take_in(path, progress, trust=trust)
        self._audit.note(
            Kind.RESTORE,
            {
                "added": taken.added,
                "updated": taken.updated,
                "conversations": taken.conversations,
                "settings": taken.settings_taken,
            },
        )
        self._vectors.refresh(progress)
        return taken

    def _require_no_vault(self) -> None:
        """A sealed file is signed and not encrypted, and what is carried passes through files: neither is for a vault.

        Raises UserError.
        """
        if self._paths.vault.exists():
            raise UserError(
                tr("加密的工作区不能导出、备份到文件，也不能导入：这些文件是不加密的。"),
                tr("要备份，关闭准绳后复制整个工作区文件夹，它一直是加密的；要导入导出，先关闭加密。"),
            )

    @cached_property
    def _signers(self) -> Signers:
        from app.workspace.carrying.signers import Signers

        return Signers(self._paths.signing_key, self._paths.trusted_signers)

    @cached_property
    def _packer(self) -> Packer:
        from app.workspace.carrying.packing import Packer

        return Packer(*self._parts, self._signers)

    @cached_property
    def _unpacker(self) -> Unpacker:
        from app.workspace.carrying.unpacking import Unpacker

        return Unpacker(*self._parts, self._signers)
