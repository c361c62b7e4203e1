"""What a worker process and its owner say to each other: small JSON frames, and raw bytes beside them.

Nothing here is ever unpickled: a worker that a hostile file has taken over can send only these values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

import msgspec

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
"""A value as JSON knows it. Who receives one gives it a type with ``codec.from_plain``."""

LARGEST_FRAME = 512 * 1024 * 1024
"""Bytes. A page image of A0 at 150 dpi has 105 MB; more than this is a worker gone wrong."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service's method gives when JSON alone does not do: ``data`` carries pixels or vectors."""

    value: JSON
    data: bytes = b""


class Call(msgspec.Struct, tag="call", frozen=True):
    """Owner to worker: do this. A frame of raw bytes follows when ``has_data``."""

    id: int
    method: str
    arguments: dict[str, Any]
    has_data: bool = False


class Cancel(msgspec.Struct, tag="cancel", frozen=True):
    """Owner to worker: stop that call as soon as you can, and still answer it."""

    id: int


class Stop(msgspec.Struct, tag="stop", frozen=True):
    """Owner to worker: end."""


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """Worker to owner: the service is imported and constructed."""


class Beat(msgspec.Struct, tag="beat", frozen=True):
    """Worker to owner, every few seconds of a call: the interpreter still turns."""


class Begun(msgspec.Struct, tag="begun", frozen=True):
    """Worker to owner: the call is taken up. A worker that dies without having said so has done nothing of it."""

    id: int


class Event(msgspec.Struct, tag="event", frozen=True):
    """Worker to owner: something on the way to the result."""

    id: int
    value: Any


class Result(msgspec.Struct, tag="result", frozen=True):
    """Worker to owner: the call is done. A frame of raw bytes follows when ``has_data``."""

    id: int
    value: Any
    has_data: bool


class Failure(msgspec.Struct, tag="failure", frozen=True):
    """Worker to owner: the call ended in an error for people. ``id`` is 0 when the service could not be made."""

    id: int
    kind: str
    exit_code: int
    message: str
    hint: str
    code: str = ""


class OutOfMemory(msgspec.Struct, tag="memory", frozen=True):
    """Worker to owner: the memory limit was reached; the worker ends."""

    id: int


ToWorker: TypeAlias = Call | Cancel | Stop
FromWorker: TypeAlias = Ready | Beat | Begun | Event | Result | Failure | OutOfMemory

_to_worker: msgspec.json.Decoder[ToWorker] = msgspec.json.Decoder(ToWorker)
_from_worker: msgspec.json.Decoder[FromWorker] = msgspec.json.Decoder(FromWorker)


def send(connection: Connection[Any, Any], frame: ToWorker | FromWorker) -> None:
    """Raises OSError when the other side is gone."""
    connection.send_bytes(msgspec.json.encode(frame))


def receive_order(connection: Connection[Any, Any]) -> ToWorker:
    """What the owner says next. Blocks. Raises EOFError when the owner is gone."""
    return _to_worker.decode(connection.recv_bytes(LARGEST_FRAME))


def receive_answer(connection: Connection[Any, Any]) -> FromWorker:
    """What the worker says next. Blocks.

    Raises EOFError or OSError when the worker is gone or sends too much, msgspec.DecodeError when it sends rubbish.
    """
    return _from_worker.decode(connection.recv_bytes(LARGEST_FRAME))


def receive_data(connection: Connection[Any, Any]) -> bytes:
    """The raw bytes that follow a Call or a Result with ``has_data``."""
    return connection.recv_bytes(LARGEST_FRAME)
