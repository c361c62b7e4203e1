"""Word search over passages: SQLite FTS5 (BM25) over the tokens of tokens.py, in the catalogue's own file.

Chosen by measurement (tests/bench/lexical.py, 1,559 articles, 250 lay questions, 2026-11-23). Gold articles within the
first 1,500 characters, and among the first 5: this 0.711 and 0.592, with synonyms 0.743 and 0.593; with every field
alike 0.718 and 0.606; without single characters 0.669 and 0.539; LanceDB ngram 1-2 0.692 and 0.572 (with titles 0.683
and 0.575), icu 0.658 and 0.521. The weights of the fields were settled on standards too. It is searchable in
the commit that stores the document and needs neither AVX2 nor a second store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.library.database import Connection, Database
from app.library.question_words import without_question_words
from app.library.tokens import characters, fold, tokens
from app.library.word_rows import FIELDS


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of the fields in BM25, how common a single character may be and still be searched for, and what a further
    word counts beside one of the person's own.

    A character in more than that share of all passages tells nothing and costs the most; pairs, words and numbers
    are always searched for. Measured on 70 questions put to seven standards, each alone, and on the 250 lay ones
    (gold clauses within 1,500 characters): every field at one and no further words 0.786 and 0.713; further words at
    0.7 0.821 and 0.733; title path and table rows at two, further words at 0.8 0.850 and 0.743.
    """

    number: float = 1.0
    title_path: float = 2.0
    text: float = 1.0
    table_rows: float = 2.0
    title_characters: float = 1.0
    text_characters: float = 0.5
    common_character: float = 0.2
    beside: float = 0.8

    @property
    def weights(self) -> tuple[float, ...]:
        """In the order of the columns of the table ``words``."""
        return tuple(getattr(self, field) for field in FIELDS)


_MATCHING = f"SELECT rowid AS row, ? * -bm25(words{', ?' * len(FIELDS)}) AS score FROM words WHERE words MATCH ?"
"""Every passage with one of the words, and what they are worth in it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score; higher is better, comparable within one result only."""

    passage_id: str
    score: float


class WordIndex:
    """Ranks passages by the words of a query."""

    def __init__(self, database: Database, ranking: Ranking | None = None) -> None:
        self._database = database
        self._ranking = ranking or Ranking()

    def search(
        self, query: str, limit: int, documents: Collection[str] | None = None, beside: Sequence[str] = ()
    ) -> list[Hit]:
        """The best passages, best first; only of ``documents`` when given. Any text is a query, none is syntax.

        ``beside`` are further words that count less than the person's own: synonyms, search words of a model.
        """
        if limit < 1 or (documents is not None and not documents):
            return []
        chosen = "" if documents is None else f" AND p.document_id IN ({','.join('?' * len(documents))})"
        with self._database.reading() as connection:
            wanted = self._wanted(connection, query)
            parts = [(1.0, wanted), (self._ranking.beside, _others(beside, wanted))]
            parts = [(share, words) for share, words in parts if words and share]
            if not parts:
                return []
            matches = " UNION ALL ".join([_MATCHING] * len(parts))
            values = [value for share, words in parts for value in (share, *self._ranking.weights, _any_of(words))]
            found = connection.execute(
                f"SELECT p.id, sum(m.score) AS score FROM ({matches} LIMIT -1) AS m JOIN passages AS p ON p.row = m.row"
                f" WHERE true{chosen} GROUP BY p.row ORDER BY score DESC, p.id LIMIT ?",
                (*values, *(documents or ()), limit),
            ).fetchall()
        return [Hit(row["id"], row["score"]) for row in found]

    def saying_all(self, query: str, documents: Collection[str] | None = None) -> set[str]:
        """The ids of all passages in which every word of the query stands, be it in their title path; only of
        ``documents`` when given."""
        subject = without_question_words(fold(query))
        wanted = list(dict.fromkeys(tokens(subject))) or list(dict.fromkeys(tokens(query)))
        if not wanted:
            return set()
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT p.id, p.document_id FROM words AS m JOIN passages AS p ON p.row = m.rowid WHERE words MATCH ?",
                (" AND ".join(map(_quoted, wanted)),),
            )
            return {row["id"] for row in found if documents is None or row["document_id"] in documents}

    def frequency(self, token: str) -> int:
        """In how many passages a token of tokens.py stands."""
        with self._database.reading() as connection:
            return _frequency(connection, token)

    def passages(self) -> int:
        """How many passages there are."""
        with self._database.reading() as connection:
            return _passages(connection)

    def passages_of(self, documents: Collection[str]) -> list[str]:
        """The ids of the passages of these documents."""
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT id FROM passages WHERE document_id IN ({','.join('?' * len(documents))})", tuple(documents)
            )
            return [row["id"] for row in found]

    def _wanted(self, connection: Connection, query: str) -> list[str]:
        """The tokens to search for, each once."""
        subject = without_question_words(fold(query))
        telling = list(tokens(subject)) or list(tokens(query))
        telling += self._telling_characters(connection, subject)
        return list(dict.fromkeys(telling))

    def _telling_characters(self, connection: Connection, subject: str) -> Iterator[str]:
        most = self._ranking.common_character * _passages(connection)
        for character in dict.fromkeys(characters(subject)):
            if 0 < _frequency(connection, character) <= most:
                yield character


def merge_words(connection: Connection) -> None:
    """Rewrite the word index without the tokens of removed passages, which FTS5 otherwise keeps until it merges.

    0.3 s for 25,000 passages.
    """
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def _frequency(connection: Connection, token: str) -> int:
    row = connection.execute("SELECT doc FROM word_counts WHERE term = ?", (token,)).fetchone()
    return int(row["doc"]) if row is not None else 0


def _passages(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])


def _others(texts: Iterable[str], known: Collection[str]) -> list[str]:
    """The tokens of further words that are not among the known ones, each once."""
    return list(dict.fromkeys(token for text in texts for token in tokens(text) if token not in known))


def _any_of(wanted: Iterable[str]) -> str:
    """An FTS5 expression; quoted, so that no token is read as an operator. Tokens hold no quotation marks."""
    return " OR ".join(map(_quoted, wanted))


def _quoted(token: str) -> str:
    return f'"{token}"'
