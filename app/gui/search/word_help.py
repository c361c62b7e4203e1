"""Help with words: the library's terms that a query names, examples made of them, and words that a model suggests."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.foundation.messages import language_in_use, tr
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import one_line, tip_text
from app.gui.parts.widgets import button, text_label
from app.library.glossary import GlossaryEntry

MOST_TERMS = 2
LONGEST_DEFINITION = 150
EXAMPLES = 3
LONGEST_EXAMPLE = 12
"""Characters of a term that makes a good example."""


class TermCard(QFrame):
    """Terms with their definitions, above the results."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self.text = text_label("", "", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self.text)
        self.hide()

    def show_terms(self, found: Sequence[GlossaryEntry]) -> None:
        lines: list[str] = []
        for one in found[:MOST_TERMS]:
            entry = self._desk.entry(one.document_id)
            place = " ".join(part for part in (entry.source.standard if entry else "", one.clause) if part)
            english = f"（{one.term.english}）" if one.term.english else ""
            definition = one_line(one.term.definition, LONGEST_DEFINITION)
            lines.append(
                tr(
                    "术语 {term}：{definition}——{place}",
                    term=one.term.term + english,
                    definition=definition,
                    place=place,
                )
            )
        self.text.setText("\n".join(lines))
        self.setVisible(bool(lines))


class WordChips(QWidget):
    """Words to press."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self.words: tuple[str, ...] = ()
        self.hide()

    def show_words(self, words: Sequence[str], tip: str) -> None:
        self.words = tuple(words)
        self._flow.clear()
        for word in words:
            chip = button(word, "pill", lambda word=word: self.pressed.emit(word))  # type: ignore[misc]
            chip.setToolTip(tip_text(tip))
            self._flow.addWidget(chip)
        self.setVisible(bool(words))


def examples_of(terms: Sequence[GlossaryEntry]) -> tuple[str, ...]:
    """Terms that make good example queries, from as many documents as may be: no abbreviations, and those in the
    language in use first."""
    usable = [one for one in terms if 2 < len(one.term.term) <= LONGEST_EXAMPLE and not one.term.term.isupper()]
    own = [one for one in usable if one.term.term.isascii() == (language_in_use() == "en")]
    good = {one.document_id: one.term.term for one in reversed(own)}
    others = (one.term.term for one in (*own, *usable))
    return tuple(dict.fromkeys((*reversed(good.values()), *others)))[:EXAMPLES]
