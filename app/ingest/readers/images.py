"""Pictures of pages: photographs and scans that were never put into a document."""

from __future__ import annotations

from pathlib import Path

from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.readers.image_file import ImageFile
from app.ingest.readers.printed import read_printed

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


class ImageReader:
    """Reads PNG, JPEG, TIFF, BMP and WebP by recognition."""

    format = "image"
    suffixes: tuple[str, ...] = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

    def accepts(self, head: bytes) -> bool:
        """By the first bytes. BM and RIFF are words too: zero bytes in the sizes after them make them pictures."""
        if head.startswith(_SIGNATURES):
            return True
        is_bitmap = head.startswith(b"BM") and head[6:10] == bytes(4)
        return is_bitmap or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile, Cancelled."""
        with ImageFile(path) as pages:
            return read_printed(pages, path.name, self.format, options)
