"""Conversations of a workspace on their way out as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.assistant.export.style import ExportStyle
from app.foundation.settings import Settings
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.security.audit.entry import Kind
from app.security.marks import MarkTooLow
from app.workspace.auditing import Auditing, LeftProgram

if TYPE_CHECKING:  # the writers come when they are used: a second writer is refused without them
    from app.assistant.export.files import WrittenFile
    from app.assistant.export.paper import Paper


class Exporting:
    """Reads the library and the conversations. Safe to use from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        conversations: Conversations,
        settings: Callable[[], Settings],
        audit: Auditing,
    ) -> None:
        self._catalogue = catalogue
        self._conversations = conversations
        self._settings = settings
        self._audit = audit

    def paper(self, conversation_id: str, style: ExportStyle) -> Paper:
        """What is going to a printer. Raises UserError where there is no such conversation or turn, MarkTooLow."""
        made = self._paper(conversation_id, style)
        self._audit.left(Kind.PRINT, LeftProgram("paper", made.mark, bool(made.label)))
        return made

    def _paper(self, conversation_id: str, style: ExportStyle) -> Paper:
        from app.assistant.export.answers import paper

        conversation = self._conversations.get(conversation_id)
        if style.turn is None:
            turns = self._conversations.turns(conversation_id)
            title = conversation.title
        else:
            turns = (self._conversations.turn(conversation_id, style.turn),)
            title = conversation.title if style.turn == 0 else turns[0].question
        documents = {entry.id: entry.metadata for entry in self._catalogue.entries()}
        try:
            return paper(
                title,
                [(turn.answer, turn.created) for turn in turns],
                documents,
                style.citations,
                mark=style.mark,
                shows_label=self._settings().ai_label,
            )
        except MarkTooLow:
            self._audit.note(Kind.EXPORT_REFUSED, {"conversation": conversation_id, "chosen": style.mark})
            raise

    def export(self, conversation_id: str, path: Path, style: ExportStyle) -> WrittenFile:
        """Write it in the format that the name ends with: .docx, .pdf or .md.

        Raises UserError for an unknown conversation or turn and a name that is taken, MarkTooLow, EnvironmentFault.
        """
        from app.assistant.export.files import require_new_paper, write_paper

        require_new_paper(path)
        made = self._paper(conversation_id, style)
        written = write_paper(made, path, style.page)
        what = LeftProgram(path.suffix.lower().lstrip("."), made.mark, bool(made.label), sha256=written.sha256)
        self._audit.left(Kind.EXPORT, what)
        return written
