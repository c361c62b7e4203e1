"""Which rows of a table bear on a question: a long table is shown by those, not from its top."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.document import Clause
from app.domain.evidence import Evidence, Focus
from app.domain.table_rows import TableExcerpt, excerpt, row_places
from app.library.tokens import tokens


def telling_excerpt(clause: Clause, share: str, query: str, most: int) -> TableExcerpt | None:
    """At most ``most`` rows of a table's body that stand in ``share`` (a passage's text) and say most of what the query
    names, in printed order; None for a clause that is no table. Words that stand in few rows count more."""
    table = clause.table
    if table is None:
        return None
    lines = {row: clause.text[start:end] for row, start, end in row_places(clause) if row >= table.header_rows}
    body = [row for row, line in lines.items() if line in share]
    marks = row_marks([lines[row] for row in body], dict.fromkeys(tokens(query), 1.0))
    best = sorted(zip(body, marks, strict=True), key=lambda item: (-item[1], item[0]))[:most]
    return excerpt(table, sorted(row for row, _ in best))


def without_tables(evidence: Evidence | Focus) -> str:
    """The text of a passage or of its telling part with the captions of its tables, but not their rows."""
    text = evidence.text
    rows: set[str] = set()
    for clause in evidence.clauses:
        if clause.table is not None:
            text = text.replace(clause.text, "")
            rows |= {clause.text[start:end] for _, start, end in row_places(clause)}
    return "\n".join(line for line in text.split("\n") if line.strip() and line not in rows)


def row_marks(lines: Sequence[str], asked: Mapping[str, float]) -> list[float]:
    """How much each row says of the tokens asked for, by their weights; one in many rows tells them apart less."""
    found = [asked.keys() & set(tokens(line)) for line in lines]
    rows_with = Counter(token for row in found for token in row)
    return [math.fsum(asked[token] / rows_with[token] for token in row) for row in found]
