"""An OFD file (GB/T 33190-2016) as its parts: which documents, pages, templates and resources it holds, and where."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from xml.etree.ElementTree import Element

from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.zip_guard import GuardedZip

ROOT_PART = "ofd.xml"
MOST_PAGES = 10_000
_ENCRYPTED_PARTS = ("encryptions.xml", "decryptseed.dat", "entriesmap.dat")
"""Of a file whose parts are enciphered (GM/T 0099-2020, 7.3)."""

Box = tuple[float, float, float, float]
"""x, y, width and height in millimetres."""
A4: Box = (0.0, 0.0, 210.0, 297.0)


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """One document of the file: the names of its parts. ``page_box`` is the size of pages that name none."""

    pages: tuple[str, ...]
    templates: dict[str, str]
    resources: tuple[str, ...]
    page_box: Box


class OfdPackage:
    """The parts of one OFD file. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableFile: damaged, a bomb, encrypted, or no OFD file."""
        self.file = path.name
        self._zip = GuardedZip(path)
        self._names = {_plain(name).lower(): name for name in self._zip.names}
        try:
            if any(posixpath.basename(name) in _ENCRYPTED_PARTS for name in self._names):
                raise unreadable(UnreadableCode.LOCKED, self.file)
            self.documents = tuple(self._documents())
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def part(self, name: str) -> Element | None:
        """The root of one XML part with plain tags, None where it is missing. Raises UnreadableFile."""
        stored = self._names.get(name.lower())
        root = self._zip.xml(stored) if stored is not None else None
        if root is not None:
            for element in root.iter():
                element.tag = element.tag.rpartition("}")[2]  # writers disagree about the namespace
        return root

    def data(self, name: str) -> bytes | None:
        """The bytes of one part, None where it is missing. Raises UnreadableFile."""
        stored = self._names.get(name.lower())
        return self._zip.data(stored) if stored is not None else None

    def resolved(self, source: str, location: str, base: str = "") -> str:
        """The name of the part at a location (7.3): from the root with a slash, else from the part that names it.

        ``base`` is the folder that a list of resources declares for its files. Writers mean the document's folder
        or the root too: the first place where there is such a part counts.
        """
        location = location.strip().replace("\\", "/")
        if location.startswith("/"):
            return _plain(location)
        folder = posixpath.dirname(source)
        places = [posixpath.join(folder, base.strip().replace("\\", "/").lstrip("/"), location)]
        places += [posixpath.join(folder, location), location]
        names = [_plain(place) for place in places]
        return next((name for name in names if name.lower() in self._names), names[0])

    def _documents(self) -> Iterator[OfdDocument]:
        root = self.part(ROOT_PART)
        if root is None:
            raise unreadable(UnreadableCode.DAMAGED, self.file)
        for location in root.iter("DocRoot"):
            name = self.resolved(ROOT_PART, location.text or "")
            document = self.part(name)
            if document is not None:
                yield self._document(name, document)

    def _document(self, name: str, document: Element) -> OfdDocument:
        pages = [self.resolved(name, page.get("BaseLoc", "")) for page in document.findall("Pages/Page")]
        if len(pages) > MOST_PAGES:
            raise unreadable(UnreadableCode.BOMB, self.file)
        common = document.find("CommonData")
        if common is None:
            return OfdDocument(tuple(pages), {}, (), A4)
        templates = common.findall("TemplatePage")
        resources = [item for item in common if item.tag in ("PublicRes", "DocumentRes")]
        return OfdDocument(
            tuple(pages),
            {template.get("ID", ""): self.resolved(name, template.get("BaseLoc", "")) for template in templates},
            tuple(self.resolved(name, item.text or "") for item in resources),
            box_of(common.findtext("PageArea/PhysicalBox")) or A4,
        )


def box_of(text: str | None) -> Box | None:
    """A box as it is written, None where it is none or empty."""
    values = numbers(text)
    if len(values) < 4 or values[2] <= 0 or values[3] <= 0:
        return None
    return values[0], values[1], values[2], values[3]


def numbers(text: str | None) -> list[float]:
    """The numbers of a list up to the first that is none."""
    values: list[float] = []
    for word in (text or "").replace(",", " ").split():
        try:
            values.append(float(word))
        except ValueError:
            break
    return [value for value in values if abs(value) < 1e6]


def _plain(name: str) -> str:
    """A name without the ways of writing it: leading slashes, backslashes, steps up and down."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").removeprefix("./")
