"""Passphrases as they are kept: Argon2id (RFC 9106), so that a stolen file does not give them away cheaply."""

from __future__ import annotations

import secrets
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.foundation.errors import UserError
from app.foundation.messages import tr

SHORTEST = 8
"""Characters."""
LONGEST = 1024
SALT_BYTES, HASH_BYTES = 16, 32
PASSES, LANES, KIBIBYTES = 3, 4, 64 * 1024
"""The second recommendation of RFC 9106, 4: 64 MiB, three passes; a fifth of a second on an office machine."""


def hashed(passphrase: str) -> str:
    """As PHC text ("$argon2id$v=19$…"). Raises UserError for one that is too short."""
    if len(passphrase) < SHORTEST:
        raise UserError(tr("口令太短。"), tr("至少 {count} 个字符。", count=SHORTEST))
    if len(passphrase) > LONGEST:
        raise UserError(tr("口令太长。"), tr("最多 {count} 个字符。", count=LONGEST))
    salt = secrets.token_bytes(SALT_BYTES)
    maker = Argon2id(salt=salt, length=HASH_BYTES, iterations=PASSES, lanes=LANES, memory_cost=KIBIBYTES)
    return maker.derive_phc_encoded(_normal(passphrase))


def matches(passphrase: str, stored: str) -> bool:
    """Whether it is the one that was hashed; text that is no hash matches nothing."""
    try:
        Argon2id.verify_phc_encoded(_normal(passphrase), stored)
    except (InvalidKey, ValueError, TypeError):
        return False
    return True


def _normal(passphrase: str) -> bytes:
    """The same bytes from whichever keyboard it was typed."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
