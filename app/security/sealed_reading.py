"""Read a sealed file (``sealed.py``) that may come from anybody."""

from __future__ import annotations

import base64
import hashlib
import os
import tarfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from app.foundation.codec import from_json
from app.foundation.errors import EnvironmentFault
from app.foundation.files import whole_file
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.security.sealed import (
    BLOCK,
    FORMAT,
    MANIFEST,
    SIGNATURE,
    DamagedSeal,
    Manifest,
    Seal,
    SealedMember,
    Signature,
    filled,
    is_safe_name,
)
from app.security.signing import PublicKey

COPY_BLOCK = 1 << 20
LONGEST_MANIFEST = 256 << 20
"""Bytes: a million members of 150 bytes, and room."""
LONGEST_SIGNATURE = 4096


@dataclass(frozen=True, slots=True)
class Header:
    """A member as it lies in the file: ``offset`` is where its content begins."""

    name: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class SealedFile:
    """An open sealed file whose signature is right; the contents are checked as they are read."""

    path: Path
    seal: Seal
    _file: BinaryIO
    _headers: dict[str, Header]

    @property
    def names(self) -> Collection[str]:
        """Of the members."""
        return self._headers.keys()

    def copy(self, name: str, target: Path) -> None:
        """Write a member beside ``target`` and rename it there when its hash is right. A target that has the right
        content already is left alone. Raises DamagedSeal, EnvironmentFault."""
        member = next(each for each in self.seal.manifest.members if each.name == name)
        try:
            if target.is_file() and target.stat().st_size == member.size and _hash_of(target) == member.sha256:
                return
            with whole_file(target) as out:
                for block in self._checked(member):
                    out.write(block)
        except OSError as error:
            raise EnvironmentFault(
                tr("写不了 {path}：{cause}", path=target, cause=error.strerror or error),
                tr("请检查磁盘空间；再做一次会接着做。"),
            ) from error

    def verify(self, progress: Progress) -> None:
        """Read every member and compare its hash. Raises DamagedSeal, Cancelled."""
        done, total = 0, self.seal.manifest.size
        for member in self.seal.manifest.members:
            progress.report("verify", done, total, member.name)
            for block in self._checked(member):
                done += len(block)
        progress.report("verify", total, total)

    def _checked(self, member: SealedMember) -> Iterator[bytes]:
        """The content in blocks. Raises DamagedSeal after the last where the hash is another."""
        header = self._headers[member.name]
        self._file.seek(header.offset)
        digest, left = hashlib.sha256(), header.size
        while left and (block := self._read(min(left, COPY_BLOCK))):
            digest.update(block)
            left -= len(block)
            yield block
        if digest.hexdigest() != member.sha256:
            raise _damaged(self.path, tr("其中的 {name} 内容不对", name=member.name))

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:  # a stick that was pulled out, a sector that has gone
            raise _unreadable(self.path, error) from error


@contextmanager
def opened(path: Path) -> Iterator[SealedFile]:
    """Open and check names, order, sizes and signature, which takes a moment whatever the size.

    Raises DamagedSeal, EnvironmentFault.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with file:
        headers = list(headers_of(file))
        if [header.name for header in headers[-2:]] != [MANIFEST, SIGNATURE]:
            raise _damaged(path, tr("结尾缺了清单和签名，可能没有复制完整"))
        found = {header.name: header for header in headers[:-2]}
        seal = _seal_of(path, file, *headers[-2:])
        promised = {member.name: member.size for member in seal.manifest.members}
        if len(found) != len(headers) - 2 or promised != {name: each.size for name, each in found.items()}:
            raise _damaged(path, tr("内容与清单不一致"))
        if not all(map(is_safe_name, found)):
            raise _damaged(path, tr("里面有不安全的文件名"))
        yield SealedFile(path, seal, file, found)


def headers_of(file: BinaryIO) -> Iterator[Header]:
    """The members from the first on, as long as they are whole and plain; stops at the end or the first that is not."""
    end = file.seek(0, os.SEEK_END)
    position = 0
    while position + BLOCK <= end:
        file.seek(position)
        try:
            info = tarfile.TarInfo.frombuf(file.read(BLOCK), "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
            return
        if info.type != tarfile.REGTYPE or info.size < 0 or position + BLOCK + filled(info.size) > end:
            return
        yield Header(info.name, position + BLOCK, info.size)
        position += BLOCK + filled(info.size)


def _seal_of(path: Path, file: BinaryIO, manifest: Header, signature: Header) -> Seal:
    if manifest.size > LONGEST_MANIFEST or signature.size > LONGEST_SIGNATURE:
        raise _damaged(path, tr("清单大得不合理"))
    raw, signed = (_content(file, header) for header in (manifest, signature))
    try:
        found = from_json(signed, Signature)
        signer = PublicKey.from_text(found.key)
        is_right = signer.has_signed(raw, base64.b64decode(found.signature, validate=True))
    except (msgspec.DecodeError, ValueError) as error:
        raise _damaged(path, tr("签名读不出来")) from error
    if not is_right:
        raise _damaged(path, tr("签名与清单不符，内容被改动过"))
    try:
        seal = Seal(from_json(raw, Manifest), signer)
    except msgspec.DecodeError as error:
        raise _newer(path) if _format_of(raw) > FORMAT else _damaged(path, tr("清单读不出来")) from error
    if seal.manifest.format != FORMAT:
        raise _newer(path)
    return seal


def _format_of(raw: bytes) -> int:
    """Of a manifest that this version does not understand."""
    try:
        value = from_json(raw, dict[str, object]).get("format")
    except msgspec.DecodeError:
        return 0
    return value if isinstance(value, int) else 0


def _content(file: BinaryIO, header: Header) -> bytes:
    file.seek(header.offset)
    return file.read(header.size)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(path: Path, cause: str) -> DamagedSeal:
    return DamagedSeal(
        tr("{file} 已损坏：{cause}。", file=path.name, cause=cause), tr("请向给你的人重新要一份，什么也没有导入。")
    )


def _unreadable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        tr("读不了 {path}：{cause}", path=path, cause=error.strerror or error),
        tr("请检查文件还在不在，U 盘有没有插好。"),
    )


def _newer(path: Path) -> DamagedSeal:
    return DamagedSeal(tr("{file} 由较新的版本做成，这个版本读不了。", file=path.name), tr("请先升级准绳。"))
