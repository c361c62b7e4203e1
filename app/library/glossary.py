"""The terms that the documents of the library define, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.term import Term
from app.library import rows
from app.library.database import Database
from app.library.references import number_above
from app.library.storing import generation
from app.library.term_names import DefinedTerm, TermNames, name_key


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term and where it is defined. ``clause`` is the nearest clause number at or above the entry."""

    document_id: str
    clause: str | None
    term: Term


class Glossary:
    """Looks terms up. Safe to use from any thread; what documents come and go shows at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: tuple[int, TermNames] | None = None

    def entries(self, document_id: str | None = None, find: str = "") -> list[GlossaryEntry]:
        """The terms of one document or of all, in the order of the documents' ids and of the text.

        ``find`` keeps those whose term, English equivalent or synonym holds it, whatever case and width: the names that
        are it first, then those that begin with it.
        """
        where, values = ("", ()) if document_id is None else (" WHERE document_id = ?", (document_id,))
        with self._database.reading() as connection:
            found = connection.execute(f"SELECT * FROM terms{where} ORDER BY document_id, ordinal", values).fetchall()
            numbers = {
                row["id"]: (row["number"], row["parent_id"])
                for row in connection.execute(f"SELECT id, number, parent_id FROM clauses{where}", values)
            }
        entries = [
            GlossaryEntry(row["document_id"], number_above(row["clause_id"], numbers), rows.term_of(row))
            for row in found
        ]
        return _found(entries, name_key(find)) if find.strip() else entries

    def named_in(self, text: str) -> list[DefinedTerm]:
        """The terms that a text names by any of their names, in the order of the text."""
        return self._names().named_in(text)

    def said_in(self, text: str) -> dict[str, tuple[DefinedTerm, ...]]:
        """The names of terms that a text says, folded and in its order, each with what is called so."""
        return self._names().said_in(text)

    def _names(self) -> TermNames:
        """Every search asks, so the names are read again only when documents have changed."""
        with self._database.reading() as connection:
            current = generation(connection)
            kept = self._kept
            if kept is None or kept[0] != current:
                found = connection.execute("SELECT * FROM terms ORDER BY document_id, ordinal")
                kept = current, TermNames(DefinedTerm(row["document_id"], rows.term_of(row)) for row in found)
                self._kept = kept
        return kept[1]


def _found(entries: list[GlossaryEntry], sought: str) -> list[GlossaryEntry]:
    ranked = [(_rank(entry.term, sought), entry) for entry in entries]
    kept = [(rank, entry) for rank, entry in ranked if rank is not None]
    return [entry for _, entry in sorted(kept, key=lambda found: found[0])]


def _rank(term: Term, sought: str) -> int | None:
    """0 for the name itself, 1 for one that begins with it, 2 for one that holds it, None for none."""
    names = [name_key(name) for name in (term.term, term.english or "", *term.synonyms)]
    ranks = [0 if name == sought else 1 if name.startswith(sought) else 2 for name in names if sought in name]
    return min(ranks, default=None)
