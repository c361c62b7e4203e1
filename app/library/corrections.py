"""What people have corrected of a document's metadata: kept for good and laid over what was read.

Rows are only ever added, so the table is the record of who-said-what-when: a correction that is taken back is one
more row. Ids of documents follow from their content: a correction outlives removal and comes back with the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.document import Metadata, StatusBasis
from app.foundation.codec import from_json, from_plain, to_json, to_plain
from app.library.database import Connection, Row


@dataclass(frozen=True, slots=True)
class Correction:
    """One step: ``value`` and ``before`` are the field's JSON; a ``value`` of None goes back to what was read.

    ``made`` is an ISO time in UTC.
    """

    document_id: str
    field: str
    value: str | None
    before: str
    made: str


def corrected(metadata: Metadata, values: Mapping[str, str]) -> Metadata:
    """The metadata with corrections, JSON by field, laid over it. A status set by a person has the basis person."""
    if not values:
        return metadata
    plain: dict[str, object] = to_plain(metadata)
    plain.update({field: from_json(value, object) for field, value in values.items()})
    if "status" in values:
        plain["status_basis"] = StatusBasis.PERSON.value
    return from_plain(plain, Metadata)


def record(connection: Connection, read: Metadata, document_id: str, field: str, value: object) -> Correction:
    """Add a correction; ``read`` is the metadata without any, ``value`` as read_value gives it."""
    return _add(connection, read, document_id, field, to_json(value).decode())


def take_back(connection: Connection, read: Metadata, document_id: str, field: str) -> Correction:
    """Go back to what was read."""
    return _add(connection, read, document_id, field, None)


def in_force(connection: Connection, document_id: str) -> dict[str, str]:
    """The corrections of one document that count, JSON by field."""
    return all_in_force(connection, document_id).get(document_id, {})


def all_in_force(connection: Connection, document_id: str | None = None) -> dict[str, dict[str, str]]:
    """The newest value of every corrected field by document id, those taken back left out."""
    where, values = ("", ()) if document_id is None else (" WHERE document_id = ?", (document_id,))
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(f"SELECT document_id, field, value FROM corrections{where} ORDER BY ordinal", values):
        fields = found.setdefault(row["document_id"], {})
        fields.pop(row["field"], None)
        if row["value"] is not None:
            fields[row["field"]] = row["value"]
    return found


def history(connection: Connection, document_id: str) -> list[Correction]:
    """Every correction of a document, oldest first; also of one that is no longer held."""
    found = connection.execute("SELECT * FROM corrections WHERE document_id = ? ORDER BY ordinal", (document_id,))
    return [_correction_of(row) for row in found]


def _add(connection: Connection, read: Metadata, document_id: str, field: str, value: str | None) -> Correction:
    before = getattr(corrected(read, in_force(connection, document_id)), field)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    correction = Correction(document_id, field, value, to_json(before).decode(), made)
    connection.execute(
        "INSERT INTO corrections (document_id, field, value, before, made) VALUES (?,?,?,?,?)",
        (document_id, field, value, correction.before, made),
    )
    return correction


def _correction_of(row: Row) -> Correction:
    return Correction(row["document_id"], row["field"], row["value"], row["before"], row["made"])
