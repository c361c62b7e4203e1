"""What is copied, quoted and asked of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.document import Clause, ClauseTree
from app.domain.printed_heading import printed_in
from app.foundation.messages import tr
from app.gui.parts.labels import one_line

if TYPE_CHECKING:
    from app.library.entries import Entry

LONGEST_QUESTION = 40


def clause_name(clause: Clause, tree: ClauseTree) -> str:
    """Its number, or that of the unit it is part of; "" where there is none."""
    return clause.number or tree.parent_number(clause) or one_line(clause.title, LONGEST_QUESTION)


def full_text(clause: Clause, tree: ClauseTree) -> str:
    """As it is printed, its heading before it."""
    return "\n".join(filter(None, (printed_in(tree, clause), clause.text)))


def cited(text: str, entry: Entry, clause: Clause | None, tree: ClauseTree, page: str, status: str = "") -> str:
    """With its source: “…”（GB 1234-2020，5.2.1，第 8 页，被代替）. ``status`` is told where it is not empty."""
    name = clause_name(clause, tree) if clause is not None else ""
    source = tr("，").join(part for part in (entry.source.standard, name, page, status) if part)
    return tr("“{text}”（{source}）", text=" ".join(text.split()), source=source)


def question_about(entry: Entry, clause: Clause, tree: ClauseTree, selected: str) -> str:
    """A question to be finished by the person; a selection of words is asked about as it is."""
    name = clause_name(clause, tree)
    document = entry.source.standard
    if selected:
        quote = one_line(selected, 4 * LONGEST_QUESTION)
        return tr("{document} {clause} 中“{text}”是什么意思？", document=document, clause=name, text=quote)
    return tr("{document} {clause} 的要求是什么？", document=document, clause=name)
