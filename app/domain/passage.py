"""The passage: what search ranks, embeds and shows. Whole clauses wherever they are of a readable length."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.document import Clause, ClauseTree, Document, heading

LONGEST_PASSAGE = 900
"""Characters. EmbeddingGemma reads 2,048 tokens and Chinese takes about 0.7 token a character, so this is far
inside; it is also what keeps an evidence budget of 1,500 characters from being spent on one hit."""
LONGEST_REPEATED_HEAD = 200
"""Characters of a table's head that is worth repeating in each of its passages."""

_GOOD_CUT = re.compile(r"\n|(?<=[。；！？;!?])|(?<=\.)\s")
"""Between lines, and after sentences."""
_ROW_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered unit with its unnumbered parts, or a share of them when it is long.

    ``clause_id`` is the clause it stands for (its head); ``clause_ids`` are all clauses whose text it holds,
    in order; ``text`` is their headings below the head and their texts, a line each. Only a single clause that is
    longer than a passage (a table of three pages, a list of literature) is cut inside, between rows or sentences; each
    share of a table begins with its caption and its head.
    ``number`` is the unit's, or that of the part where it begins if this begins with the unit's.
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
    """Cut a document into passages, in document order. Every text is in one passage, a long table's head in several."""
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
            yield from _passages(document_id, path, group, unit)
            group, length = [], 0
        group.append(part)
        length += len(part.text)
    yield from _passages(document_id, path, group, unit)


def _own_parts(tree: ClauseTree, unit: Clause) -> Iterator[Clause]:
    """The unit and its parts at any depth, down to but without the next numbered units."""
    yield unit
    for child in tree.children(unit.id):
        if not child.kind.is_numbered_unit:
            yield from _own_parts(tree, child)


def _passages(document_id: str, path: str, group: list[Clause], unit: Clause) -> Iterator[Passage]:
    """The group as one passage; several when it is one clause that is too long by itself, none when it is bare."""
    head = group[0]
    lines = [line for part in group for line in ((heading(part) if part is not unit else ""), part.text) if line]
    if not lines:
        return
    for ordinal, text in enumerate(_shares("\n".join(lines), group[0] if len(group) == 1 else None)):
        yield Passage(
            id=f"{head.id}/{ordinal}" if ordinal else head.id,
            document_id=document_id,
            clause_id=head.id,
            clause_ids=tuple(part.id for part in group),
            number=_number(head, unit),
            title_path=path,
            text=text,
        )


def _number(head: Clause, unit: Clause) -> str | None:
    """A part's own number where it says which unit it is in: "5.2.1a)", 第十条第二款, not 表12 under 8.9."""
    if head.number and (not unit.number or head.number.startswith(unit.number)):
        return head.number
    return unit.number or head.number


def _shares(text: str, clause: Clause | None) -> Iterator[str]:
    """The text cut where it may be, each share as long as allowed; without a good place, at the limit.

    ``clause`` is the one that all of it comes from, if it is one.
    """
    is_table = clause is not None and clause.table is not None
    repeated = _repeated(text, clause) if clause is not None else ""
    start = 0
    room = LONGEST_PASSAGE
    while len(text) - start > room * 3 // 2:  # a short rest is not worth a passage of its own
        window = text[start : start + room]
        cuts = [match.end() for match in (_ROW_END if is_table else _GOOD_CUT).finditer(window)]
        end = start + max((cut for cut in cuts if cut > room // 2), default=room)
        yield _with(repeated if start else "", text[start:end].strip("\n"))
        start = end
        room = LONGEST_PASSAGE - len(repeated)
    yield _with(repeated if start else "", text[start:])


def _repeated(text: str, clause: Clause) -> str:
    """What each share of a long table begins with: a row says little without the caption and the head above it."""
    if clause.table is None:
        return ""
    head = clause.table.head_lines() if sum(map(len, clause.table.head_lines())) <= LONGEST_REPEATED_HEAD else []
    above = [[heading(clause), *head], head, [heading(clause)]]
    return next((lines for lines in map("\n".join, above) if lines and text.startswith(lines)), "")


def _with(repeated: str, share: str) -> str:
    return f"{repeated}\n{share}" if repeated else share
