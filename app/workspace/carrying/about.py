"""What a library file says of itself beside its members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

import msgspec

from app.foundation.codec import from_plain
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.database import SCHEMA
from app.security.sealed import Manifest, Seal
from app.security.signing import PublicKey

CATALOGUE = "catalogue.sqlite3"
SETTINGS = "settings.toml"
ORIGINALS = "originals/"


class LibraryKind(StrEnum):
    """``library`` holds documents for a colleague, ``backup`` also what a person keeps beside them."""

    LIBRARY = "library"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class AboutLibrary:
    """``schema`` is that of the catalogue, ``vector_models`` are the ids of the models that its vectors are of,
    ``security_marks`` the marks of its documents, ``mark`` the one that the whole file bears: no lower than any."""

    documents: int
    clauses: int
    vectors: int
    schema: int
    vector_models: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    security_marks: tuple[str, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A library file as a person is shown it before it is taken in. ``size`` is that of its members in bytes; ``held``
    of its documents are here already, counted by their originals."""

    kind: LibraryKind
    made: str
    by: str
    product: str
    size: int
    about: AboutLibrary
    signer: PublicKey
    is_trusted: bool
    held: int = 0


def describe(seal: Seal, *, is_trusted: bool, ids: Collection[str] = ()) -> LibraryFile:
    """``ids`` are of the documents that are here. Raises UserError for a sealed file of another kind, or of a newer
    version."""
    manifest = seal.manifest
    about = _about(manifest)
    if about.schema > SCHEMA:
        raise UserError(tr("这个文库包由较新的版本做成，这个版本读不了。"), tr("请先升级准绳。"))
    return LibraryFile(
        LibraryKind(manifest.kind),
        manifest.made,
        manifest.by,
        manifest.product,
        manifest.size,
        about,
        seal.signer,
        is_trusted,
        sum(PurePosixPath(member.name).stem in ids for member in manifest.members if member.name.startswith(ORIGINALS)),
    )


def _about(manifest: Manifest) -> AboutLibrary:
    if manifest.kind not in {kind.value for kind in LibraryKind}:
        raise UserError(tr("这不是文库包，也不是备份。"), tr("请向给你的人问清这是什么文件；也许要先升级准绳。"))
    try:
        return from_plain(manifest.about, AboutLibrary)
    except msgspec.ValidationError as error:
        raise UserError(tr("文库包的说明读不出来。"), tr("请向给你的人重新要一份。")) from error
