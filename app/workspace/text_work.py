"""Text work of a workspace: on a whole document, or on what search finds about a topic."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.document import Strength
from app.domain.evidence import Evidence
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.workspace.questions import Questions

if TYPE_CHECKING:  # the assistant comes when it is used: a second writer is refused without it
    from app.assistant.export.files import WrittenFile
    from app.assistant.export.report import Report
    from app.assistant.text_work.checklist import Checklist

TOPIC_PASSAGES = 20
"""Passages about a topic that are worked on: some ten pages, more than one question ever needs."""


class TextWork:
    """Reads the library and writes no more than the files it is asked for. Safe to use from any thread."""

    def __init__(self, catalogue: Catalogue, questions: Questions) -> None:
        self._catalogue = catalogue
        self._questions = questions

    def checklist(
        self, document_id: str | None, topic: str = "", strengths: Collection[Strength] = (Strength.SHALL,)
    ) -> Checklist:
        """The requirements of a document, or of what it (without one: the library) says about a topic.

        Raises UserError.
        """
        from app.assistant.text_work.checklist import checklist

        return checklist(self._material(document_id, topic), strengths)

    def save(self, report: Report, path: Path) -> WrittenFile:
        """Write a report as .xlsx or .docx. Raises UserError for a name that is taken, EnvironmentFault."""
        from app.assistant.export.files import write_report

        return write_report(report, path)

    def _material(self, document_id: str | None, topic: str) -> tuple[Evidence, ...]:
        from app.assistant.text_work.material import evidence_of

        if topic.strip():
            return tuple(self._questions.search(topic, limit=TOPIC_PASSAGES, document=document_id))
        if document_id is None:
            raise UserError(tr("没有说是哪个文件。"), tr("请写文件的 ID，或者用 --topic 写一个主题。"))
        return evidence_of(self._catalogue.source(document_id), self._catalogue.clauses(document_id))
