"""The vault of a workspace: whether it is encrypted, unlocking and locking it in this process, its passphrase.

Keys live in this process alone, by workspace, from ``unlock`` to ``lock``. Workers get none: what they read or answer
from is sent to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.guarded_files import guard, locked, unguard
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.security.audit.entry import Kind
from app.security.vault_cipher import Suite
from app.security.vault_file import (
    VaultFile,
    WrongPassphrase,
    opened_by_passphrase,
    opened_by_recovery,
    read_vault,
    required,
    with_passphrase,
    with_recovery,
    write_vault,
)
from app.security.vault_keys import VaultKeys
from app.security.vault_phrase import new_secret, phrase_of
from app.workspace.auditing import Auditing
from app.workspace.vault_switch import settle

_open: dict[Path, VaultKeys] = {}


@dataclass(frozen=True, slots=True)
class VaultState:
    """``suite`` is None where there is no vault."""

    suite: Suite | None
    is_locked: bool

    @property
    def is_on(self) -> bool:
        return self.suite is not None


def state_of(paths: WorkspacePaths) -> VaultState:
    """In this process. Finishes what a kill has broken off first. Raises EnvironmentFault, WorkspaceBusy."""
    settle(paths)
    if not paths.vault.exists():
        return VaultState(None, is_locked=False)
    return VaultState(read_vault(paths.vault).suite, is_locked=paths.root not in _open)


def keys_of(paths: WorkspacePaths) -> VaultKeys | None:
    """None where there is no vault. Raises Locked where nobody has unlocked it, EnvironmentFault, WorkspaceBusy."""
    settle(paths)
    if not paths.vault.exists():
        lock(paths)
        return None
    keys = _open.get(paths.root)
    if keys is None:
        raise locked(paths.root)
    return keys


def unlock(paths: WorkspacePaths, passphrase: str) -> None:
    """Takes as long as the passphrase is stretched. Raises WrongPassphrase, UserError where there is no vault."""
    file = _required(paths)
    with _failures_told(paths) as audit:
        data_key = opened_by_passphrase(file, passphrase)
    audit.note(Kind.UNLOCK, {})
    keep_open(paths, VaultKeys(file.suite, data_key))


def keep_open(paths: WorkspacePaths, keys: VaultKeys) -> None:
    """Whoever opens the workspace in this process from now on reads it."""
    _open[paths.root] = keys
    guard(paths.guarded, keys)


def lock(paths: WorkspacePaths) -> None:
    """Forget the keys. Whoever has the workspace open closes it first. A second call does nothing."""
    _open.pop(paths.root, None)
    unguard(paths.guarded)


def change_passphrase(paths: WorkspacePaths, passphrase: str, new: str) -> None:
    """Wraps the key anew, and touches nothing else. Raises WrongPassphrase, UserError, WorkspaceBusy."""
    required(new)
    file = _required(paths)
    with _failures_told(paths) as audit:
        data_key = opened_by_passphrase(file, passphrase)
    audit.note(Kind.VAULT, {"change": "passphrase"})
    write_vault(paths.vault, with_passphrase(file, data_key, new))


def recover(paths: WorkspacePaths, phrase: str, new: str) -> str:
    """A new passphrase by the recovery phrase; gives another recovery phrase, since the old one has been in use.

    Raises WrongPassphrase, UserError, EnvironmentFault.
    """
    required(new)
    file = _required(paths)
    with _failures_told(paths) as audit:
        data_key = opened_by_recovery(file, phrase)
    secret = new_secret()
    audit.note(Kind.VAULT, {"change": "recovered"})
    write_vault(paths.vault, with_recovery(with_passphrase(file, data_key, new), data_key, secret))
    return phrase_of(secret)


def new_recovery_phrase(paths: WorkspacePaths, passphrase: str) -> str:
    """In place of one that was lost, or that others have seen. Raises WrongPassphrase, EnvironmentFault."""
    file = _required(paths)
    with _failures_told(paths) as audit:
        data_key = opened_by_passphrase(file, passphrase)
    secret = new_secret()
    audit.note(Kind.VAULT, {"change": "recovery"})
    write_vault(paths.vault, with_recovery(file, data_key, secret))
    return phrase_of(secret)


@contextmanager
def _failures_told(paths: WorkspacePaths) -> Iterator[Auditing]:
    """The audit log, which keeps a wrong passphrase or phrase of the body, too."""
    audit = Auditing(paths)
    try:
        yield audit
    except WrongPassphrase:
        audit.note(Kind.UNLOCK_FAILED, {})
        raise


def _required(paths: WorkspacePaths) -> VaultFile:
    settle(paths)
    if not paths.vault.exists():
        raise UserError(tr("工作区 {path} 没有加密。", path=paths.root), tr("要加密，用 vault on 或窗口的设置页。"))
    return read_vault(paths.vault)
