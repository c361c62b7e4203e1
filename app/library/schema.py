"""The tables of the catalogue, as an ordered list of migrations. A released migration is never changed.

PRAGMA user_version holds how many of them a file has been through. Values that are only ever read whole (metadata,
boxes, an answer) are JSON through the codec; what is searched, joined or ordered by has a column.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.library.conversation_texts import keep_all_texts

if TYPE_CHECKING:
    from app.library.database import Connection

DOCUMENTS = """
-- One row: counts the changes, so that what was worked out from documents or vectors is known to be stale.
CREATE TABLE generation (documents INTEGER NOT NULL, vectors INTEGER NOT NULL);
INSERT INTO generation VALUES (0, 0);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    collection TEXT NOT NULL,
    format TEXT NOT NULL,
    pages INTEGER,
    clauses INTEGER NOT NULL,
    is_partial INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    issues TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX documents_by_path ON documents (path);

CREATE TABLE clauses (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    number TEXT,
    number_key TEXT,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT,
    page INTEGER,
    strength TEXT,
    boxes TEXT NOT NULL,
    spans TEXT NOT NULL
);
CREATE UNIQUE INDEX clauses_in_order ON clauses (document_id, ordinal);
CREATE INDEX clauses_by_number ON clauses (number_key, document_id);

CREATE TABLE cross_references (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    from_clause TEXT NOT NULL,
    to_standard TEXT,
    to_clause TEXT,
    dated INTEGER NOT NULL,
    normative INTEGER NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;
"""

SEARCH = """
-- AUTOINCREMENT: a row number that once stood for a passage in the word index never comes back for another one.
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    clause_id TEXT NOT NULL,
    clause_ids TEXT NOT NULL,
    number TEXT,
    title_path TEXT NOT NULL,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id);
CREATE INDEX passages_by_hash ON passages (text_hash);

-- Contentless: the text stands once, in passages. tokenchars keeps what words.py calls one token in one piece.
CREATE VIRTUAL TABLE words USING fts5 (
    number, title_path, text, title_characters, text_characters,
    content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars './-_+'"
);
CREATE VIRTUAL TABLE word_counts USING fts5vocab (words, row);

-- Not WITHOUT ROWID: looking up which texts have a vector must not walk through pages of 3 KB vectors.
CREATE TABLE vectors (
    row INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    vector BLOB NOT NULL
);
CREATE UNIQUE INDEX vectors_by_hash ON vectors (text_hash, model_id);
"""

WORK = """
CREATE TABLE ingest_queue (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    collection TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT
);

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE TABLE turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    mode TEXT NOT NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (conversation_id, ordinal)
) WITHOUT ROWID;
"""

READING = """
ALTER TABLE documents ADD COLUMN rules INTEGER NOT NULL DEFAULT 1;
ALTER TABLE documents ADD COLUMN page_labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE clauses ADD COLUMN cells TEXT;
ALTER TABLE clauses ADD COLUMN confidence REAL;

CREATE TABLE terms (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    clause_id TEXT NOT NULL,
    term TEXT NOT NULL,
    english TEXT,
    definition TEXT NOT NULL,
    synonyms TEXT NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;

-- What a person has corrected, never changed and never removed: the newest row of a field is in force. No foreign key:
-- a correction outlives the reading that it corrects.
CREATE TABLE corrections (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    before TEXT,
    made TEXT NOT NULL
);
CREATE INDEX corrections_by_document ON corrections (document_id);

-- The office's own list of what is in force; number is normalised, entry the JSON of a RegisterEntry.
CREATE TABLE register (
    number TEXT PRIMARY KEY,
    entry TEXT NOT NULL,
    source TEXT NOT NULL,
    imported TEXT NOT NULL
) WITHOUT ROWID;
"""


ASKING = """
-- What a person thinks of an answer. The newest row of a turn is in force; older ones stay for the evaluation. No
-- foreign key: question and answer are kept here too, so that deleting a conversation need not lose the judgement.
CREATE TABLE feedback (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX feedback_by_turn ON feedback (conversation_id, turn);

-- The facts that a person has confirmed in a conversation, in the order of confirming.
CREATE TABLE conversation_facts (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (conversation_id, key)
) WITHOUT ROWID;
"""

WORDS = """
-- One row: the rules that the word index was made by. Another edition of them makes it anew when the file is opened.
CREATE TABLE word_edition (edition INTEGER NOT NULL);
INSERT INTO word_edition VALUES (1);
"""

WATCHING = """
-- Folders whose new and changed files are added by themselves, and the state in which each file was last taken in.
CREATE TABLE watched_folders (
    path TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    added TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE watched_files (
    folder TEXT NOT NULL REFERENCES watched_folders (path) ON DELETE CASCADE,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;
"""

KEEPING = """
-- How a person keeps conversations in order: a folder is one plain name, '' for none.
ALTER TABLE conversations ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0;

-- What is said in a turn, to be searched; folded is what tokens.py makes of question and answer.
CREATE TABLE turn_texts (
    row INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    folded TEXT NOT NULL,
    FOREIGN KEY (conversation_id, ordinal) REFERENCES turns (conversation_id, ordinal) ON DELETE CASCADE
);
CREATE UNIQUE INDEX turn_texts_by_turn ON turn_texts (conversation_id, ordinal);
"""

SEARCHING = """
-- Searches that a person has named, and the last ones made; request is the JSON of a SearchRequest.
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    saved TEXT NOT NULL
);
CREATE TABLE recent_searches (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL
);
"""

TIDYING = """
-- Documents that are removed or replaced and may still have a copy of their file or vectors in the index: what a kill
-- or a fault of the disk has left is cleared later.
CREATE TABLE leftovers (document_id TEXT PRIMARY KEY) WITHOUT ROWID;

-- What was read from a watched file, '' before the first reading: a file that only moved, or that was removed from the
-- library and only touched, is known again.
ALTER TABLE watched_files ADD COLUMN document_id TEXT NOT NULL DEFAULT '';

-- When a person last put a conversation in order: it is not forgotten as one that nobody has touched.
ALTER TABLE conversations ADD COLUMN touched TEXT NOT NULL DEFAULT '';
"""

FINDING = """
-- Where a question was looked up and as of which day: JSON of a Where, '' for turns stored before it was kept.
ALTER TABLE turns ADD COLUMN looked TEXT NOT NULL DEFAULT '';

-- What the search found for a turn, best first: evidence is deflated JSON, a passage a row. document_id is no foreign
-- key: reading a document anew leaves what was found in it.
CREATE TABLE turn_evidence (
    conversation_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    place INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    evidence BLOB NOT NULL,
    PRIMARY KEY (conversation_id, ordinal, place),
    FOREIGN KEY (conversation_id, ordinal) REFERENCES turns (conversation_id, ordinal) ON DELETE CASCADE
);
CREATE INDEX turn_evidence_by_document ON turn_evidence (document_id);
"""


def run_script(connection: Connection, script: str) -> None:
    """Statement by statement: the driver's executescript would commit the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";"):
            connection.execute(statement)
            statement = ""


def create_first_schema(connection: Connection) -> None:
    """Schema 1, 2026-11: documents, search, work."""
    for script in (DOCUMENTS, SEARCH, WORK):
        run_script(connection, script)


def add_reading(connection: Connection) -> None:
    """Schema 2, 2026-11: tables with their cells, OCR, terms, corrections, the register."""
    run_script(connection, READING)


def add_asking(connection: Connection) -> None:
    """Schema 3, 2026-11: what a person says of an answer, and the facts confirmed in a conversation."""
    run_script(connection, ASKING)


def note_word_edition(connection: Connection) -> None:
    """Schema 4, 2026-11: which rules the word index was made by, so that better ones reach workspaces that exist."""
    run_script(connection, WORDS)


def add_watching(connection: Connection) -> None:
    """Schema 5, 2026-11: folders that are watched."""
    run_script(connection, WATCHING)


def add_keeping(connection: Connection) -> None:
    """Schema 6, 2026-11: conversations kept in order, and found by what is said in them."""
    run_script(connection, KEEPING)
    keep_all_texts(connection)


def add_searching(connection: Connection) -> None:
    """Schema 7, 2026-11: searches that are kept."""
    run_script(connection, SEARCHING)


def add_tidying(connection: Connection) -> None:
    """Schema 8, 2026-11: what is still to be cleared, what watched files hold, when conversations were touched."""
    run_script(connection, TIDYING)


def add_finding(connection: Connection) -> None:
    """Schema 9, 2026-11: where a question was looked up and what was found for it, to be there again later."""
    run_script(connection, FINDING)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    create_first_schema,
    add_reading,
    add_asking,
    note_word_edition,
    add_watching,
    add_keeping,
    add_searching,
    add_tidying,
    add_finding,
)
