"""Lines as a reader without a layout gives them, and clauses as a test looks them up."""

from __future__ import annotations

from textwrap import dedent

from app.domain.document import Box, Clause, ClauseTree
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.tree.clauses import build_clauses

LINE_HEIGHT = 16.0


def paragraphs(text: str) -> list[Line | TableBlock]:
    """One block a line; "  " at its start marks the printed continuation of the line before."""
    blocks: list[Line | TableBlock] = []
    for index, row in enumerate(line for line in dedent(text).splitlines() if line.strip()):
        box = Box(1, 90.0, index * LINE_HEIGHT, 500.0, index * LINE_HEIGHT + 12.0)
        blocks.append(Line(row.strip(), box, size=10.5, begins_paragraph=not row.startswith("  ")))
    return blocks


def build(*parts: str | TableBlock) -> ClauseTree:
    """The clauses of text and tables in order."""
    blocks = [block for part in parts for block in ([part] if isinstance(part, TableBlock) else paragraphs(part))]
    clauses = build_clauses(Reading("text", tuple(blocks)), "d")
    return ClauseTree(clauses)


def by_number(tree: ClauseTree, number: str) -> Clause:
    """The one clause with that number."""
    (found,) = [clause for clause in tree.clauses if clause.number == number]
    return found


def numbers(tree: ClauseTree) -> list[str]:
    """The numbered units in order."""
    return [clause.number for clause in tree.clauses if clause.kind.is_numbered_unit and clause.number]
