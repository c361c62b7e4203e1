"""One entry of the audit log and the line that it is stored as.

A line is the SHA-256 of what follows it, a space, and a JSON object in canonical form (keys sorted, no white space,
ASCII); the object names the hash of the line before it. So one command of any system recomputes a line's hash, and
nothing in a line can be changed, moved, put in or taken out without breaking the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FORMAT = 1
NO_HASH = "0" * 64
"""What stands before the first entry."""
LONGEST_LINE = 64 * 1024
"""Bytes. A line is a few hundred; one of this length is none of ours."""

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Data = Mapping[str, Value]


class Kind(StrEnum):
    """What was done."""

    BEGIN = "begin"
    OPEN = "open"
    RECOVER = "recover"
    TRIM = "trim"
    INGEST = "ingest"
    REMOVE = "remove"
    CORRECT = "correct"
    ASK = "ask"
    SEARCH = "search"
    TEXT_WORK = "text_work"
    COPY = "copy"
    PRINT = "print"
    EXPORT = "export"
    EXPORT_REFUSED = "export_refused"
    SETTINGS = "settings"
    MODEL_ADDED = "model_added"
    MODEL_REMOVED = "model_removed"
    BACKUP = "backup"
    BUNDLE = "bundle"
    RESTORE = "restore"
    ERASE = "erase"
    FORGET = "forget"
    UPDATE = "update"
    NETWORK_REFUSED = "network_refused"
    VAULT = "vault"
    UNLOCK = "unlock"
    UNLOCK_FAILED = "unlock_failed"
    ROLE = "role"
    ROLE_FAILED = "role_failed"
    ROLES_SET = "roles_set"
    REFUSED = "refused"
    LOG_EXPORT = "log_export"


@dataclass(frozen=True, slots=True)
class Entry:
    """``number`` counts from 1 without a gap, whatever the clock does; ``at`` is UTC (ISO 8601); ``by`` is the
    operating system's user and ``role`` what that user was then; ``kind`` is a Kind, or one of a later version."""

    number: int
    at: str
    by: str
    role: str
    kind: str
    data: Data
    before: str
    hash: str = ""

    def sealed(self) -> tuple[Entry, bytes]:
        """The entry with its hash, and its line with the line's end."""
        body = canonical(
            {
                "n": self.number,
                "at": self.at,
                "by": self.by,
                "role": self.role,
                "kind": str(self.kind),
                "data": dict(self.data),
                "prev": self.before,
            }
        )
        digest = hashlib.sha256(body).hexdigest()
        sealed = Entry(self.number, self.at, self.by, self.role, str(self.kind), self.data, self.before, digest)
        return sealed, digest.encode() + b" " + body + b"\n"


class BadLine(ValueError):
    """A line that no log of ours holds, or whose hash is not that of its text."""


def canonical(value: object) -> bytes:
    """The one form in which JSON is hashed. Raises ValueError for what JSON cannot hold."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def parsed(line: bytes) -> Entry:
    """The entry of a line without its end. Raises BadLine."""
    digest, space, body = line[:64], line[64:65], line[65:]
    if space != b" " or hashlib.sha256(body).hexdigest().encode() != digest:
        raise BadLine("the hash of the line is not that of its text")
    try:
        value = json.loads(body)
        if canonical(value) != body or set(value) != {"n", "at", "by", "role", "kind", "data", "prev"}:
            raise BadLine("not in canonical form")
        number, data = value["n"], value["data"]
        texts = (value["at"], value["by"], value["role"], value["kind"], value["prev"])
        if type(number) is not int or not isinstance(data, dict) or not all(isinstance(text, str) for text in texts):
            raise BadLine("a field of the wrong type")
    except BadLine:
        raise
    except (ValueError, TypeError, RecursionError) as error:
        raise BadLine(str(error)) from error
    return Entry(
        number, value["at"], value["by"], value["role"], value["kind"], data, value["prev"], digest.decode("ascii")
    )
