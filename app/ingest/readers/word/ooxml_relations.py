"""Which part of an OOXML file belongs to which (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from app.ingest.zip_guard import GuardedZip


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of its type ("styles", "worksheet"), ``target`` the name of the part it leads to."""

    id: str
    kind: str
    target: str


def relations(archive: GuardedZip, source: str) -> list[Relation]:
    """What the part ``source`` names; the package itself is "". External targets are left out.

    Raises UnreadableFile where the list is damaged.
    """
    folder, base = posixpath.split(source)
    root = archive.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
    return [
        Relation(item.get("Id", ""), item.get("Type", "").rsplit("/", 1)[-1], _target(folder, item.get("Target", "")))
        for item in (root if root is not None else ())
        if item.get("TargetMode") != "External"
    ]


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
