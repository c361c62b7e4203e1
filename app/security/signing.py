"""Ed25519 signatures (RFC 8032): who made a file that goes from machine to machine, and that nobody changed it.

Nobody certifies a key here. A person compares the fingerprint with the one that the other side reads out, once, and
the key is trusted from then on: offices without a network have no authority to ask.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.foundation.errors import EnvironmentFault
from app.foundation.guarded_files import read_guarded, write_guarded
from app.foundation.messages import tr

KEY_BYTES = 32
SIGNATURE_BYTES = 64
GROUPS, GROUP = 8, 4
"""A fingerprint is read out over the telephone: eight groups of four characters, 128 bits."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whose signature it is: the 32 bytes of an Ed25519 public key."""

    raw: bytes

    @classmethod
    def from_text(cls, text: str) -> PublicKey:
        """From base64. Raises ValueError."""
        raw = base64.b64decode(text, validate=True)
        if len(raw) != KEY_BYTES:
            raise ValueError(f"{len(raw)} bytes are no Ed25519 key")
        return cls(raw)

    @property
    def text(self) -> str:
        return base64.b64encode(self.raw).decode()

    @property
    def pem(self) -> str:
        """SubjectPublicKeyInfo (RFC 8410), as other programs read it."""
        key = Ed25519PublicKey.from_public_bytes(self.raw)
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def fingerprint(self) -> str:
        """For people: "3f0a 91c2 …"."""
        digest = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digest[start : start + GROUP] for start in range(0, GROUPS * GROUP, GROUP))

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """A private key. It never leaves this machine."""

    def __init__(self, raw: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(raw)

    @property
    def public(self) -> PublicKey:
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes; the same message gives the same ones."""
        return self._key.sign(message)


def own_key(path: Path) -> SigningKey:
    """The key in this file, made when there is none; readable by its owner alone.

    Raises EnvironmentFault for a file that cannot be made or holds something else.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_guarded(path, Ed25519PrivateKey.generate().private_bytes_raw())
        raw = read_guarded(path)
    except OSError as error:
        raise EnvironmentFault(
            tr("不能使用签名密钥 {path}：{cause}", path=path, cause=error.strerror or error),
            tr("请检查该目录是否可写。"),
        ) from error
    if len(raw) != KEY_BYTES:
        raise EnvironmentFault(
            tr("签名密钥 {path} 已损坏。", path=path),
            tr("请把它移到别处；下次导出时会另做一个，收件人要重新核对指纹。"),
        )
    return SigningKey(raw)
