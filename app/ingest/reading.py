"""The parent's side of reading: one supervised worker, with limits, so that no file can take the program along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from app.domain.document import Document
from app.domain.register import RegisterList
from app.foundation.codec import from_plain
from app.foundation.errors import BugError, WorkerFailed, ZhunshengError
from app.foundation.frames import LARGEST_FRAME
from app.foundation.jobs import CancelToken
from app.foundation.retelling import retold
from app.foundation.workers import JSON, Reply, WorkerProcess
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.layout.image import BYTES_A_PIXEL, PageImage
from app.ingest.lines import DEFAULT_OPTIONS, ReadOptions

MEMORY_BYTES = 5 * 512 * 1024 * 1024
"""Address space of the worker. Interpreter, libraries and a PDF of 143 pages take 0.25 GiB, recognition of the largest
sheet that it looks at 1.9 GiB (measured)."""

SHORTEST_SECONDS = 120.0
"""Between two signs of progress: a page of recognition takes a few seconds, on a slow machine half a minute."""
SECONDS_A_MEGABYTE = 20.0
"""A dense PDF takes about 10 s a megabyte on a slow office machine, measured with a margin of two."""

LONGEST_SECONDS = 3600.0
PAGE_IMAGE_SECONDS = 60.0

Value = TypeVar("Value")

_CODES = {"crash": UnreadableCode.CRASH, "memory": UnreadableCode.MEMORY, "timeout": UnreadableCode.TIMEOUT}


class DocumentReader:
    """Reads files one after another in a worker process of its own. Close it, or use it in a with statement."""

    def __init__(self, memory_bytes: int | None = MEMORY_BYTES) -> None:
        self._worker = WorkerProcess("app.ingest.service:ReadService", name="reader", memory_bytes=memory_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def read(
        self,
        path: Path,
        cancel: CancelToken | None = None,
        *,
        file: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
        data: bytes = b"",
    ) -> Document:
        """The document in a file, however long as long as it comes forward. ``data`` is what the file says where that
        itself is encrypted, here as below; the worker then never has a key.

        Raises UnreadableFile (this file only; the next can be read) and Cancelled.
        """
        name = file or path.name
        arguments: dict[str, JSON] = {
            "path": str(path.absolute()),
            "file": name,
            "password": options.password,
            "ocr": options.ocr.value,
            "ocr_threads": options.ocr_threads,
        }

        def tell(event: JSON) -> None:
            done, total = _told(Reply(event), tuple[int, int], name)
            options.on_page(done, total)

        reply = self._call("read", arguments, name, cancel, _seconds_for(path), tell, data)
        document = _told(reply, Document, name)
        # the worker speaks the language in which it was started
        return replace(document, issues=tuple(replace(each, message=retold(each.message)) for each in document.issues))

    def register(self, path: Path, cancel: CancelToken | None = None) -> RegisterList:
        """The entries of a list of standards. Raises UnreadableFile, UserError when it is no such list, Cancelled."""
        arguments: dict[str, JSON] = {"path": str(path.absolute()), "file": path.name}
        reply = self._call("register", arguments, path.name, cancel, _seconds_for(path))
        return _told(reply, RegisterList, path.name)

    def page_image(
        self,
        path: Path,
        page: int,
        scale: float,
        cancel: CancelToken | None = None,
        *,
        password: str | None = None,
        file: str | None = None,
        data: bytes = b"",
    ) -> PageImage:
        """One page as it is printed; ``page`` from 1, ``scale`` 1.0 is 72 dpi. ``password`` opens an encrypted file,
        ``file`` is the name that messages tell.

        Raises UnreadableFile, and UserError for a format that has no pages.
        """
        name = file or path.name
        arguments: dict[str, JSON] = {
            "path": str(path.absolute()),
            "file": name,
            "page": page,
            "scale": scale,
            "password": password,
        }
        reply = self._call("page_image", arguments, name, cancel, PAGE_IMAGE_SECONDS, data=data)
        size = _told(reply, _Size, name)
        if len(reply.data) != size.width * size.height * BYTES_A_PIXEL:  # whoever draws it trusts these numbers
            raise unreadable(UnreadableCode.CRASH, name)
        return PageImage(size.width, size.height, reply.data)

    def page_sizes(
        self, path: Path, *, password: str | None = None, file: str | None = None, data: bytes = b""
    ) -> tuple[tuple[float, float], ...]:
        """Width and height in points of every page, 0 by 0 where a page does not tell; no page is drawn for it.

        Raises UnreadableFile, and UserError for a format that has no pages.
        """
        name = file or path.name
        arguments: dict[str, JSON] = {"path": str(path.absolute()), "file": name, "password": password}
        reply = self._call("page_sizes", arguments, name, None, PAGE_IMAGE_SECONDS, data=data)
        return _told(reply, tuple[tuple[float, float], ...], name)

    def _call(
        self,
        method: str,
        arguments: dict[str, JSON],
        file: str,
        cancel: CancelToken | None,
        timeout: float,
        on_event: Callable[[JSON], None] | None = None,
        data: bytes = b"",
    ) -> Reply:
        if cancel is not None:
            cancel.raise_if_cancelled()
        if len(data) > LARGEST_FRAME:
            raise unreadable(UnreadableCode.MEMORY, file)
        try:
            return self._worker.call(method, arguments, on_event=on_event, cancel=cancel, timeout=timeout, data=data)
        except WorkerFailed as error:
            raise unreadable(_CODES.get(error.reason, UnreadableCode.CRASH), file) from error
        except BugError as error:
            # A defect of ours must not stop the other files; the worker's log has the trace.
            raise unreadable(UnreadableCode.CRASH, file, error.message) from error
        except ZhunshengError as error:
            if error.kind != UnreadableFile.kind:
                raise
            code = getattr(error, "code", UnreadableCode.DAMAGED)
            known = UnreadableCode(code) if code in set(UnreadableCode) else UnreadableCode.CRASH
            raise UnreadableFile(known, retold(error.message), retold(error.hint)) from error


@dataclass(frozen=True, slots=True)
class _Size:
    width: int
    height: int


def _told(reply: Reply, kind: type[Value], file: str) -> Value:
    """What the worker says as what it should be; a worker that a file has taken over may say anything."""
    try:
        return from_plain(reply.value, kind)
    except msgspec.ValidationError as error:
        raise unreadable(UnreadableCode.CRASH, file) from error


def _seconds_for(path: Path) -> float:
    """The time limit grows with the file: a thousand pages may take long, a small file must not."""
    try:
        megabytes = path.stat().st_size / 1_000_000
    except OSError:
        megabytes = 0.0
    return min(LONGEST_SECONDS, SHORTEST_SECONDS + SECONDS_A_MEGABYTE * megabytes)
