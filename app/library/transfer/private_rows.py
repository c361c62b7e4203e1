"""What a person keeps beside the documents: for a backup, and never for a colleague.

Rows are carried by their natural keys: restoring twice, or beside what came since, doubles and overwrites nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.library.database import Connection, Database, Row


@dataclass(frozen=True, slots=True)
class PrivateTable:
    """``key``: the columns that tell two rows apart; ``left_out``: row numbers that each file gives anew."""

    name: str
    key: tuple[str, ...]
    left_out: tuple[str, ...] = ()


PRIVATE_TABLES = (
    PrivateTable("conversations", ("id",)),
    PrivateTable("turns", ("conversation_id", "ordinal")),
    PrivateTable("turn_texts", ("conversation_id", "ordinal"), ("row",)),
    PrivateTable("turn_evidence", ("conversation_id", "ordinal", "place")),
    PrivateTable("conversation_facts", ("conversation_id", "key")),
    PrivateTable("feedback", ("conversation_id", "turn", "made"), ("ordinal",)),
    PrivateTable("saved_searches", ("name",), ("id",)),
    PrivateTable("recent_searches", ("request",), ("ordinal",)),
    PrivateTable("watched_folders", ("path",)),
    PrivateTable("watched_files", ("folder", "path")),
)
"""In an order in which every row finds the one that it refers to."""
PASSING_TABLES = ("ingest_queue", "leftovers")
"""What is under way on this machine: of no use on another."""


def clear_private_rows(connection: Connection) -> None:
    for table in reversed(PRIVATE_TABLES):
        connection.execute(f"DELETE FROM {table.name}")


def clear_passing_rows(connection: Connection) -> None:
    for name in PASSING_TABLES:
        connection.execute(f"DELETE FROM {name}")


def take_private_rows(source: Database, target: Database) -> int:
    """Add the rows that are not there yet, in one commit; gives how many conversations came.

    A conversation that is held already stays as it is, with its turns: it may have gone on since the backup.
    """
    with source.reading() as incoming, target.transaction() as connection:
        held = {row["id"] for row in connection.execute("SELECT id FROM conversations")}
        came = 0
        for table in PRIVATE_TABLES:
            for row in incoming.execute(f"SELECT * FROM {table.name}"):
                if "conversation_id" in table.key and row["conversation_id"] in held:
                    continue
                taken = _take(connection, table, row)
                came += taken if table.name == "conversations" else 0
    return came


def _take(connection: Connection, table: PrivateTable, row: Row) -> int:
    """Gives 1 where the row is new."""
    columns = [name for name in row.keys() if name not in table.left_out]  # noqa: SIM118 - a Row iterates over values
    known = " AND ".join(f"{name} = ?" for name in table.key)
    changed = connection.execute(
        f"INSERT INTO {table.name} ({','.join(columns)}) SELECT {','.join('?' * len(columns))}"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table.name} WHERE {known})",
        (*(row[name] for name in columns), *(row[name] for name in table.key)),
    )
    return changed.rowcount
