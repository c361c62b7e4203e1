"""``vault.json``: the random key of a vault, wrapped twice, by the passphrase and by the recovery phrase.

Changing the passphrase wraps the same key anew; nothing that it has encrypted is touched. All parameters are bound to
the wrapped key: who changes one of them gets nothing that opens.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr
from app.security.vault_cipher import (
    NONCE_BYTES,
    SALT_BYTES,
    Stretching,
    Suite,
    WrongKey,
    decrypted,
    derived,
    encrypted,
    stretched,
)
from app.security.vault_phrase import phrase_of, secret_of

FORMAT = 1
DATA_KEY_BYTES = 32
SHORTEST_PASSPHRASE = 8
"""Characters. GB/T 39786 leaves the length to the office; each guess costs what Argon2id costs."""
LARGEST_FILE = 64 * 1024
USUAL = Stretching()


class WrongPassphrase(UserError):
    """Neither the passphrase nor the recovery phrase of this vault."""

    kind = "passphrase"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """All in base64."""

    salt: str
    nonce: str
    key: str


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What lies on the disk; nothing of it is secret."""

    format: int
    id: str
    suite: Suite
    stretching: Stretching
    passphrase: Wrapped
    recovery: Wrapped


def made(
    passphrase: str, recovery: bytes, suite: Suite, stretching: Stretching | None = None
) -> tuple[VaultFile, bytes]:
    """A new vault and its data key. Raises UserError for a passphrase that is too short."""
    how = stretching or USUAL
    empty = Wrapped("", "", "")
    file = VaultFile(FORMAT, secrets.token_hex(16), suite, how, empty, empty)
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    file = with_recovery(file, data_key, recovery)
    return with_passphrase(file, data_key, passphrase), data_key


def with_passphrase(file: VaultFile, data_key: bytes, passphrase: str) -> VaultFile:
    """The same key under another passphrase. Raises UserError for one that is too short."""
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = _of_passphrase(file, required(passphrase), salt)
    return replace(file, passphrase=_wrapped(file, "passphrase", wrapping, salt, data_key))


def with_recovery(file: VaultFile, data_key: bytes, recovery: bytes) -> VaultFile:
    """The same key under another recovery phrase; the one before opens nothing any more."""
    salt = secrets.token_bytes(SALT_BYTES)
    return replace(file, recovery=_wrapped(file, "recovery", _of_recovery(file, recovery, salt), salt, data_key))


def opened_by_passphrase(file: VaultFile, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase."""
    wrapping = _of_passphrase(file, normal(passphrase), _bytes(file.passphrase.salt))
    try:
        return _unwrapped(file, "passphrase", wrapping, file.passphrase)
    except WrongKey as error:
        raise WrongPassphrase(tr("口令不对。"), tr("请检查大小写和输入法再试；忘了口令，可以用恢复码重设。")) from error


def opened_by_recovery(file: VaultFile, phrase: str) -> bytes:
    """The data key. Raises UserError for a slip, WrongPassphrase for the phrase of another vault."""
    wrapping = _of_recovery(file, secret_of(phrase), _bytes(file.recovery.salt))
    try:
        return _unwrapped(file, "recovery", wrapping, file.recovery)
    except WrongKey as error:
        raise WrongPassphrase(
            tr("这不是这个工作区的恢复码。"), tr("恢复码换过或关过加密的，以最后一次给出的为准。")
        ) from error


def read_vault(path: Path) -> VaultFile:
    """Raises EnvironmentFault where it is not readable."""
    try:
        with path.open("rb") as stream:
            file = from_json(stream.read(LARGEST_FILE), VaultFile)
        is_known = file.format == FORMAT and file.stretching.is_sane()
    except (OSError, msgspec.DecodeError) as error:
        raise _unreadable(path) from error
    if not is_known:
        raise _unreadable(path)
    return file


def write_vault(path: Path, file: VaultFile) -> None:
    """Raises EnvironmentFault; then the file is as it was."""
    try:
        write_whole(path, to_json(file))
    except OSError as error:
        raise EnvironmentFault(
            tr("写不了 {path}：{cause}", path=path, cause=error.strerror or error), tr("请检查磁盘空间。")
        ) from error


def normal(passphrase: str) -> bytes:
    """The same bytes however a keyboard or system composes the characters."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def required(passphrase: str) -> bytes:
    """Raises UserError where it is too short."""
    if len(unicodedata.normalize("NFKC", passphrase)) < SHORTEST_PASSPHRASE:
        raise UserError(
            tr("口令太短：至少 {least} 个字符。", least=SHORTEST_PASSPHRASE),
            tr("几个互不相干的词连起来，既好记又难猜。"),
        )
    return normal(passphrase)


def phrase_for(recovery: bytes) -> str:
    """As a person writes it down."""
    return phrase_of(recovery)


def _of_passphrase(file: VaultFile, passphrase: bytes, salt: bytes) -> bytes:
    secret = stretched(passphrase, salt, file.stretching)
    return derived(file.suite, secret, "passphrase", file.suite.key_bytes, salt)


def _of_recovery(file: VaultFile, recovery: bytes, salt: bytes) -> bytes:
    """160 random bits need no stretching."""
    return derived(file.suite, recovery, "recovery", file.suite.key_bytes, salt)


def _wrapped(file: VaultFile, slot: str, wrapping: bytes, salt: bytes, data_key: bytes) -> Wrapped:
    nonce = secrets.token_bytes(NONCE_BYTES)
    key = encrypted(file.suite, wrapping, nonce, data_key, _bound(file, slot))
    return Wrapped(*(base64.b64encode(part).decode() for part in (salt, nonce, key)))


def _unwrapped(file: VaultFile, slot: str, wrapping: bytes, wrapped: Wrapped) -> bytes:
    return decrypted(file.suite, wrapping, _bytes(wrapped.nonce), _bytes(wrapped.key), _bound(file, slot))


def _bound(file: VaultFile, slot: str) -> bytes:
    """The salt is bound by the key that is made with it."""
    return to_json([file.format, file.id, file.suite.value, asdict(file.stretching), slot])


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise EnvironmentFault(tr("vault.json 已损坏。"), _hint()) from error


def _unreadable(path: Path) -> EnvironmentFault:
    return EnvironmentFault(tr("读不懂加密工作区的钥匙文件 {path}。", path=path), _hint())


def _hint() -> str:
    return tr("请从备份里取回 vault.json；没有它，口令和恢复码都打不开工作区。")
