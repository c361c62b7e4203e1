"""The pages of documents as they are printed, from the copies of their files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.ingest.layout.image import PageImage
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue, Entry
from app.workspace.originals import Originals
from app.workspace.passwords import Passwords


@dataclass(frozen=True, slots=True)
class PageImages:
    """Draws in a worker of its own: a click on a citation must not wait for a file that is being read."""

    catalogue: Catalogue
    originals: Originals
    passwords: Passwords
    reader: DocumentReader

    def draw(self, document_id: str, page: int, scale: float, password: str | None) -> PageImage:
        """As Workspace.page_image."""
        entry, original = self._found(document_id)
        known = password or self.passwords.of(entry.id)
        image = self.reader.page_image(
            original, page, scale, password=known, file=entry.file, data=self.originals.content(original)
        )
        if password is not None:
            self.passwords.remember(entry.id, password)
        return image

    def sizes(self, document_id: str, password: str | None) -> tuple[tuple[float, float], ...]:
        """As Workspace.page_sizes."""
        entry, original = self._found(document_id)
        known = password or self.passwords.of(entry.id)
        sizes = self.reader.page_sizes(original, password=known, file=entry.file, data=self.originals.content(original))
        if password is not None:
            self.passwords.remember(entry.id, password)
        return sizes

    def _found(self, document_id: str) -> tuple[Entry, Path]:
        entry = self.catalogue.entry(document_id)
        original = self.originals.path_of(entry.id, entry.format)
        if not original.exists():
            raise EnvironmentFault(tr("工作区里没有 {file} 的副本", file=entry.file), tr("请把这个文件重新添加一次。"))
        return entry, original
