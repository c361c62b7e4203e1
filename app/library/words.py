"""Word search over passages: SQLite FTS5 (BM25) over the tokens of tokens.py, in the catalogue's own file.

Chosen by measurement (tests/bench/lexical.py, 1,559 articles, 250 lay questions, 2026-11-22). Gold articles within the
first 1,500 characters, and among the first 5: this 0.718 and 0.606; without single characters 0.667 and 0.558; LanceDB
ngram 1-2 0.692 and 0.572 (with titles 0.683 and 0.575), icu 0.658 and 0.521. It is also searchable in the commit that
stores the document and needs neither AVX2 nor a second store.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.library.database import Connection, Database
from app.library.tokens import characters, fold, tokens
from app.library.word_rows import FIELDS


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of the fields in BM25, and how common a single character may be and still be searched for.

    A character in more than that share of all passages tells nothing and costs the most; pairs, words and numbers
    are always searched for.
    """

    number: float = 1.0
    title_path: float = 1.0
    text: float = 1.0
    table_rows: float = 1.0
    title_characters: float = 0.5
    text_characters: float = 0.5
    common_character: float = 0.2
    beside: float = 0.7

    @property
    def weights(self) -> tuple[float, ...]:
        """In the order of the columns of the table ``words``."""
        return tuple(getattr(self, field) for field in FIELDS)


QUESTION_WORDS = re.compile(
    "有没有|是不是|能不能|可不可以|要不要|是否|能否|可否|什么样|什么|怎么样|怎么办|怎么|怎样|如何|为何|为什么|"
    "哪些|哪个|哪种|哪里|哪|谁|何时|几个|多少|多久|请问|吗|呢|吧|啊"
)
"""They make a sentence a question and say nothing of its subject; pairs across them would be noise."""


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

    def frequency(self, token: str) -> int:
        """In how many passages a token of tokens.py stands."""
        with self._database.reading() as connection:
            return _frequency(connection, token)

    def passages(self) -> int:
        """How many passages there are."""
        with self._database.reading() as connection:
            return _passages(connection)

    def _wanted(self, connection: Connection, query: str) -> list[str]:
        """The tokens to search for, each once."""
        subject = QUESTION_WORDS.sub(" ", fold(query))
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
    return " OR ".join(f'"{token}"' for token in wanted)
