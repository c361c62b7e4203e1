"""The catalogue: documents with their clauses, passages, words and references, put and removed as one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from app.domain.clause_numbers import number_key
from app.domain.document import Clause, Document, Metadata, Strength
from app.domain.evidence import Source
from app.domain.passage import Passage
from app.foundation.codec import from_json
from app.foundation.messages import language_in_use
from app.library import corrections, rows, storing
from app.library.corrections import Correction
from app.library.database import Connection, Database, Row, slices
from app.library.editions import Editions
from app.library.entries import Entry, NotHeld, ReferenceCounts, StoredFile, StoredReference
from app.library.glossary import Glossary
from app.library.overview import Overview, read_overview, stored_file_of
from app.library.references import number_above
from app.library.standing import ClauseStanding
from app.library.strong_passages import passages_of_strength
from app.library.words import merge_words

__all__ = ["Catalogue", "Entry", "PutResult", "PutStatus", "StoredFile", "StoredReference"]


class PutStatus(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class PutResult:
    status: PutStatus
    document_id: str


class Catalogue:
    """Everything the library knows of its documents. Safe to use from any thread.

    ``as_of`` is the day that statuses hold for, today when left out. Unknown ids raise UserError.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._overview: Overview | None = None
        self.glossary = Glossary(database)
        """The terms that the documents define."""

    # -- changes ------------------------------------------------------------------------------------------------

    def put(
        self, document: Document, *, path: str, collection: str, moved: Mapping[str, str] | None = None
    ) -> PutResult:
        """Store a document as read from ``path``, with its passages, words and references, in one commit.

        The same content as before is "unchanged" (its path and collection follow the file), unless newer rules have
        read it; other content at a path that the library knows replaces the old version. Both are "updated", and
        ``erase_replaced`` is then due. Corrections stay in force. ``moved`` are documents by id that lay at this path
        and that a file of another path holds now: they follow it in place of being replaced.
        """
        with self._database.transaction() as connection:
            rules = storing.stored_rules(connection, document.sha256)
            is_reread = rules is not None and rules < document.rules
            if rules is None:
                storing.insert(connection, document, path, collection)
            elif is_reread:
                storing.insert_anew(connection, document)
            has_replaced = self._take_over(connection, document.id, path, collection, moved or {})
        if has_replaced or is_reread:
            return PutResult(PutStatus.UPDATED, document.id)
        return PutResult(PutStatus.ADDED if rules is None else PutStatus.UNCHANGED, document.id)

    def put_again(
        self, document: Document, *, path: str = "", collection: str = "", moved: Mapping[str, str] | None = None
    ) -> PutResult | None:
        """Store another reading of a document that is held; None when it has been removed meanwhile.

        Path and collection stay what they are at this moment where they are left empty; ``moved`` as for ``put``.
        """
        with self._database.transaction() as connection:
            place = storing.place_of(connection, document.id)
            if place is None:
                return None
            storing.insert_anew(connection, document)
            self._take_over(connection, document.id, path or place[0], collection or place[1], moved or {})
        return PutResult(PutStatus.UPDATED, document.id)

    def move(self, document_id: str, *, path: str, collection: str, moved: Mapping[str, str] | None = None) -> None:
        """Note where the file of an unchanged document lies now. What was read from that path before is removed, but
        for what has ``moved``, as for ``put``."""
        with self._database.transaction() as connection:
            self._take_over(connection, document_id, path, collection, moved or {})

    def move_to_collection(self, document_ids: Collection[str], collection: str) -> None:
        """Put documents into another collection, all or none."""
        with self._database.transaction() as connection:
            for document_id in document_ids:
                self._known(document_id)
                connection.execute("UPDATE documents SET collection = ? WHERE id = ?", (collection, document_id))
            storing.count_change(connection)

    def erase_replaced(self) -> None:
        """Overwrite in the file what removed documents and replaced versions left in the word index and the log: once
        after many of them."""
        with self._database.transaction() as connection:
            merge_words(connection)
        self._database.checkpoint()

    def remove(self, *document_ids: str) -> None:
        """Remove documents and everything that came of them, all or none, in a moment.

        ``erase_replaced`` is then due: until then some of their words stand in the file.
        """
        with self._database.transaction() as connection:
            for document_id in document_ids:
                self._known(document_id)
                storing.keep_watched(connection, document_id)
                storing.remove(connection, document_id)
            storing.count_change(connection)

    def leftovers(self) -> set[str]:
        """The ids of documents that are gone and whose copies, words and indexed vectors may not be gone yet."""
        return {row["document_id"] for row in self._all("SELECT document_id FROM leftovers", ())}

    def forget_leftovers(self, document_ids: Collection[str]) -> None:
        """Nothing is left of these."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM leftovers WHERE document_id = ?", ((each,) for each in document_ids))
        self._database.checkpoint()

    def correct(self, document_id: str, field: str, value: object) -> Correction:
        """Set a field of a document's metadata to a value that ``read_value`` gave; it outlives every reading.

        A new title goes into the passages, whose vectors are then to be made anew.
        """
        with self._correcting(document_id, field) as (connection, read):
            return corrections.record(connection, read, document_id, field, value)

    def take_back_correction(self, document_id: str, field: str) -> Correction:
        """Go back to what was read of that field."""
        with self._correcting(document_id, field) as (connection, read):
            return corrections.take_back(connection, read, document_id, field)

    def corrections(self, document_id: str) -> list[Correction]:
        """Every correction of a document, oldest first, also of one that is no longer held."""
        with self._database.reading() as connection:
            found = corrections.history(connection, document_id)
        if not found:
            self._known(document_id)
        return found

    # -- documents ----------------------------------------------------------------------------------------------

    def entries(self, collection: str | None = None, as_of: date | None = None) -> list[Entry]:
        """The documents of one collection, or all, by file name."""
        found = self._see(as_of).entries.values()
        return [entry for entry in found if collection is None or entry.collection == collection]

    def entry(self, document_id: str, as_of: date | None = None) -> Entry:
        return self._known(document_id, as_of)

    def ids(self) -> set[str]:
        """Of all documents."""
        return {row["id"] for row in self._all("SELECT id FROM documents", ())}

    def read_by_rules_before(self, rules: int) -> tuple[str, ...]:
        """The ids of the documents that an earlier edition of the rules has read, in the order of their names."""
        found = self._all("SELECT id FROM documents WHERE rules < ? ORDER BY file, id", (rules,))
        return tuple(row["id"] for row in found)

    def find(self, sha256: str) -> StoredFile | None:
        """The document with that content hash; asked for every file of an ingest, so no overview is made for it."""
        found = self._all("SELECT * FROM documents WHERE sha256 = ?", (sha256,))
        return stored_file_of(found[0]) if found else None

    def find_at(self, path: str) -> StoredFile | None:
        """The document that was read from that path last."""
        found = self._all("SELECT * FROM documents WHERE path = ? ORDER BY added DESC LIMIT 1", (path,))
        return stored_file_of(found[0]) if found else None

    def others_at(self, path: str, document_id: str) -> list[StoredFile]:
        """The documents that were read from this path before, with other content than that one."""
        found = self._all("SELECT * FROM documents WHERE path = ? AND id <> ?", (path, document_id))
        return [stored_file_of(row) for row in found]

    def watched_places(self, document_id: str) -> list[str]:
        """The paths where watched files held this document when they were last taken in."""
        found = self._all("SELECT path FROM watched_files WHERE document_id = ? ORDER BY path", (document_id,))
        return [row["path"] for row in found]

    def collections_by_path(self) -> dict[str, str]:
        """Where what was read from each path is."""
        return {row["path"]: row["collection"] for row in self._all("SELECT path, collection FROM documents", ())}

    def source(self, document_id: str, as_of: date | None = None) -> Source:
        """The document as evidence and citations name it."""
        return self._known(document_id, as_of).source

    def editions(self, as_of: date | None = None) -> Editions:
        """The documents by the standard or the title that they are an edition of, in the order of ``entries``."""
        return self._see(as_of).editions

    # -- clauses and passages -----------------------------------------------------------------------------------

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """All clauses in document order."""
        self._known(document_id)
        return tuple(
            rows.clause_of(row)
            for row in self._all("SELECT * FROM clauses WHERE document_id = ? ORDER BY ordinal", (document_id,))
        )

    def clauses_by_id(self, clause_ids: Collection[str]) -> dict[str, Clause]:
        """Those that are stored, by id."""
        found = self._by_ids("SELECT * FROM clauses WHERE id IN ({ids})", clause_ids)
        return {row["id"]: rows.clause_of(row) for row in found}

    def clauses_numbered(self, number: str, documents: Collection[str] | None = None) -> list[Clause]:
        """Clauses with that number however it is written ("A. 1", "附录A.1", "第12条"), in all or those documents."""
        found = self._all(
            "SELECT * FROM clauses WHERE number_key = ? ORDER BY document_id, ordinal", (number_key(number),)
        )
        return [rows.clause_of(row) for row in found if documents is None or row["document_id"] in documents]

    def page_labels(self, document_id: str) -> tuple[str, ...]:
        """What is printed on each page, one a page; empty where the format does not tell."""
        self._known(document_id)
        row = self._all("SELECT page_labels FROM documents WHERE id = ?", (document_id,))[0]
        return from_json(row["page_labels"], tuple[str, ...])

    def passages(self, passage_ids: Collection[str]) -> dict[str, Passage]:
        """Those that are stored, by id."""
        found = self._by_ids("SELECT * FROM passages WHERE id IN ({ids})", passage_ids)
        return {row["id"]: rows.passage_of(row) for row in found}

    def passages_of(self, document_id: str) -> list[Passage]:
        """All passages of a document in order."""
        found = self._all("SELECT * FROM passages WHERE document_id = ? ORDER BY row", (document_id,))
        return [rows.passage_of(row) for row in found]

    def passages_of_strength(self, strengths: Collection[Strength], documents: Collection[str] | None) -> set[str]:
        """Ids of the passages with a clause of one of these strengths, in all or those documents."""
        return passages_of_strength(self._database, strengths, documents)

    def passages_holding(self, clause_id: str) -> list[Passage]:
        """The passages with text of that clause, in order: several for one that is longer than a passage."""
        statement = "SELECT * FROM passages WHERE document_id = ? AND instr(clause_ids, ?) > 0 ORDER BY row"
        found = self._all(statement, (clause_id.rpartition(".")[0], f'"{clause_id}"'))
        return [rows.passage_of(row) for row in found]

    # -- references ---------------------------------------------------------------------------------------------

    def references(self, document_id: str | None = None, as_of: date | None = None) -> list[StoredReference]:
        """The references of one document, or of all, in the order of the text, each with what it leads to."""
        if document_id is not None:
            self._known(document_id)
        where, values = ("", ()) if document_id is None else (" WHERE document_id = ?", (document_id,))
        overview = self._see(as_of)
        with self._database.reading() as connection:
            numbers = {
                row["id"]: (row["number"], row["parent_id"])
                for row in connection.execute(f"SELECT id, number, parent_id FROM clauses{where}", values)
            }
            found = connection.execute(
                f"SELECT * FROM cross_references{where} ORDER BY document_id, ordinal", values
            ).fetchall()
        return [_stored_reference(row, overview, number_above(row["from_clause"], numbers)) for row in found]

    def reference_counts(self, document_id: str) -> ReferenceCounts:
        """How one document is tied to others, as of today."""
        self._known(document_id)
        resolver = self._see(None).resolver
        own = self._all(
            "SELECT DISTINCT to_standard FROM cross_references WHERE document_id = ? AND to_standard IS NOT NULL",
            (document_id,),
        )
        leads = [resolver.resolve_name(row["to_standard"]) for row in own]
        others = [lead for lead in leads if lead != document_id]
        foreign = self._all(
            "SELECT DISTINCT to_standard, document_id FROM cross_references"
            " WHERE to_standard IS NOT NULL AND document_id <> ?",
            (document_id,),
        )
        could = resolver.names_that_could_mean(document_id)
        naming = {
            row["document_id"]
            for row in foreign
            if could(row["to_standard"]) and resolver.resolve_name(row["to_standard"]) == document_id
        }
        return ReferenceCounts(len(others), others.count(None), len(naming))

    def clauses_referred_to(
        self, document_id: str, from_clauses: Collection[str], as_of: date | None = None
    ) -> list[tuple[str, str]]:
        """Document id and clause number of what those clauses of a document refer to, in the order of the text.

        Only what the library holds, and no references to whole documents. Every search asks, so only these rows are
        resolved.
        """
        statement = "SELECT * FROM cross_references WHERE document_id = ? AND from_clause IN ({ids})"
        found = sorted(self._by_ids(statement, from_clauses, document_id), key=lambda row: int(row["ordinal"]))
        resolver = self._see(as_of).resolver
        meant = [(resolver.resolve(rows.reference_of(row), document_id), row["to_clause"]) for row in found]
        return [(resolved, number) for resolved, number in meant if resolved and number]

    def references_to_clause(
        self, document_id: str, clause_id: str, as_of: date | None = None
    ) -> list[StoredReference]:
        """What refers to a clause or to one above or below it, in all documents: its own first, each in its order."""
        standing = ClauseStanding(self.clauses(document_id), clause_id)
        resolver = self._see(as_of).resolver
        could = resolver.names_that_could_mean(document_id)
        found = self._all("SELECT DISTINCT document_id, to_standard FROM cross_references WHERE to_clause <> ''", ())
        naming = {
            row["document_id"]
            for row in found
            if (row["document_id"] == document_id if row["to_standard"] is None else could(row["to_standard"]))
        }
        return [
            stored
            for document in sorted(naming, key=lambda each: (each != document_id, each))
            for stored in self.references(document, as_of)
            if stored.resolved_document == document_id
            and stored.reference.from_clause != clause_id
            and standing.is_meant_by(stored.reference.to_clause)
        ]

    # -- inside -------------------------------------------------------------------------------------------------

    def _take_over(
        self, connection: Connection, document_id: str, path: str, collection: str, moved: Mapping[str, str]
    ) -> bool:
        """Make the path this document's own. Whether an older version had to go."""
        gone = []
        for other in storing.others_at(connection, path, document_id):
            place = storing.place_of(connection, other)
            if other in moved and place is not None:
                storing.move(connection, other, moved[other], place[1])
            else:
                storing.forget_watched(connection, other)
                storing.remove(connection, other)
                gone.append(other)
        storing.move(connection, document_id, path, collection)
        storing.count_change(connection)
        return bool(gone)

    @contextmanager
    def _correcting(self, document_id: str, field: str) -> Iterator[tuple[Connection, Metadata]]:
        """A transaction and the metadata as read; statuses, and for a title the passages, follow at its end."""
        with self._database.transaction() as connection:
            self._known(document_id)
            row = connection.execute("SELECT metadata FROM documents WHERE id = ?", (document_id,)).fetchone()
            yield connection, storing.read_metadata(row)
            if field == "title":
                storing.restore_passages(connection, document_id)
            storing.count_change(connection)

    def _known(self, document_id: str, as_of: date | None = None) -> Entry:
        entry = self._see(as_of).entries.get(document_id)
        if entry is None:
            raise NotHeld(document_id)
        return entry

    def _see(self, as_of: date | None) -> Overview:
        """The overview, worked out again only when documents, the day or the language have changed."""
        day = as_of or datetime.now(UTC).astimezone().date()
        with self._database.reading() as connection:
            generation = storing.generation(connection)
            kept = self._overview
            wanted = (generation, day, language_in_use())
            if kept is None or (kept.generation, kept.day, kept.language) != wanted:
                kept = read_overview(connection, generation, day)
                self._overview = kept
        return kept

    def _all(self, statement: str, values: Sequence[str | int]) -> list[Row]:
        with self._database.reading() as connection:
            return connection.execute(statement, values).fetchall()

    def _by_ids(self, statement: str, ids: Collection[str], *before: str) -> Iterator[Row]:
        """``before`` are the values that the statement takes before the ids."""
        for part in slices(ids):
            yield from self._all(statement.format(ids=",".join("?" * len(part))), (*before, *part))


def _stored_reference(row: Row, overview: Overview, from_number: str | None) -> StoredReference:
    reference = rows.reference_of(row)
    resolved = overview.resolver.resolve(reference, row["document_id"])
    status = overview.entries[resolved].metadata.status if resolved in overview.entries else None
    return StoredReference(row["document_id"], from_number, reference, resolved, status)
