"""The state of an open workspace and of the machine below it, and what is cleared away by hand."""

from __future__ import annotations

from dataclasses import dataclass

from app.foundation.errors import ZhunshengError
from app.foundation.files import bytes_below
from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.stored_counts import StoredCounts, stored_counts
from app.runtime.gpus import gpu_report
from app.runtime.hardware import probe_machine
from app.workspace.health import Health, examine
from app.workspace.originals import Originals
from app.workspace.retention import forget_old, old_conversations
from app.workspace.soundness import Soundness, look_over
from app.workspace.vault import keys_of
from app.workspace.vectors import IndexState, Vectors
from app.workspace.writing import require_writing


@dataclass(frozen=True, slots=True)
class DataSizes:
    """Bytes on the disk. ``originals`` are the copies of added files, ``catalogue`` the texts with everything that a
    person has done; the ``conversations`` are a part of the catalogue. ``index`` is 0 until it is made,
    of vectors that are complete; until then these are compared as they lie in the catalogue."""

    originals: int
    catalogue: int
    conversations: int
    index: int
    logs: int

    @property
    def total(self) -> int:
        return self.originals + self.catalogue + self.index + self.logs


@dataclass(frozen=True, slots=True)
class LibraryHealth:
    """``index`` is None where the embedding model that is set cannot be had, or none is installed. ``outdated`` are the
    ids of the documents that were read by older rules than those of this version."""

    counts: StoredCounts
    index: IndexState | None
    outdated: tuple[str, ...] = ()


class Upkeep:
    """Safe to use from any thread. Deleting needs a workspace that was opened for writing."""

    def __init__(
        self,
        paths: WorkspacePaths,
        database: Database,
        catalogue: Catalogue,
        vectors: Vectors,
        conversations: Conversations,
        is_writing: bool,
    ) -> None:
        self._paths = paths
        self._database = database
        self._catalogue = catalogue
        self._vectors = vectors
        self._conversations = conversations
        self._is_writing = is_writing

    def machine(self) -> Health:
        """Asks the graphics drivers in a process of their own, which takes a second."""
        return examine(self._paths.root, probe_machine(), gpu_report(), len(self.outdated()))

    def library(self) -> LibraryHealth:
        try:
            index = self._vectors.state()
        except ZhunshengError:
            index = None
        return LibraryHealth(stored_counts(self._database), index, self.outdated())

    def outdated(self) -> tuple[str, ...]:
        """The ids of the documents that were read by older rules: reading them again makes them better."""
        from app.ingest.pipeline import READING_RULES  # comes with every reader

        return self._catalogue.read_by_rules_before(READING_RULES)

    def soundness(self, progress: Progress) -> Soundness:
        """Reads everything that is kept. Raises Cancelled."""
        originals = Originals(self._paths.originals, keys_of(self._paths))
        return look_over(self._database, self._catalogue, originals, self._vectors, progress)

    def sizes(self) -> DataSizes:
        paths = self._paths
        catalogue = sum(bytes_below(path) for path in paths.root.glob(f"{paths.catalogue.name}*"))
        return DataSizes(
            originals=bytes_below(paths.originals),
            catalogue=catalogue,
            conversations=stored_counts(self._database).conversation_bytes,
            # before the first vectors are complete there are notes about it alone
            index=bytes_below(paths.index) if any(paths.index.glob("*.lance")) else 0,
            logs=bytes_below(paths.logs),
        )

    def old_conversations(self, days: int) -> int:
        """How many there are that nothing was added to for so many days."""
        return len(old_conversations(self._conversations, days))

    def forget_old_conversations(self, days: int) -> int:
        """Delete them for good; gives how many there were. Raises UserError."""
        require_writing(self._is_writing)
        return forget_old(self._conversations, days)
