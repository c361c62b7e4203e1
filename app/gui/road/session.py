"""What the window needs of a workspace. ``app.workspace.Workspace`` fulfils it; tests hand in a fake.

Only types are imported here: the window is on the screen before any room with native code behind it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.foundation.jobs import CancelToken, Progress

if TYPE_CHECKING:
    from app.assistant.events import AnswerEvent, AskRequest
    from app.domain.answer import Answer
    from app.domain.document import Clause
    from app.ingest.layout.image import PageImage
    from app.library.catalogue import Entry
    from app.workspace.adding import AddResult
    from app.workspace.embedding import EmbedResult


class Session(Protocol):
    """An open workspace. Every method may be slow and is called from a job, never from the main thread."""

    @property
    def chat_model_installed(self) -> bool: ...

    def add(
        self, paths: Sequence[Path], progress: Progress, on_result: Callable[[AddResult], None]
    ) -> list[AddResult]: ...

    def unlock(
        self, path: Path, password: str, progress: Progress, on_result: Callable[[AddResult], None]
    ) -> list[AddResult]:
        """Add an encrypted file with its password, which is remembered until the workspace is closed."""
        ...

    def resume_adding(self, progress: Progress, on_result: Callable[[AddResult], None]) -> list[AddResult]: ...

    def forget_pending(self) -> None:
        """Let go of the files that still wait, because a person stopped the adding."""

    def embed(self, progress: Progress) -> EmbedResult: ...

    def documents(self) -> list[Entry]: ...

    def remove(self, document_id: str) -> None: ...

    def ask(self, request: AskRequest, on_event: Callable[[AnswerEvent], None], cancel: CancelToken) -> Answer: ...

    def clauses(self, document_id: str) -> tuple[Clause, ...]: ...

    def page_image(self, document_id: str, page: int, scale: float, *, password: str | None = None) -> PageImage: ...

    def close(self) -> None: ...


SessionOpener = Callable[[], Session]
"""Opens the workspace. Called in a job; raises WorkspaceBusy or EnvironmentFault."""
