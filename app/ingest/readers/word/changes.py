"""The parts of a Word body as they stand once wrappers are opened and tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.ingest.readers.word.boxes import chosen
from app.ingest.readers.word.styles import is_on, value_of
from app.ingest.readers.word.text import is_placeholder

_WRAPPERS = frozenset({"w_sdt", "w_sdtContent", "w_customXml", "w_ins", "w_moveTo", "w_smartTag"})
_DELETED = frozenset({"w_del", "w_moveFrom"})
_PRINTED = frozenset({"w_t", "w_sym", "m_t", "w_drawing", "w_pict", "w_object"})


def body_parts(parent: Element) -> Iterator[Element]:
    """Paragraphs, tables and foreign parts in order; a generated table of contents comes as its w:sdt.

    Paragraphs are joined whose mark between them is deleted. As in Word, the first gives the form unless nothing is
    left of its text.
    """
    held: Element | None = None
    for element in _opened(parent):
        if element.tag != "w_p":
            if held is not None and element.tag == "w_tbl":
                yield held
                held = None
            yield element
            continue
        if held is not None and _prints(held):
            held.extend([child for child in element if child.tag != "w_pPr"])
        else:
            held = element
        if not _mark_is_deleted(element):
            yield held
            held = None
    if held is not None:
        yield held


def table_rows(table: Element) -> Iterator[Element]:
    """The rows that no tracked change deletes."""
    for element in table:
        if element.tag == "w_tr":
            if not is_on(element.find("w_trPr"), "w_del"):
                yield element
        elif element.tag in _WRAPPERS:
            yield from table_rows(element)


def row_cells(row: Element) -> Iterator[Element]:
    """The cells of a row that no tracked change deletes."""
    for element in row:
        if element.tag == "w_tc":
            if element.find("w_tcPr/w_cellDel") is None:
                yield element
        elif element.tag in _WRAPPERS:
            yield from row_cells(element)


def is_contents(element: Element) -> bool:
    """A generated table of contents: it repeats the headings and is no body."""
    gallery = value_of(element, "w_sdtPr/w_docPartObj/w_docPartGallery") or ""
    return gallery == "Table of Contents"


def _opened(parent: Element) -> Iterator[Element]:
    for element in parent:
        if is_contents(element):
            yield element
        elif element.tag in _WRAPPERS:
            if not is_placeholder(element):
                yield from _opened(element)
        elif element.tag == "mc_AlternateContent":
            branch = chosen(element)
            yield from _opened(branch) if branch is not None else ()
        else:
            yield element


def _mark_is_deleted(paragraph: Element) -> bool:
    mark = paragraph.find("w_pPr/w_rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def _prints(element: Element) -> bool:
    """Whether anything below is left after the deletions."""
    return any(
        child.tag not in _DELETED and ((child.tag in _PRINTED and (child.text != "")) or _prints(child))
        for child in element
    )
