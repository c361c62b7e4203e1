"""What the window works on: an open workspace. Every method of it may be slow and is called from a job, never from the
main thread.

Only the type is imported here: the window is on the screen before any room with native code behind it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from app.workspace import Workspace

Session: TypeAlias = "Workspace"

SessionOpener: TypeAlias = "Callable[[], Workspace]"
"""Opens the workspace. Called in a job; raises WorkspaceBusy or EnvironmentFault."""
