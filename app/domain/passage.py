"""The passage: what search ranks, embeds and shows. Always whole clauses, never a blind window."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.document import Clause, ClauseTree, Document, heading

LONGEST_PASSAGE = 900
"""Characters. EmbeddingGemma reads 2,048 tokens and Chinese takes about 0.7 token a character, so this is far
inside; it is also what keeps an evidence budget of 1,500 characters from being spent on one hit."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered unit with its unnumbered parts, or a share of them when it is long.

    ``clause_id`` is the clause it stands for (its head); ``clause_ids`` are all clauses whose text it holds,
    in order; ``text`` is their headings below the head and their texts, a line each.
    """

    id: str
    document_id: str
    clause_id: str
    clause_ids: tuple[str, ...]
    number: str | None
    title_path: str
    text: str

    @property
    def text_hash(self) -> str:
        """Key of the embedding: same title path and text, same vector."""
        return hashlib.sha256(f"{self.title_path}\x00{self.text}".encode()).hexdigest()


def passages_of(document: Document) -> Iterator[Passage]:
    """Cut a document into passages, in document order. Every non-empty text is in exactly one passage."""
    tree = ClauseTree(document.clauses)
    name = document.metadata.title or document.file
    for clause in document.clauses:
        if clause.parent_id is None or clause.kind.is_numbered_unit:
            yield from _passages_of_unit(document.id, name, tree, clause)


def _passages_of_unit(document_id: str, name: str, tree: ClauseTree, unit: Clause) -> Iterator[Passage]:
    path = " > ".join(part for part in (name, tree.title_path(unit)) if part)
    group: list[Clause] = []
    length = 0
    for part in _own_parts(tree, unit):
        if group and length + len(part.text) > LONGEST_PASSAGE:
            yield _passage(document_id, path, group, unit)
            group, length = [], 0
        group.append(part)
        length += len(part.text)
    if any(part.text or part is not unit for part in group):
        yield _passage(document_id, path, group, unit)


def _own_parts(tree: ClauseTree, unit: Clause) -> Iterator[Clause]:
    """The unit and its parts at any depth, down to but without the next numbered units."""
    yield unit
    for child in tree.children(unit.id):
        if not child.kind.is_numbered_unit:
            yield from _own_parts(tree, child)


def _passage(document_id: str, path: str, group: list[Clause], unit: Clause) -> Passage:
    head = group[0]
    lines = [line for part in group for line in ((heading(part) if part is not unit else ""), part.text) if line]
    return Passage(
        id=head.id,
        document_id=document_id,
        clause_id=head.id,
        clause_ids=tuple(part.id for part in group),
        number=head.number or unit.number,
        title_path=path,
        text="\n".join(lines),
    )
