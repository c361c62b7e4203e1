"""The audit log as one file that an auditor takes along: its head, then every line as it stands."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import whole_file
from app.foundation.messages import tr
from app.foundation.new_files import require_new
from app.security.audit.entry import LONGEST_LINE
from app.security.audit.heads import read_head
from app.security.audit.segments import NO_STUB, BadStub, lines, read_stub, segments, stub_of
from app.security.audit.verify import Verdict, verify_streams

_STUB_KEY = "removed"


def export(folder: Path, verdict: Verdict, path: Path) -> None:
    """Write what was verified, whole entries only. Raises UserError for a name that is taken and for a log that is not
    intact or empty, EnvironmentFault when the disk refuses."""
    require_new(path)
    if verdict.head is None:
        raise UserError(
            tr("审计日志没有可以导出的头：{problem}", problem=verdict.problem or tr("还没有记录。")),
            tr("请先用 audit verify 核对；要把现状交出去，请直接复制日志文件夹。"),
        )
    try:
        stub = read_stub(folder)
        with whole_file(path) as file:
            file.write(verdict.head.line().encode() + b"\n")
            file.write(json.dumps({_STUB_KEY: stub.content().decode() if stub.last else ""}).encode() + b"\n")
            left = verdict.entries - stub.last
            for segment in segments(folder):
                if segment.ordinal > stub.segments:
                    left = _copy(segment.path, file, left)
    except (OSError, BadStub) as error:
        raise EnvironmentFault(
            tr("写不了 {path}：{cause}", path=path, cause=error), tr("请换一个能写的地方。")
        ) from error


def verify_file(path: Path) -> Verdict:
    """Of a file that ``export`` wrote, wherever it lies now. Raises UserError."""
    head = read_head(path)
    with ExitStack() as opened:
        try:
            file: BinaryIO = opened.enter_context(path.open("rb"))
            file.readline(LONGEST_LINE)
            removed = json.loads(file.readline(LONGEST_LINE))[_STUB_KEY]
            stub = stub_of(removed.encode()) if removed else NO_STUB
            return verify_streams([file], stub, (head,))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UserError(
                tr("{path} 不是导出的审计日志。", path=path), tr("请给出 audit export 写成的文件。")
            ) from error


def _copy(segment: Path, to: BinaryIO, left: int) -> int:
    """At most ``left`` lines; gives how many are left to copy."""
    with segment.open("rb") as stream:
        for line, is_ended in lines(stream, segment.stat().st_size):
            if not is_ended or left <= 0:
                break
            to.write(line + b"\n")
            left -= 1
    return left
