"""Write a sealed file (``sealed.py``), or go on with one that was broken off."""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.foundation.codec import to_json
from app.foundation.errors import BugError, EnvironmentFault, UserError
from app.foundation.files import PARTIAL, PRIVATE_FILE, rename_whole
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.new_files import require_new
from app.security.sealed import BLOCK, MANIFEST, SIGNATURE, Manifest, SealedMember, Signature, filled, is_safe_name
from app.security.sealed_reading import headers_of
from app.security.signing import SigningKey

COPY_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Content:
    """A file that goes in under ``name``. ``sha256`` is given where it is known already: what an earlier try has
    written of it then need not be written again, and another content is refused."""

    name: str
    path: Path
    sha256: str = ""


def seal(
    path: Path,
    contents: Sequence[Content],
    manifest_of: Callable[[tuple[SealedMember, ...]], Manifest],
    key: SigningKey,
    progress: Progress,
) -> Manifest:
    """Write the contents in their order, the manifest and the signature; the name appears when all is on the disk.

    A cancelled or killed run leaves ``path`` with ".part" behind it; the same call goes on with it as far as its
    members are still wanted and right. Raises UserError for a name that is taken and for a content that changed
    meanwhile, EnvironmentFault when the disk refuses, Cancelled.
    """
    require_new(path)
    names = [content.name for content in contents]
    if len(set(names)) < len(names) or not all(map(is_safe_name, names)):
        raise BugError(tr("打包的文件名不合规矩：{path}", path=path.name))
    total = sum(content.path.stat().st_size for content in contents)
    partial = path.with_name(path.name + PARTIAL)
    with _disk_faults(path), _opened(partial) as file:
        members = _kept(file, contents, progress, total)
        done = sum(member.size for member in members)
        for content in contents[len(members) :]:
            members.append(_write_file(file, content, _Told(progress, done, total, content.name)))
            done += members[-1].size
        progress.report("seal", done, total)
        manifest = manifest_of(tuple(members))
        raw = to_json(manifest)
        signature = Signature(key.public.text, base64.b64encode(key.sign(raw)).decode())
        _write_bytes(file, MANIFEST, raw)
        _write_bytes(file, SIGNATURE, to_json(signature))
        file.write(bytes(2 * BLOCK))
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    with _disk_faults(path):
        rename_whole(partial, path)
    return manifest


def _kept(file: BinaryIO, contents: Sequence[Content], progress: Progress, total: int) -> list[SealedMember]:
    """What an earlier try has written, as far as it is still wanted and right; the file is cut behind it."""
    kept: list[SealedMember] = []
    end = 0
    for content, header in zip(contents, headers_of(file), strict=False):
        progress.report("seal", end, total, content.name)
        if header.name != content.name or _digest(file, header.offset, header.size) != content.sha256:
            break
        kept.append(SealedMember(header.name, header.size, content.sha256))
        end = header.offset + filled(header.size)
    file.seek(end)
    file.truncate()
    return kept


def _digest(file: BinaryIO, offset: int, size: int) -> str:
    file.seek(offset)
    digest = hashlib.sha256()
    while size and (block := file.read(min(size, COPY_BLOCK))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Told:
    """Progress in bytes through one content that begins after ``before``."""

    progress: Progress
    before: int
    total: int
    name: str

    def report(self, done: int) -> None:
        """Raises Cancelled."""
        self.progress.report("seal", self.before + done, self.total, self.name)


def _write_file(file: BinaryIO, content: Content, told: _Told) -> SealedMember:
    digest, size = hashlib.sha256(), content.path.stat().st_size
    file.write(_header(content.name, size))
    written = 0
    with content.path.open("rb") as source:
        told.report(written)
        while block := source.read(COPY_BLOCK):
            digest.update(block)
            file.write(block)
            written += len(block)
            told.report(written)
    if written != size or content.sha256 not in ("", digest.hexdigest()):
        raise UserError(
            tr("{file} 在打包时变了，或者已经损坏。", file=content.path.name),
            tr("请再做一次；仍然不行，请重新添加这份文件。"),
        )
    file.write(bytes(filled(size) - size))
    return SealedMember(content.name, size, digest.hexdigest())


def _write_bytes(file: BinaryIO, name: str, data: bytes) -> None:
    file.write(_header(name, len(data)) + data + bytes(filled(len(data)) - len(data)))


def _header(name: str, size: int) -> bytes:
    """The same bytes for the same content, whoever packs it and when."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o644
    return info.tobuf(tarfile.GNU_FORMAT)


@contextmanager
def _opened(partial: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    with os.fdopen(descriptor, "r+b") as file:
        yield file


@contextmanager
def _disk_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = tr("请换一个有足够空间的地方；在同一个地方再做一次会接着写。")
        if error.errno == errno.EFBIG:
            hint = tr("这个盘的文件系统（多半是 FAT32）放不下超过 4 GB 的文件，请换用 exFAT 或 NTFS 的盘。")
        raise EnvironmentFault(tr("写不了 {path}：{cause}", path=path, cause=error.strerror or error), hint) from error
