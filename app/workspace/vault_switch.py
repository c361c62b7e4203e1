"""Encrypt a workspace, or decrypt it: a whole copy is made and read back, then takes the place of what was there.

A kill -9 at any moment loses nothing. ``switching`` is a copy in the making: it is thrown away, and the workspace is as
it was. Its renaming to ``switched`` is the decision: from then on every opening goes on with putting its parts in place
until there are none, which needs no key. Only then is anything of the old deleted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.document import document_id
from app.foundation.errors import EnvironmentFault
from app.foundation.files import bytes_below, rename_whole, sync, write_whole
from app.foundation.guarded_files import read_guarded
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import PRIVATE_FOLDER, WorkspacePaths
from app.library.cipher import convert
from app.library.lock import WriteLock
from app.security.audit.entry import Kind
from app.security.roles import Right
from app.security.vault_cipher import Stretching, Suite
from app.security.vault_file import made, write_vault
from app.security.vault_keys import VaultKeys
from app.security.vault_phrase import new_secret, phrase_of
from app.workspace.auditing import Auditing
from app.workspace.originals import BOUND

SPARE_BYTES = 64 << 20
WIPE_BLOCK = 1 << 20
DECRYPTED = "decrypted"
"""Lies in a copy that takes the vault's place: its key file goes in the end."""


def turn_on(
    paths: WorkspacePaths,
    passphrase: str,
    progress: Progress,
    *,
    suite: Suite = Suite.AES,
    stretching: Stretching | None = None,
    audit: Auditing | None = None,
) -> tuple[str, VaultKeys]:
    """Encrypt the workspace, which nobody may have open; gives the recovery phrase, and the keys. ``audit`` is the
    workspace's own where somebody has signed in with it.

    Raises UserError for a passphrase that is too short, NotAllowed, WorkspaceBusy, EnvironmentFault, Cancelled (nothing
    changed).
    """
    audit = _allowed(paths, audit)
    secret = new_secret()
    file, data_key = made(passphrase, secret, suite, stretching)
    keys = VaultKeys(suite, data_key)
    with _copying(paths) as copy:
        write_vault(copy.vault, file)
        _convert_all(paths, None, copy, keys, progress)
        audit.note(Kind.VAULT, {"change": "on", "suite": str(suite)})
    return phrase_of(secret), keys


def turn_off(paths: WorkspacePaths, keys: VaultKeys, progress: Progress, audit: Auditing | None = None) -> None:
    """Decrypt the workspace, which nobody may have open; ``audit`` as for ``turn_on``. Raises NotAllowed,
    WorkspaceBusy, EnvironmentFault, Cancelled."""
    audit = _allowed(paths, audit)
    with _copying(paths) as copy:
        _convert_all(paths, keys, copy, None, progress)
        audit.note(Kind.VAULT, {"change": "off"})


def _allowed(paths: WorkspacePaths, audit: Auditing | None) -> Auditing:
    audit = audit or Auditing(paths)
    audit.roles.require(Right.GUARD)
    return audit


def settle(paths: WorkspacePaths) -> None:
    """Finish what a kill has broken off, on or back; nothing to do as a rule. Raises WorkspaceBusy while another
    process is at it, EnvironmentFault."""
    if not paths.switching.exists() and not paths.switched.exists():
        return
    with WriteLock.take(paths.lock), _faults(paths.root):
        _wipe(paths.switching)
        if paths.switched.exists():
            _put_in_place(paths)


@contextmanager
def _copying(paths: WorkspacePaths) -> Iterator[WorkspacePaths]:
    """A folder for the copy, which takes the place of the workspace where the body does not raise."""
    settle(paths)
    with WriteLock.take(paths.lock), _faults(paths.root):
        _require_room(paths)
        copy = WorkspacePaths(paths.switching)
        for folder in (copy.root, copy.originals, copy.signing_key.parent):
            folder.mkdir(mode=PRIVATE_FOLDER)
        try:
            yield copy
            if not copy.vault.exists():
                write_whole(copy.root / DECRYPTED, b"")
        except BaseException:
            _wipe(paths.switching)
            raise
        for folder in (copy.originals, copy.signing_key.parent, copy.root):
            sync(folder)
        rename_whole(paths.switching, paths.switched)
        _put_in_place(paths)


def _convert_all(
    paths: WorkspacePaths, before: VaultKeys | None, copy: WorkspacePaths, after: VaultKeys | None, progress: Progress
) -> None:
    """Every part, the catalogue last. Each is read back as it will be read."""
    kept = sorted(path for path in paths.originals.iterdir() if path.is_file()) if paths.originals.is_dir() else []
    total = len(kept) + 1
    for done, path in enumerate(kept):
        progress.report("vault", done, total)
        _convert_original(path, before, copy.originals, after)
    for name in paths.guarded:
        target = _part(copy, paths, name)
        if name.is_file():
            _write_checked(target, read_guarded(name), target.name, after)
    progress.report("vault", len(kept), total)
    if paths.catalogue.is_file():
        convert(paths.catalogue, _key(before), copy.catalogue, _key(after))
    progress.report("vault", total, total)


def _key(keys: VaultKeys | None) -> str | None:
    return keys.catalogue if keys is not None else None


def _convert_original(path: Path, before: VaultKeys | None, folder: Path, after: VaultKeys | None) -> None:
    """Named by what it says, which is what its id comes from; one that is no copy of ours keeps its name."""
    data = path.read_bytes()
    if before is not None:
        data = before.opened(BOUND, data)
    identifier = document_id(hashlib.sha256(data).hexdigest())
    if path.stem != (identifier if before is None else before.hidden(identifier)):
        identifier = path.stem
    stem = identifier if after is None else after.hidden(identifier)
    _write_checked(folder / f"{stem}{path.suffix}", data, BOUND, after)


def _write_checked(target: Path, data: bytes, name: str, keys: VaultKeys | None) -> None:
    write_whole(target, data if keys is None else keys.closed(name, data))
    written = target.read_bytes()
    if (written if keys is None else keys.opened(name, written)) != data:
        raise EnvironmentFault(
            tr("{file} 写到盘上后读回来不一样。", file=target.name), tr("磁盘可能有问题；原来的一份没有动过。")
        )


def _put_in_place(paths: WorkspacePaths) -> None:
    """The parts of the copy, each in place of the old one; safe to break off and to do again.

    The log of the old catalogue must be gone before the new catalogue stands in its place.
    """
    new = WorkspacePaths(paths.switched)
    if new.catalogue.exists():
        for old in sorted(paths.root.glob(f"{paths.catalogue.name}*"), reverse=True):
            _wipe(old)
        rename_whole(new.catalogue, paths.catalogue)
    _wipe(paths.index)
    if new.originals.exists():
        _wipe(paths.originals)
        rename_whole(new.originals, paths.originals)
    for name in paths.guarded:
        part = _part(new, paths, name)
        if part.exists():
            _wipe(name)
            name.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            rename_whole(part, name)
    if new.vault.exists():
        rename_whole(new.vault, paths.vault)
    elif (new.root / DECRYPTED).exists():
        _wipe(paths.vault)
    for leftover in (paths.incoming, paths.outgoing):
        _wipe(leftover)
    shutil.rmtree(paths.switched)
    sync(paths.root)


def _part(new: WorkspacePaths, paths: WorkspacePaths, name: Path) -> Path:
    return new.root / name.relative_to(paths.root)


def _wipe(path: Path) -> None:
    """Delete, after the bytes were overwritten where they lie. A disk that writes elsewhere (SSD, copy on write,
    snapshots) keeps them all the same; what a link leads to is not ours."""
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            _wipe(inner)
        path.rmdir()
    elif path.is_file() and not path.is_symlink():
        _overwrite(path)
        path.unlink()
    else:
        path.unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, WIPE_BLOCK)))
        file.flush()
        os.fsync(file.fileno())


def _require_room(paths: WorkspacePaths) -> None:
    parts = (*paths.root.glob(f"{paths.catalogue.name}*"), paths.originals)
    wanted = SPARE_BYTES + sum(bytes_below(part) for part in parts)
    free = shutil.disk_usage(paths.root).free
    if free < wanted:
        raise EnvironmentFault(
            tr("磁盘空间不够：还要 {wanted} MB，只有 {free} MB。", wanted=wanted >> 20, free=free >> 20),
            tr("请先腾出空间；什么也没有改动。"),
        )


@contextmanager
def _faults(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            tr("工作区 {path} 没有转换完：{cause}", path=root, cause=error.strerror or error),
            tr("请检查磁盘空间和权限、关闭正在使用它的程序；没有丢失内容，下次打开时接着做。"),
        ) from error
