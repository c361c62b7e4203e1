"""The disk of the power cuts forgets what was not synced, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.disk_log import Operation
from tests.faults.disk_model import Disk

ROOT = Path("/disk")
FILE = "/disk/a"


def states(*done: Operation) -> set[bytes | None]:
    """What may be found of the file, "" where its name is gone."""
    disk = Disk(ROOT)
    for operation in done:
        disk.apply(operation)
    chance = random.Random(1)
    return {disk.after_power_cut(chance).get("a", b"gone") for _ in range(2000)}


def test_what_was_not_synced_may_be_gone_empty_torn_zeros_or_whole() -> None:
    data = b"x" * 1024
    found = states(Operation("create", FILE), Operation("write", FILE, data=data))
    assert {b"gone", b"", data, bytes(1024), data[:512]} <= found


def test_what_was_synced_stays() -> None:
    done = (Operation("create", FILE), Operation("write", FILE, data=b"old"), Operation("sync", FILE))
    assert states(*done) == {b"old"}
    assert states(*done, Operation("write", FILE, data=b"new")) == {b"old", b"new"}


def test_a_rename_without_a_sync_of_its_folder_is_not_certain_and_with_one_it_is() -> None:
    old = (Operation("create", FILE), Operation("write", FILE, data=b"old"), Operation("sync", FILE))
    new = (Operation("create", "/disk/b"), Operation("write", "/disk/b", data=b"new"), Operation("sync", "/disk/b"))
    renamed = Operation("rename", "/disk/b", "/disk/a")
    assert states(*old, *new, renamed) == {b"old", b"new"}
    assert states(*old, *new, renamed, Operation("sync", "/disk")) == {b"new"}
