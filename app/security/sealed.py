"""One signed file that holds many: libraries, backups, updates and models go from machine to machine in it.

A plain tar file, so that an administrator can look inside with any tool: the members, then ``manifest.json`` with the
SHA-256 of each, then ``manifest.sig`` with the signature over the manifest. It is written front to back; what a kill
leaves is taken up again where it stopped. The reader takes nothing for granted: names, sizes and order are checked
before a byte is used, and a member is used only after its hash is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from app.foundation.errors import UserError
from app.security.signing import PublicKey

FORMAT = 1
BLOCK = 512
"""Of tar: headers are one block, contents are filled up to whole blocks (POSIX.1-1988, ustar)."""
LONGEST_NAME = 100
"""Bytes that a tar header holds; longer names would need records that we neither write nor read."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*(/[A-Za-z0-9_][A-Za-z0-9_.+-]*)*", re.ASCII)
"""Of a member: no absolute path, no "..", no hidden file, nothing that a file system reads in two ways."""


@dataclass(frozen=True, slots=True)
class SealedMember:
    """A file inside: ``size`` in bytes, ``sha256`` in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a sealed file says of itself. ``made`` is an ISO time in UTC, ``by`` what the maker is called, ``about``
    what its kind needs to know."""

    kind: str
    made: str
    by: str
    product: str
    members: tuple[SealedMember, ...]
    about: dict[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members)


@dataclass(frozen=True, slots=True)
class Signature:
    """Over the bytes of the manifest; both in base64."""

    key: str
    signature: str
    algorithm: str = "ed25519"


class DamagedSeal(UserError):
    """The file is cut short, changed, or not one of ours."""

    kind = "damaged"


@dataclass(frozen=True, slots=True)
class Seal:
    """A manifest whose signature is right, and whose it is."""

    manifest: Manifest
    signer: PublicKey


def is_safe_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and NAME.fullmatch(name) is not None and name not in (MANIFEST, SIGNATURE)


def filled(size: int) -> int:
    """Bytes that a content of that size takes with what fills its last block."""
    return -(-size // BLOCK) * BLOCK
