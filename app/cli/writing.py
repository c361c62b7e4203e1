"""The workspace of a command that changes it, which also does what the settings want done with old conversations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.output import Output
from app.foundation.messages import tr
from app.workspace import Workspace


@contextmanager
def open_for_writing(data: Path, output: Output) -> Iterator[Workspace]:
    """As ``Workspace.open``; conversations that were deleted because the settings want it are told on stderr."""
    workspace = Workspace.open(data, writing=True)
    try:
        with workspace:
            yield workspace
    finally:
        if workspace.forgotten:
            output.note(
                tr(
                    "按设置（是否保留对话历史、对话保留天数）删去了 {count} 个对话，无法找回。",
                    count=workspace.forgotten,
                )
            )
