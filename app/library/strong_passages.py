"""The passages that hold a clause of some requirement strength."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.document import Strength
from app.library.database import Database


def passages_of_strength(
    database: Database, strengths: Collection[Strength], documents: Collection[str] | None
) -> set[str]:
    """Ids of the passages with a clause of one of these strengths, in all or those documents."""
    marks = ", ".join("?" * len(strengths))
    with database.reading() as connection:
        found = connection.execute(
            "SELECT DISTINCT p.id, p.document_id FROM passages AS p, json_each(p.clause_ids) AS held"
            f" JOIN clauses AS c ON c.id = held.value WHERE c.strength IN ({marks})",
            [strength.value for strength in strengths],
        ).fetchall()
    return {row["id"] for row in found if documents is None or row["document_id"] in documents}
