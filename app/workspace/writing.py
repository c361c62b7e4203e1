"""The rule that only the holder of the write lock changes a workspace."""

from __future__ import annotations

from app.foundation.errors import UserError
from app.foundation.messages import tr


def require_writing(is_writing: bool) -> None:
    """Raises UserError in a workspace that was opened for reading."""
    if not is_writing:
        raise UserError(tr("这个工作区是只读打开的"), tr("请用可写的方式打开。"))
