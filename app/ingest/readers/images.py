"""Pictures of pages: photographs and scans that were never put into a document."""

from __future__ import annotations

from pathlib import Path

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.image_file import ImageFile
from app.ingest.lines import DEFAULT_OPTIONS, OcrMode, Reading, ReadOptions
from app.ingest.ocr_reading import recognise_pages

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
        if options.ocr is OcrMode.NEVER:
            raise unreadable(UnreadableCode.SCAN, path.name)
        with ImageFile(path) as pages:
            sizes = {number: pages.size(number) for number in range(1, pages.page_count + 1)}
            scans = recognise_pages(sizes, pages.render, options)
        blocks = scans.blocks_among({}, {})
        if not blocks:
            code = UnreadableCode.SCAN if scans.unread else UnreadableCode.NO_TEXT
            raise unreadable(code, path.name, " ".join(issue.message for issue in scans.issues[:1]))
        return Reading(self.format, blocks, len(sizes), tuple(scans.issues), is_partial=bool(scans.unread))
