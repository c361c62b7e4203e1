"""OFD, the format of government documents (GB/T 33190-2016): pages with places, as PDF has them."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.ofd.file import OfdFile
from app.ingest.readers.printed import read_printed
from app.ingest.zip_guard import ZIP_SIGNATURE


class OfdReader:
    """Reads .ofd. Seals and annotations are no text; encrypted files raise UnreadableFile."""

    format = "ofd"
    suffixes: tuple[str, ...] = (".ofd",)

    def accepts(self, head: bytes) -> bool:
        """A zip archive; whether it is an OFD file shows when it is opened."""
        return head.startswith(ZIP_SIGNATURE)

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile, Cancelled."""
        with OfdFile(path) as ofd:
            return read_printed(ofd, path.name, self.format, options)
