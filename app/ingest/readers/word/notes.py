"""Footnotes and endnotes of a Word file."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from app.ingest.readers.word.package import WordPackage

KINDS = ("footnote", "endnote")
_RULES = ("separator", "continuationSeparator", "continuationNotice")
"""Notes that Word stores for the line above the notes; they are no text."""


class Notes:
    """The notes by kind and id. Each is given once, so that notes cannot refer to one another without end."""

    def __init__(self, package: WordPackage) -> None:
        """Raises UnreadableFile."""
        self.roots: list[Element] = []
        self._notes: dict[tuple[str, str], Element] = {}
        for kind in KINDS:
            root = package.related(f"{kind}s")
            if root is None:
                continue
            self.roots.append(root)
            for note in root.findall(f"w_{kind}"):
                if note.get("w_type") not in _RULES:
                    self._notes[kind, note.get("w_id", "")] = note

    def take(self, kind: str, note_id: str) -> Element | None:
        """The note that a reference in the text points to."""
        return self._notes.pop((kind, note_id), None)
