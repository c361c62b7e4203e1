"""Where documents lie while files take the places of others: of two that swap their names neither is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import document_id
from app.ingest.errors import UnreadableFile
from app.library.catalogue import Catalogue, StoredFile
from app.workspace.originals import Originals


@dataclass(frozen=True, slots=True)
class Places:
    """Of one run of adding ``files``; ``collections`` are by path, as they were before its first move."""

    originals: Originals
    catalogue: Catalogue
    files: Sequence[Path]
    collections: Mapping[str, str]

    def moved(self, document: str, path: Path) -> dict[str, str]:
        """Of what was read from this path before that document: the ids of what another file holds now, and its path.

        Reads only files of the right size, and none where nothing is about to be replaced.
        """
        others = self.catalogue.others_at(str(path), document)
        places = {other.id: self._elsewhere(other, path) for other in others}
        return {other: str(place) for other, place in places.items() if place is not None}

    def _elsewhere(self, other: StoredFile, path: Path) -> Path | None:
        size = self.originals.size_of(other.id, other.format)
        if size is None:
            return None
        files = (*map(Path, self.catalogue.watched_places(other.id)), *self.files)
        return next(
            (file for file in files if file != path and _size(file) == size and content_of(file) == other.id), None
        )


def content_of(file: Path) -> str:
    """The id of the document that the file is, or would be; "" where it cannot be read."""
    from app.ingest.pipeline import file_fingerprint  # with every reader

    try:
        return document_id(file_fingerprint(file))
    except UnreadableFile:
        return ""


def _size(file: Path) -> int | None:
    """In bytes; None where there is no such file."""
    try:
        return file.stat().st_size
    except OSError:
        return None
