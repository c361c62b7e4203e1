"""Text work of a workspace: on a whole document, or on what search finds about a topic."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.assistant.steps import Step
from app.domain.document import Strength
from app.domain.evidence import Evidence, Source
from app.domain.term import Term
from app.domain.where import By, Where
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.settings import Settings
from app.library.catalogue import Catalogue
from app.library.glossary import Glossary
from app.security.audit.entry import Kind
from app.security.marks import MarkTooLow, highest_mark, mark_line, mark_to_bear
from app.workspace.auditing import MOST_TOLD, Auditing, LeftProgram
from app.workspace.models import ModelRoles
from app.workspace.questions import Questions
from app.workspace.vectors import Vectors

if TYPE_CHECKING:  # the assistant comes when it is used: a second writer is refused without it
    from app.assistant.export.files import WrittenFile
    from app.assistant.export.report import Report
    from app.assistant.text_work.checklist import Checklist
    from app.assistant.text_work.classification import Category, Classification
    from app.assistant.text_work.comparison_table import ComparedDocument, ComparisonTable
    from app.assistant.text_work.side_by_side import SideBySide
    from app.assistant.text_work.sorting import Sorting
    from app.assistant.text_work.summary import ChapterSummary, Summary
    from app.assistant.text_work.translation import Language, TranslatedPart, Translation
    from app.library.vectors import Vector

TOPIC_PASSAGES = 10
"""Passages about a topic that are worked on, of each document: what a search shows at once."""


class TextWork:
    """Reads the library and writes no more than the files it is asked for. Safe to use from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        questions: Questions,
        vectors: Vectors,
        models: ModelRoles,
        glossary: Glossary,
        settings: Callable[[], Settings],
        audit: Auditing,
    ) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._vectors = vectors
        self._models = models
        self._glossary = glossary
        self._settings = settings
        self._audit = audit

    def checklist(
        self, document_id: str | None, topic: str = "", strengths: Collection[Strength] = (Strength.SHALL,)
    ) -> Checklist:
        """The requirements of a document, or of what it (without one: the library) says about a topic.

        Raises UserError.
        """
        from app.assistant.text_work.checklist import checklist

        made = checklist(self._material(document_id, topic), strengths)
        self._tell("checklist", made.sources)
        return made

    def compare(self, before: str, after: str, topic: str = "") -> ComparisonTable:
        """Two documents side by side, or what they say about a topic. Raises UserError."""
        from app.assistant.text_work.comparison_table import comparison_table

        documents = self._compared(before), self._compared(after)
        about = self.about((before, after), topic) if topic.strip() else None
        self._tell("comparison", (documents[0].source, documents[1].source))
        return comparison_table(*documents, self._unit_vectors(documents), about)

    def side_by_side(self, before: str, after: str) -> SideBySide:
        """As ``compare``, in reading order and between editions with what did not change. Raises UserError."""
        from app.assistant.text_work.side_by_side import side_by_side

        return side_by_side(self.compare(before, after), self._compared(before), self._compared(after))

    def about(self, document_ids: Sequence[str], topic: str, by: By = By.BOTH) -> frozenset[str]:
        """Ids of the clauses of these documents that bear on a topic most, and of those that their units begin with.
        Raises UserError."""
        from app.domain.clause_pairs import heads_of

        wheres = [Where(document=document_id) for document_id in document_ids]
        found = self._questions.search_each(topic, wheres, limit=TOPIC_PASSAGES, by=by)
        clauses = {clause.id for item in found for clause in item.clauses}
        heads = (heads_of(self._catalogue.clauses(document_id)) for document_id in document_ids)
        return frozenset(clauses | {held[clause].id for held in heads for clause in clauses & held.keys()})

    def summarise(
        self,
        document_id: str | None,
        topic: str,
        chapter: str,
        progress: Progress,
        on_chapter: Callable[[ChapterSummary], None] | None = None,
    ) -> Summary:
        """What each chapter says, or the one of that number; each is told as it is there.

        Raises UserError, Cancelled.
        """
        from app.assistant.text_work.summary import summarise

        engine = self._models.engine_for(Step.SUMMARY)
        made = summarise(self._material(document_id, topic), engine, progress, chapter, on_chapter)
        self._tell("summary", made.sources, made.model)
        return made

    def translate(
        self,
        document_id: str,
        clause: str,
        to: Language | None,
        progress: Progress,
        on_part: Callable[[TranslatedPart], None] | None = None,
    ) -> Translation:
        """A clause in the other language, by its number; each part is told as it is there.

        Raises UserError where there is no such clause, EnvironmentFault without a chat model, Cancelled, WorkerFailed.
        """
        from app.assistant.text_work.translation import translate

        engine = self._models.engine_for(Step.TRANSLATION)
        if engine is None:
            raise EnvironmentFault(
                tr("没有安装对话模型，不能翻译。"), tr("请先添加对话模型：在窗口的“模型”页，或用命令 models fetch。")
            )
        unit = self._unit(document_id, clause)
        made = translate(unit, to, partial(self._terms_in, document_id), engine, progress, on_part)
        self._tell("translation", (made.source,), made.model)
        return made

    def classify(self, document_id: str, categories: Sequence[Category], progress: Progress) -> Classification:
        """Which of the user's own categories a document belongs to. Raises UserError, Cancelled."""
        from app.assistant.text_work.classification import classify

        made = classify(self._material(document_id, ""), categories, self._models.embedder, progress)
        self._tell("classification", (made.source,))
        return made

    def sort(self, document_ids: Sequence[str], categories: Sequence[Category], progress: Progress) -> Sorting:
        """As ``classify``, of several documents; those that say nothing of themselves are told. Raises UserError,
        Cancelled."""
        from app.assistant.text_work.sorting import sort_documents

        sources = [self._catalogue.source(document_id) for document_id in document_ids]
        self._tell("classification", sources)
        return sort_documents(
            sources, lambda source: self._material(source.document_id, ""), categories, self._models.embedder, progress
        )

    def has_model_for(self, step: Step) -> bool:
        """Whether a chat model is installed for that step."""
        return self._models.engine_for(step) is not None

    def chapters(self, document_id: str) -> tuple[str, ...]:
        """The headings of the chapters that ``summarise`` tells. Raises UserError."""
        from app.assistant.text_work.chapters import chapters

        return tuple(heading for heading, _ in chapters(self._material(document_id, "")))

    def units(self, document_id: str) -> dict[str, str]:
        """The headings of all units that ``translate`` knows, by number, in the order of the text. Raises UserError."""
        from app.assistant.text_work.material import headings

        return headings(self._material(document_id, ""))

    def save(self, report: Report, sources: Iterable[Source], path: Path, mark: str | None = None) -> WrittenFile:
        """Write a report on these documents as .xlsx, .docx or .csv, under the highest of their security marks, or
        under the higher one that a person has chosen.

        Raises UserError for a name that is taken, MarkTooLow, EnvironmentFault.
        """
        from app.assistant.export.files import write_report

        documents = tuple(dict.fromkeys(source.document_id for source in sources))
        try:
            borne = mark_to_bear(self.mark_of(documents), mark)
        except MarkTooLow:
            self._audit.note(Kind.EXPORT_REFUSED, {"documents": documents[:MOST_TOLD], "chosen": mark})
            raise
        about = (mark_line(borne), *report.about) if borne is not None else report.about
        made = replace(report, about=about, shows_label=self._settings().ai_label)
        written = write_report(made, path)
        way = path.suffix.lower().lstrip(".")
        self._audit.left(Kind.EXPORT, LeftProgram(way, borne, bool(made.label), documents, written.sha256))
        return written

    def mark_of(self, document_ids: Iterable[str]) -> str | None:
        """The highest security mark of documents. Raises UserError for one that is not held."""
        return highest_mark(self._catalogue.entry(each).metadata.security_mark for each in document_ids)

    def _tell(self, what: str, sources: Iterable[Source], model: str | None = None) -> None:
        documents = tuple(dict.fromkeys(source.document_id for source in sources))[:MOST_TOLD]
        told = {"what": what, "documents": documents, "model": model, "manifest": self._models.manifest_hash(model)}
        self._audit.note(Kind.TEXT_WORK, told)

    def _unit(self, document_id: str, clause: str) -> tuple[Evidence, ...]:
        """The clause of that number with its parts; a heading without text with the clauses below it."""
        from app.assistant.text_work.material import numbered

        found = numbered(self._material(document_id, ""), clause)
        if not found:
            raise UserError(
                tr("这个文件里没有 {clause}。", clause=clause), tr("请按原文的条款编号写，如 5.2.1、第十二条。")
            )
        return found

    def _terms_in(self, document_id: str, text: str) -> list[Term]:
        """The terms that a text names: this document's own definition where it has one."""
        named = self._glossary.named_in(text)
        own = sorted(named, key=lambda defined: defined.document_id != document_id)
        first = {defined.term.term: defined.term for defined in reversed(own)}
        return list(dict.fromkeys(first[defined.term.term] for defined in named))

    def _compared(self, document_id: str) -> ComparedDocument:
        from app.assistant.text_work.comparison_table import ComparedDocument

        return ComparedDocument(self._catalogue.source(document_id), self._catalogue.clauses(document_id))

    def _unit_vectors(self, documents: Iterable[ComparedDocument]) -> dict[str, Vector]:
        from app.assistant.text_work.unit_vectors import unit_vectors

        found: dict[str, Vector] = {}
        for document in documents:
            passages = self._catalogue.passages_of(document.source.document_id)
            held = self._vectors.held([passage.id for passage in passages])
            found |= unit_vectors(document.clauses, passages, held)
        return found

    def _material(self, document_id: str | None, topic: str) -> tuple[Evidence, ...]:
        from app.assistant.text_work.material import evidence_of

        if topic.strip():
            return tuple(self._questions.search(topic, Where(document=document_id), limit=TOPIC_PASSAGES))
        if document_id is None:
            raise UserError(tr("没有说是哪个文件。"), tr("请指定一份文件，或者写一个主题。"))
        return evidence_of(self._catalogue.source(document_id), self._catalogue.clauses(document_id))
