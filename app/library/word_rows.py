"""Which words of a passage stand in which field of the word index, and how they get into it and out of it.

Every function is part of the caller's transaction. The index is contentless: what is taken out must be told exactly as
it was put in, so an index made by other rules than these is made anew as a whole (``EDITION``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.domain.table import Table
from app.foundation.codec import from_json
from app.library.tokens import characters, tokens

if TYPE_CHECKING:
    from app.library.database import Connection, Row

EDITION = 3
"""Of the rules in this module and in tokens.py. Whoever changes what either gives counts it up."""

FIELDS = ("number", "title_path", "text", "table_rows", "title_characters", "text_characters")
"""In the order of the columns. ``table_rows`` has the body of tables; their captions and heads are text."""

_CREATE = f"""
CREATE VIRTUAL TABLE words USING fts5 (
    {", ".join(FIELDS)},
    content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars './-_+'"
)"""
_INSERT = f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES (?{',?' * len(FIELDS)})"
_DELETE = f"INSERT INTO words (words, rowid, {', '.join(FIELDS)}) VALUES ('delete',?{',?' * len(FIELDS)})"


def index_words(connection: Connection, document_id: str) -> None:
    """Count the words of a document's passages; in the transaction that stores them."""
    connection.executemany(_INSERT, _counted(connection, document_id))


def forget_words(connection: Connection, document_id: str) -> None:
    """Take a document's words out, before its passages and clauses go: FTS5 must be told what stood there."""
    connection.executemany(_DELETE, _counted(connection, document_id))


def rebuild_words(connection: Connection) -> None:
    """Make the index anew by the rules of today: some 3 s for 10,000 passages."""
    connection.execute("DROP TABLE IF EXISTS word_counts")
    connection.execute("DROP TABLE IF EXISTS words")
    connection.execute(_CREATE)
    connection.execute("CREATE VIRTUAL TABLE word_counts USING fts5vocab (words, row)")
    for row in connection.execute("SELECT id FROM documents ORDER BY id").fetchall():
        index_words(connection, row["id"])
    connection.execute("DELETE FROM word_edition")
    connection.execute("INSERT INTO word_edition VALUES (?)", (EDITION,))


def stored_edition(connection: Connection) -> int:
    """Of the rules that the index was made by."""
    row = connection.execute("SELECT edition FROM word_edition").fetchone()
    return int(row["edition"]) if row is not None else 0


def _counted(connection: Connection, document_id: str) -> Iterator[tuple[int | str, ...]]:
    rows_of_tables = _table_rows(connection, document_id)
    found = connection.execute(
        "SELECT row, number, title_path, text, clause_ids FROM passages WHERE document_id = ? ORDER BY row",
        (document_id,),
    ).fetchall()
    for row in found:
        yield row["row"], *_fields(row, rows_of_tables)


def _fields(passage: Row, rows_of_tables: dict[str, frozenset[str]]) -> Iterable[str]:
    path, text = passage["title_path"], passage["text"]
    held = [
        rows_of_tables[clause]
        for clause in from_json(passage["clause_ids"], tuple[str, ...])
        if clause in rows_of_tables
    ]
    lines = [(line, any(line in rows for rows in held)) for line in text.split("\n")] if held else [(text, False)]
    plain = "\n".join(line for line, is_row in lines if not is_row)
    rows = "\n".join(line for line, is_row in lines if is_row)
    fields = (tokens(passage["number"] or ""), tokens(path), tokens(plain), tokens(rows))
    return (" ".join(field) for field in (*fields, characters(path), characters(text)))


def _table_rows(connection: Connection, document_id: str) -> dict[str, frozenset[str]]:
    """The lines of the bodies of the document's tables, by clause id. A table without cells (schema 1) is all body."""
    found = connection.execute(
        "SELECT id, text, cells FROM clauses WHERE document_id = ? AND kind = 'table'", (document_id,)
    ).fetchall()
    return {row["id"]: frozenset(_body(row["text"], row["cells"])) for row in found}


def _body(text: str, cells: str | None) -> Sequence[str]:
    if cells is None:
        return text.split("\n")
    table = from_json(cells, Table)
    return [line for line in table.lines()[table.header_rows :] if line]
