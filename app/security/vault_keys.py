"""What an unlocked vault can do: the key of its catalogue, files encrypted and decrypted, names hidden.

A file is MAGIC, a salt, and blocks of one megabyte, each encrypted with a key of this file's own and numbered; the last
is marked, so that neither an exchange of blocks nor a cut goes unseen (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár, 2015). Everything is decrypted in memory; nothing here writes plain text.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.foundation.errors import EnvironmentFault
from app.foundation.guarded_files import MAGIC
from app.foundation.messages import tr
from app.security.vault_cipher import (
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    Suite,
    WrongKey,
    decrypted,
    derived,
    encrypted,
    hidden_name,
)

BLOCK = 1 << 20
HEAD = len(MAGIC) + SALT_BYTES
CATALOGUE_BYTES = 48
"""SQLCipher's raw key of 256 bits, and the salt of 128 that it writes into the file's head."""


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """Made from the data key, and never written anywhere."""

    suite: Suite
    data_key: bytes = field(repr=False)

    @property
    def catalogue(self) -> str:
        """96 hexadecimal digits: key and salt. Never log it."""
        return derived(self.suite, self.data_key, "catalogue", CATALOGUE_BYTES).hex()

    def hidden(self, name: str) -> str:
        """What a file is called on the disk; its own name would tell which text it is."""
        return hidden_name(derived(self.suite, self.data_key, "names", 32), name)

    def closed(self, name: str, data: bytes) -> bytes:
        """The whole file encrypted."""
        return b"".join(self.closing(name, (data,)))

    def opened(self, name: str, data: bytes) -> bytes:
        """The whole file decrypted. Raises EnvironmentFault where it is not what was written."""
        key = self._file_key(data[len(MAGIC) : HEAD])
        blocks = range(HEAD, len(data), BLOCK + TAG_BYTES)
        if not data.startswith(MAGIC) or not blocks:
            raise _damaged(name)
        try:
            return b"".join(
                decrypted(
                    self.suite,
                    key,
                    _nonce(number, is_last=number == len(blocks) - 1),
                    data[start : start + BLOCK + TAG_BYTES],
                    name.encode(),
                )
                for number, start in enumerate(blocks)
            )
        except WrongKey as error:
            raise _damaged(name) from error

    def closing(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """A file of any size encrypted as it comes."""
        salt = secrets.token_bytes(SALT_BYTES)
        key = self._file_key(salt)
        yield MAGIC + salt
        number, waiting = 0, b""
        for part in parts:
            waiting += part
            while len(waiting) > BLOCK:
                yield encrypted(self.suite, key, _nonce(number, is_last=False), waiting[:BLOCK], name.encode())
                number, waiting = number + 1, waiting[BLOCK:]
        yield encrypted(self.suite, key, _nonce(number, is_last=True), waiting, name.encode())

    def _file_key(self, salt: bytes) -> bytes:
        return derived(self.suite, self.data_key, "file", self.suite.key_bytes, salt)


def plain_size(size: int) -> int:
    """Bytes of what an encrypted file of that size holds."""
    blocks = -(-(size - HEAD) // (BLOCK + TAG_BYTES))
    return max(0, size - HEAD - blocks * TAG_BYTES)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([is_last])


def _damaged(name: str) -> EnvironmentFault:
    return EnvironmentFault(
        tr("加密的文件 {name} 已损坏，或被换过。", name=name),
        tr("请从备份取回它；是文库里的文件，请把原文件重新添加一次。"),
    )
