"""The ciphers of a vault, by suite: what turns a passphrase into a key, and what encrypts and derives with keys.

AES: AES-256-GCM and HKDF over SHA-256. SM: SM4-GCM and HKDF over SM3 (GB/T 32907, GB/T 32905; keys of 128 bits, which
is what SM4 has). Both stretch the passphrase with Argon2id (RFC 9106), since neither family has a function of that
kind. cryptography comes when it is used: a workspace without a vault does not wait for it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

NONCE_BYTES = 12
TAG_BYTES = 16
SALT_BYTES = 16


class Suite(StrEnum):
    """Which ciphers."""

    AES = "aes"
    SM = "sm"

    @property
    def key_bytes(self) -> int:
        return 16 if self is Suite.SM else 32


class WrongKey(Exception):
    """The key is another one, or what it should open was changed."""


@dataclass(frozen=True, slots=True)
class Stretching:
    """Parameters of Argon2id. ``memory`` in KiB. The second choice of RFC 9106 with twice the memory: half a
    second to two on an office machine, once an unlocking; a guess costs an attacker the same."""

    memory: int = 128 * 1024
    passes: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """A file that somebody has changed must not take all of the machine's memory or time."""
        return 1 <= self.lanes <= 16 and 1 <= self.passes <= 32 and 8 * self.lanes <= self.memory <= 4 * 1024 * 1024


def stretched(passphrase: bytes, salt: bytes, how: Stretching) -> bytes:
    """32 bytes. Takes as long as ``how`` says."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=how.passes, lanes=how.lanes, memory_cost=how.memory)
    return kdf.derive(passphrase)


def derived(suite: Suite, secret: bytes, purpose: str, size: int, salt: bytes | None = None) -> bytes:
    """A key of its own for one purpose; who learns it learns neither the secret nor the other keys."""
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(_hash(suite), size, salt, f"zhunsheng vault 1 {purpose}".encode()).derive(secret)


def hidden_name(key: bytes, name: str) -> str:
    """32 hexadecimal digits that tell nothing of the name to who has no key, and are the same every time."""
    return hmac.digest(key, name.encode(), "sha256").hex()[:32]


def encrypted(suite: Suite, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    """With its tag of 16 bytes at the end. Never twice with the same key and nonce; ``bound`` must be the same when it
    is decrypted."""
    if suite is Suite.AES:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(key).encrypt(nonce, data, bound)
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def decrypted(suite: Suite, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    """Raises WrongKey."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(data) < TAG_BYTES:
        raise WrongKey
    try:
        if suite is Suite.AES:
            return AESGCM(key).decrypt(nonce, data, bound)
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, data[-TAG_BYTES:])).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(data[:-TAG_BYTES]) + decryptor.finalize()
    except InvalidTag as error:
        raise WrongKey from error


def _hash(suite: Suite) -> HashAlgorithm:
    from cryptography.hazmat.primitives import hashes

    return hashes.SM3() if suite is Suite.SM else hashes.SHA256()
