"""Word search over passages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.library.database import Connection, Database
from app.library.tokens import tokens

FIELDS = ("number", "title_path", "text")
WEIGHTS = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score; higher is better, comparable within one result only."""

    passage_id: str
    score: float


class WordIndex:
    """Ranks passages by the words of a query (BM25 of SQLite FTS5)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, query: str, limit: int, documents: Collection[str] | None = None) -> list[Hit]:
        """The best passages, best first; only of ``documents`` when given. Any text is a query, none is syntax."""
        wanted = list(dict.fromkeys(tokens(query)))
        if not wanted or limit < 1 or (documents is not None and not documents):
            return []
        within = "" if documents is None else f" AND p.document_id IN ({','.join('?' * len(documents))})"
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id AS id, -bm25(words, ?, ?, ?) AS score FROM words JOIN passages p ON p.row = words.rowid"
                f" WHERE words MATCH ?{within} ORDER BY score DESC, p.row LIMIT ?",
                (*WEIGHTS, " OR ".join(f'"{token}"' for token in wanted), *(documents or ()), limit),
            ).fetchall()
        return [Hit(row["id"], row["score"]) for row in rows]


def index_words(connection: Connection, document_id: str) -> None:
    """Count the words of a document's passages; in the transaction that stores them."""
    connection.executemany(
        "INSERT INTO words (rowid, number, title_path, text) VALUES (?,?,?,?)", _counted(connection, document_id)
    )


def forget_words(connection: Connection, document_id: str) -> None:
    """Take a document's words out, before its passages go."""
    connection.executemany(
        "INSERT INTO words (words, rowid, number, title_path, text) VALUES ('delete',?,?,?,?)",
        _counted(connection, document_id),
    )


def _counted(connection: Connection, document_id: str) -> Iterable[tuple[int, str, str, str]]:
    rows = connection.execute(
        "SELECT row, number, title_path, text FROM passages WHERE document_id = ? ORDER BY row", (document_id,)
    ).fetchall()
    for row in rows:
        number, path, text = (" ".join(tokens(row[field] or "")) for field in FIELDS)
        yield row["row"], number, path, text


def merge_words(connection: Connection) -> None:
    """Rewrite the word index without the tokens of removed passages, which FTS5 otherwise keeps until it merges."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
