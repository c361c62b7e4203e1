"""Where selected text lies in a document that is shown whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextCursor


def parts_of(selected: QTextCursor) -> list[QRectF]:
    """A rectangle for each line that the selection reaches into, within one paragraph, in the document's pixels."""
    document = selected.document()
    block = document.findBlock(selected.selectionStart())
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    first, last = (place - block.position() for place in (selected.selectionStart(), selected.selectionEnd()))
    parts = []
    for index in range(block.layout().lineCount()):
        line = block.layout().lineAt(index)
        begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        if begin < end:
            left, right = (_across(line.cursorToX(place)) for place in (begin, end))
            parts.append(QRectF(left, line.y(), right - left, line.height()).translated(origin))
    return parts


def _across(place: object) -> float:
    """Qt for Python gives the x alone or with the cursor's place, by version."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]
