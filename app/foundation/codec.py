"""Values to JSON and back. Checked on the way in, because workers that read hostile files send these."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")


def to_json(value: object) -> bytes:
    """Dataclasses, enums, tuples and plain values as UTF-8 JSON."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[Value]) -> Value:
    """The value of that type. Raises msgspec.ValidationError when the data does not fit it."""
    return msgspec.json.decode(data, type=kind)


def to_plain(value: object) -> Any:
    """The value as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def from_plain(value: object, kind: type[Value]) -> Value:
    """The value of that type out of dicts and lists. Raises msgspec.ValidationError."""
    return msgspec.convert(value, type=kind)
