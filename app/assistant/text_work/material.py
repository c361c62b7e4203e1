"""What text work works on: evidence, whether search found it or it is a whole document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.assistant.quoting.citations import PATH_STEP
from app.domain.clause_numbers import number_key
from app.domain.clause_pairs import heads_of
from app.domain.document import Clause, ClauseTree, heading
from app.domain.evidence import Evidence, Source

BEGINNING = 24
"""Characters by which a clause without title is recognised in a list."""


def evidence_of(source: Source, clauses: Sequence[Clause]) -> tuple[Evidence, ...]:
    """A whole document as evidence, in document order: each numbered unit with the parts that have no number of their
    own kind, as a passage holds them, however long."""
    tree, heads = ClauseTree(clauses), heads_of(clauses)
    units: dict[str, list[Clause]] = {}
    for clause in clauses:
        units.setdefault(heads[clause.id].id, []).append(clause)
    return tuple(
        _evidence(rank, source, tree, tree.by_id[head], parts) for rank, (head, parts) in enumerate(units.items(), 1)
    )


def _evidence(rank: int, source: Source, tree: ClauseTree, head: Clause, parts: Sequence[Clause]) -> Evidence:
    lines = [line for part in parts for line in ((heading(part) if part is not head else ""), part.text) if line]
    return Evidence(
        rank=rank,
        score=0.0,
        source=source,
        passage_id=head.id,
        number=head.number,
        title_path=PATH_STEP.join(part for part in (source.title or source.file, tree.title_path(head)) if part),
        page=head.page,
        text="\n".join(lines),
        clauses=tuple(parts),
    )


def numbered(evidence: Sequence[Evidence], number: str) -> tuple[Evidence, ...]:
    """The unit of that number, however it is written; one that has no text of its own with the units below it."""
    key = number_key(number)
    heads = [item for item in evidence if item.number and number_key(item.number) == key]
    if not heads or any(clause.text for clause in heads[0].clauses):
        return tuple(heads[:1])
    below = f"{heads[0].title_path}{PATH_STEP}"
    return (heads[0], *(item for item in evidence if item.title_path.startswith(below)))


def headings(evidence: Sequence[Evidence]) -> dict[str, str]:
    """Of each numbered unit, with how its text begins where it has no title: "5.2.1 制动性能" by "5.2.1"; of a number
    that stands twice its first."""
    found: dict[str, str] = {}
    for item in evidence:
        if item.number:
            found.setdefault(item.number, _named(item.clauses[0]))
    return found


def _named(head: Clause) -> str:
    text = "" if head.title else " ".join(head.text.split())
    begin = text if len(text) <= BEGINNING else f"{text[: BEGINNING - 1]}…"
    return " ".join(part for part in (heading(head), begin) if part)


@dataclass(frozen=True, slots=True)
class Material:
    """Evidence with the way from each clause to its passage and to the clauses around it. A clause that stands in
    several passages belongs to the first."""

    evidence: Sequence[Evidence]
    tree: ClauseTree = field(init=False, repr=False)
    _home: dict[str, Evidence] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        clauses: dict[str, Clause] = {}
        home: dict[str, Evidence] = {}
        for item in self.evidence:
            for clause in item.clauses:
                clauses.setdefault(clause.id, clause)
                home.setdefault(clause.id, item)
        object.__setattr__(self, "tree", ClauseTree(tuple(clauses.values())))
        object.__setattr__(self, "_home", home)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents, in the order in which they come."""
        return tuple({item.source.document_id: item.source for item in self.evidence}.values())

    def home(self, clause: Clause) -> Evidence:
        """The evidence that the clause stands in."""
        return self._home[clause.id]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.tree.clauses)
