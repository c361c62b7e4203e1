"""What a Word file or a workbook says of itself: its title, who made it and when.

The libraries begin from a template and leave its author, its times, its picture and its program in the file.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from app import __version__
from app.assistant.export.report import printable
from app.security.labels import PRODUCER

TITLE_LENGTH = 255
"""Characters, Office's own limit."""
CORE, PROGRAM, RELATIONS, PICTURE = "docProps/core.xml", "docProps/app.xml", "_rels/.rels", "docProps/thumbnail.jpeg"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _HEAD + "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{producer}</dc:creator>"
    "<cp:lastModifiedBy>{producer}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
)
_PROGRAM = (
    _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{producer}</Application><AppVersion>{version}</AppVersion></Properties>"
)
_PICTURE_RELATION = re.compile(rb"<Relationship [^>]*/metadata/thumbnail\"[^>]*/>")


def with_own_properties(data: bytes, title: str, made: datetime | None = None) -> bytes:
    """The bytes of a .docx or .xlsx with our title, name and time in place of the template's. ``made`` is now where it
    is not given. Properties of our own, such as the label of generated text, stay."""
    time = (made or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    own = {
        CORE: _CORE.format(title=escape(printable(title)[:TITLE_LENGTH]), producer=PRODUCER, time=time),
        PROGRAM: _PROGRAM.format(producer=PRODUCER, version=_two_part(__version__)),
    }
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name == PICTURE:
                continue
            content = own[name].encode() if name in own else before.read(name)
            after.writestr(name, _PICTURE_RELATION.sub(b"", content) if name == RELATIONS else content)
    return stream.getvalue()


def _two_part(version: str) -> str:
    """As Office wants a program's version: two numbers."""
    numbers = re.findall(r"\d+", version)
    return ".".join([*numbers, "0", "0"][:2])
