"""An answer as text for the clipboard."""

from __future__ import annotations

from app.domain.answer import Answer
from app.gui.chat.answer_html import source_line
from app.security.labels import labelled, needs_label


def answer_text(answer: Answer, *, with_sources: bool) -> str:
    """The answer as it is read; with the quotes' sources behind it where they are wanted. What a model had a hand in
    carries its label."""
    lines = [answer.text.strip()]
    if with_sources and answer.citations:
        lines += ["", *(f"[{citation.key}] {source_line(citation)}" for citation in answer.citations)]
    text = "\n".join(lines)
    return labelled(text) if needs_label(answer) else text
