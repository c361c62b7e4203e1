"""An open OFD file: what is on its pages, and their images."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from app.ingest.layout.content import PageContent
from app.ingest.layout.image import PageImage
from app.ingest.ofd.content import page_content
from app.ingest.ofd.drawing import draw_page
from app.ingest.ofd.items import OfdPage
from app.ingest.ofd.package import OfdDocument, OfdPackage
from app.ingest.ofd.page import PageReader
from app.ingest.ofd.resources import read_resources

BLANK = OfdPage(595.0, 842.0, (), (), ())
"""A page whose part is missing: the others keep their numbers."""


@dataclass(frozen=True, slots=True)
class _Document:
    """``shared_templates`` stand on more than one page."""

    reader: PageReader
    parts: tuple[str, ...]
    shared_templates: frozenset[str]


class OfdFile:
    """An open OFD file, the pages of all its documents counted through. Use it in a with statement.

    Raises UnreadableFile: damaged, a bomb, encrypted, or no OFD file.
    """

    def __init__(self, path: Path) -> None:
        self._package = OfdPackage(path)
        try:
            self._documents = [self._opened(document) for document in self._package.documents]
        except BaseException:
            self._package.close()
            raise
        self._pages = [(document, part) for document in self._documents for part in document.parts]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._package.close()

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> PageContent:
        """The content of a page, counted from 1."""
        document, part = self._pages[number - 1]
        return page_content(document.reader.read(part) or BLANK, number, document.shared_templates)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of a page, counted from 1."""
        document, part = self._pages[number - 1]
        return document.reader.size(part) or (BLANK.width, BLANK.height)

    def render(self, number: int, scale: float) -> PageImage:
        """A page, counted from 1, in pixels; ``scale`` 1.0 is 72 dots an inch. Raises UserError."""
        document, part = self._pages[number - 1]
        return draw_page(document.reader.read(part) or BLANK, number, scale, self._package.data)

    def _opened(self, document: OfdDocument) -> _Document:
        resources = read_resources(self._package, document.resources)
        reader = PageReader(self._package, resources, document.templates, document.page_box)
        return _Document(reader, document.pages, self._shared_templates(document))

    def _shared_templates(self, document: OfdDocument) -> frozenset[str]:
        uses: Counter[str] = Counter()
        for part in document.pages if document.templates else ():
            root = self._package.part(part)
            if root is not None:
                uses.update({item.get("TemplateID", "") for item in root.findall("Template")})
        return frozenset(template for template, count in uses.items() if count > 1)
