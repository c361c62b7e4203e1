"""Conversations of a workspace on their way out as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.assistant.export.style import ExportStyle
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations

if TYPE_CHECKING:  # the writers come when they are used: a second writer is refused without them
    from app.assistant.export.files import WrittenFile
    from app.assistant.export.paper import Paper


class Exporting:
    """Reads the library and the conversations. Safe to use from any thread."""

    def __init__(self, catalogue: Catalogue, conversations: Conversations) -> None:
        self._catalogue = catalogue
        self._conversations = conversations

    def paper(self, conversation_id: str, style: ExportStyle) -> Paper:
        """What would be written, for a printer too. Raises UserError where there is no such conversation or turn."""
        from app.assistant.export.answers import paper

        conversation = self._conversations.get(conversation_id)
        if style.turn is None:
            turns = self._conversations.turns(conversation_id)
            title = conversation.title
        else:
            turns = (self._conversations.turn(conversation_id, style.turn),)
            title = conversation.title if style.turn == 0 else turns[0].question
        documents = {entry.id: entry.metadata for entry in self._catalogue.entries()}
        return paper(title, [(turn.answer, turn.created) for turn in turns], documents, style.citations)

    def export(self, conversation_id: str, path: Path, style: ExportStyle) -> WrittenFile:
        """Write it in the format that the name ends with: .docx, .pdf or .md.

        Raises UserError for an unknown conversation or turn and a name that is taken, EnvironmentFault.
        """
        from app.assistant.export.files import require_new_paper, write_paper

        require_new_paper(path)
        return write_paper(self.paper(conversation_id, style), path, style.page)
