"""The passwords of encrypted documents, in memory for as long as the workspace is open: never stored, never logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.workspace.adding import AddResult


@dataclass(slots=True)
class Passwords:
    """By document id."""

    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def of(self, document_id: str) -> str | None:
        """The password that opened the document since the workspace was opened."""
        return self._known.get(document_id)

    def remember(self, document_id: str, password: str) -> None:
        """It opened the document."""
        self._known[document_id] = password

    def noting(
        self, password: str | None, on_result: Callable[[AddResult], None] | None
    ) -> Callable[[AddResult], None] | None:
        """``on_result`` that first remembers the password for each document that was read with it."""
        if password is None:
            return on_result

        def note(result: AddResult) -> None:
            if result.document_id is not None:
                self.remember(result.document_id, password)
            if on_result is not None:
                on_result(result)

        return note
