"""How many clauses of the library require, recommend or permit."""

from __future__ import annotations

from app.domain.document import Strength
from app.library.database import Database


def strength_counts(database: Database) -> dict[Strength, int]:
    """Clauses by requirement strength; those without one are not counted."""
    with database.reading() as connection:
        found = connection.execute(
            "SELECT strength, count(*) AS clauses FROM clauses WHERE strength IS NOT NULL GROUP BY strength"
        ).fetchall()
    return {Strength(row["strength"]): row["clauses"] for row in found}
