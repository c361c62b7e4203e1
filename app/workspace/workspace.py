"""The composition root: opens one data directory, wires the rooms and hands them out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.domain.answer import Answer
from app.domain.comparison import Comparison, compare
from app.domain.document import Clause
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, By, Where
from app.foundation.errors import ZhunshengError
from app.foundation.jobs import CancelToken, Progress
from app.foundation.logs import start_logging
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.foundation.settings import Settings, load_settings, save_defaults, settings_with
from app.ingest.in_memory import clear_left
from app.ingest.layout.image import PageImage
from app.ingest.lines import DEFAULT_OPTIONS, ReadOptions
from app.ingest.reading import DocumentReader
from app.library.catalogue import Catalogue, Entry, StoredReference
from app.library.collection_names import collection_named
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.entries import ReferenceCounts
from app.library.feedback import Feedback, FeedbackBook, Verdict
from app.library.glossary import Glossary, GlossaryEntry
from app.library.lock import WriteLock
from app.library.missing import MissingStandard, missing_from_library
from app.library.queue import IngestQueue
from app.library.register import Register
from app.library.saved_searches import SavedSearches
from app.library.watched import WatchedFolders
from app.library.words import WordIndex
from app.security import refusals
from app.security.audit.entry import Kind
from app.security.roles import Right
from app.workspace.adding import Adder, AddResult, Queued
from app.workspace.auditing import Auditing, guarded_settings
from app.workspace.carrying.carrying import Carrying
from app.workspace.changed_settings import changed, put_into_force
from app.workspace.correcting import Corrections
from app.workspace.exporting import Exporting
from app.workspace.leftovers import Leftovers
from app.workspace.model_shelf import ModelShelf
from app.workspace.models import ModelRoles
from app.workspace.offers import first_questions
from app.workspace.office_register import OfficeRegister
from app.workspace.originals import Originals
from app.workspace.page_images import PageImages
from app.workspace.passwords import Passwords
from app.workspace.questions import Questions
from app.workspace.rereading import Rereader
from app.workspace.retention import forget_all, forget_old
from app.workspace.speeds import Speeds
from app.workspace.surveys import Survey, survey
from app.workspace.text_work import TextWork
from app.workspace.upkeep import Upkeep
from app.workspace.vault import keys_of
from app.workspace.vectors import Hindrance, Vectors
from app.workspace.watching import Watching
from app.workspace.writing import require_writing

if TYPE_CHECKING:  # numpy and the assistant come when they are used: a second writer is refused without them
    from app.assistant.events import AnswerEvent, AskRequest
    from app.assistant.export.files import WrittenFile
    from app.assistant.export.paper import Paper
    from app.assistant.export.style import ExportStyle
    from app.retrieval.search import Said
    from app.workspace.embedding import EmbedResult


class Workspace:
    """One data directory and everything that can be done with it.

    Parts are made when first used: listing documents loads no model. A workspace opened for writing holds the write
    lock until it is closed; any number of readers may be open beside it, and may ask.
    """

    def __init__(self, paths: WorkspacePaths, *, writing: bool) -> None:
        self.paths = paths
        self._is_writing = writing
        self.forgotten = 0
        """How many conversations were deleted at opening and closing because the settings want it."""
        self._closing = ExitStack()
        self._keys = keys_of(paths)
        paths.create()
        start_logging(paths.logs)
        refusals.keep_in(paths.refusals)
        self.audit = Auditing(paths, settings=lambda: self.settings)
        if writing:
            self._closing.callback(WriteLock.take(paths.lock).release)
        try:
            self._open(paths)
        except BaseException:
            self._closing.close()
            raise

    def _open(self, paths: WorkspacePaths) -> None:
        if self._keys is not None:
            self._closing.callback(clear_left)  # after the readers have ended, however that came
        if self._is_writing:
            save_defaults(paths.settings)
        self.settings = self._with_fixed(load_settings(paths.settings))
        if self._is_writing:
            self.audit.opened()
            self.audit.collect_refusals()
        self._database = Database(paths.catalogue, self._keys.catalogue if self._keys is not None else None)
        self._closing.callback(self._database.close)
        self._catalogue = Catalogue(self._database)
        self._words = WordIndex(self._database)
        self._queue = IngestQueue(self._database)
        self._originals = Originals(paths.originals, self._keys)
        self.conversations = Conversations(self._database)
        if self._is_writing:
            self.forgotten += forget_old(self.conversations, self.settings.retention_days)
            if self.forgotten:
                self.audit.note(Kind.FORGET, {"conversations": self.forgotten})
            self._forget_history()
            self._closing.callback(self._forget_history)
        self.saved_searches = SavedSearches(self._database)
        self._passwords = Passwords()
        self.models = ModelRoles(self.settings)
        self._closing.callback(self.models.close)
        self._vectors = Vectors(self._database, paths.index, self.models, may_write=self._keys is None)
        self._questions = Questions(
            self._catalogue, self._words, self._vectors, self.models, self.conversations, self._keeps_answers
        )
        self._leftovers = Leftovers(self._catalogue, self._originals, self._vectors)
        if self._is_writing:  # a moment; what takes longer waits for clear_leftovers
            self._leftovers.drop_copies(self._catalogue.leftovers())
        self.carrying = Carrying(
            paths, self._database, self._catalogue, self._originals, self._vectors, self._is_writing, self.audit
        )
        self._feedback = FeedbackBook(self._database)
        self._exporting = Exporting(self._catalogue, self.conversations, lambda: self.settings, self.audit)
        self.speeds = Speeds(paths.speeds, self.models, self.conversations)
        self.shelf = ModelShelf(self.models, self.speeds, lambda: self.settings, self.audit)
        self.upkeep = Upkeep(
            paths, self._database, self._catalogue, self._vectors, self.conversations, self._is_writing
        )
        self.text_work = TextWork(
            self._catalogue,
            self._questions,
            self._vectors,
            self.models,
            Glossary(self._database),
            lambda: self.settings,
            self.audit,
        )
        self._reader = DocumentReader()
        self._closing.callback(self._reader.close)
        self.corrections = Corrections(self._catalogue, self._is_writing, self.audit)
        self.register = OfficeRegister(Register(self._database), self._reader, self._is_writing)
        self.watching = Watching(WatchedFolders(self._database), self.add, self._catalogue.ids, self._is_writing)
        page_reader = DocumentReader()
        self._closing.callback(page_reader.close)
        self._page_images = PageImages(self._catalogue, self._originals, self._passwords, page_reader)

    @classmethod
    def open(cls, root: Path, *, writing: bool = False) -> Self:
        """Open, making an empty workspace on first use.

        Raises WorkspaceBusy when another process writes to it, EnvironmentFault when it cannot be made or read, Locked
        for a vault that was not unlocked in this process.
        """
        return cls(WorkspacePaths(root.expanduser().absolute()), writing=writing)

    def _forget_history(self) -> None:
        if not self.settings.keep_history and (count := forget_all(self.conversations)):
            self.forgotten += count
            self.audit.note(Kind.FORGET, {"conversations": count})

    def _keeps_answers(self) -> bool:
        """A reader may not delete: where no history is wanted it leaves none."""
        return self._is_writing or self.settings.keep_history

    def _with_fixed(self, settings: Settings) -> Settings:
        """With the values that the machine's administrator has fixed."""
        return settings_with(settings, self.audit.machine.settings)

    def close(self) -> None:
        self._closing.close()
        self.audit.collect_refusals()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def save_settings(self, settings: Settings) -> tuple[str, ...]:
        """Keep settings and act on them; gives the names of the changed ones that act with the next start only.

        Raises UserError, EnvironmentFault. History that is to be kept from now on is kept also then: what would be
        deleted when the workspace closes cannot be had back.
        """
        require_writing(self._is_writing)
        before, settings = self.settings, self._with_fixed(settings)
        names = changed(before, settings)
        if set(names).intersection(guarded_settings()):
            self.audit.roles.require(Right.GUARD)
        self.audit.changed(before, settings, names)
        if settings.keep_history:
            self.settings = replace(self.settings, keep_history=True)
        later = put_into_force(self.paths.settings, self.settings, settings, self.models)
        self.settings = settings
        return later

    def use_settings_of_file(self) -> tuple[str, ...]:
        """Act on settings that a backup has brought; as ``save_settings``. Guarded ones come with an administrator."""
        brought = load_settings(self.paths.settings)
        if not self.audit.roles.may(Right.GUARD):
            brought = replace(brought, **{name: getattr(self.settings, name) for name in guarded_settings()})
        return self.save_settings(brought)

    # What is kept

    def add(
        self,
        paths: Sequence[Path],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
        *,
        collection: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
    ) -> list[AddResult]:
        """Add files and folders; each is found by words once its result is there.

        Pages that take long are told as progress of the stage "ocr". Without a collection known files stay in theirs
        and new ones go to the default one. Raises Cancelled between files.
        """
        return self._adder(options).add(paths, collection or "", progress, self._noting(options, on_result))

    def queue_files(self, paths: Sequence[Path], collection: str | None = None) -> Queued:
        """Keep what is to be added after what is being added now, so that the end of the program loses nothing.

        Raises UserError.
        """
        return self._adder(DEFAULT_OPTIONS).enqueue(paths, collection or "")

    def resume_adding(
        self,
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
        *,
        options: ReadOptions = DEFAULT_OPTIONS,
    ) -> list[AddResult]:
        """Finish the files that an earlier run was killed over."""
        return self._adder(options).resume(progress, self._noting(options, on_result))

    def unlock(
        self, path: Path, password: str, progress: Progress, on_result: Callable[[AddResult], None]
    ) -> list[AddResult]:
        """Add one encrypted file with its password, which is remembered until the workspace is closed."""
        return self.add([path], progress, on_result, options=ReadOptions(password=password))

    def send_waiting_to(self, collection: str) -> None:
        """The files that still wait to be added go to that collection, named as a person does. Raises UserError."""
        require_writing(self._is_writing)
        self._queue.send_waiting_to(collection_named(collection))

    def move_to_collection(self, document_ids: Collection[str], collection: str) -> str:
        """Put documents into a collection, which is made by being named; gives it as stored. Raises UserError."""
        require_writing(self._is_writing)
        stored = collection_named(collection)
        self._catalogue.move_to_collection(document_ids, stored)
        return stored

    def waiting_files(self) -> int:
        """How many files an earlier run, or the one at work now, has still to add."""
        return self._queue.waiting()

    def set_waiting_aside(self) -> None:
        """A person stopped the adding: the files that still wait are kept and not read until they are taken up."""
        self._queue.set_aside()

    def set_aside_files(self) -> list[Path]:
        """The files that wait since a person stopped the adding, in order."""
        return [Path(item.path) for item in self._queue.stopped()]

    def take_up_files(self) -> None:
        """What was set aside is to be read after all, by ``resume_adding``."""
        self._queue.take_up()

    def forget_set_aside(self) -> None:
        """Let go of the files that were set aside."""
        self._queue.forget_stopped()

    def remove(self, document_id: str) -> tuple[str, ...]:
        """Take a document out with its clauses, vectors, words and the copy of its file; gives warnings of what could
        not be cleared yet, and will be tried again. Raises UserError, EnvironmentFault where it stays.
        """
        require_writing(self._is_writing)
        self._catalogue.remove(document_id)
        self.audit.note(Kind.REMOVE, {"documents": [document_id]})
        return self._leftovers.clear_if_possible()

    def take_out(self, document_ids: Sequence[str]) -> None:
        """Remove documents, those that are still held, in a moment; ``clear_leftovers`` is then due."""
        require_writing(self._is_writing)
        held = self._catalogue.ids()
        taken = [document_id for document_id in document_ids if document_id in held]
        self._catalogue.remove(*taken)
        if taken:
            self.audit.note(Kind.REMOVE, {"documents": [*taken]})
        self._leftovers.drop_copies(taken)

    def clear_leftovers(self) -> None:
        """Clear what removed documents have left in the files of the workspace, if anything. May take seconds.

        Raises EnvironmentFault.
        """
        require_writing(self._is_writing)
        self._leftovers.clear()

    def reread(
        self,
        document_ids: Collection[str],
        progress: Progress,
        on_result: Callable[[AddResult], None] | None = None,
        *,
        options: ReadOptions = DEFAULT_OPTIONS,
    ) -> list[AddResult]:
        """Read documents again from their copies, all when none is named. Raises UserError, Cancelled between files."""
        require_writing(self._is_writing)
        entries = [self._catalogue.entry(document_id) for document_id in document_ids] or self._catalogue.entries()
        rereader = Rereader(
            self._originals, self._catalogue, self._reader, self._with_threads(options), self._passwords
        )
        return rereader.reread(entries, progress, self._noting(options, on_result))

    def documents(self, collection: str | None = None, as_of: date | None = None) -> list[Entry]:
        """Of one collection or all, by file name, with their status on that day, by default today."""
        return self._catalogue.entries(collection, as_of)

    def document(self, document_id: str, as_of: date | None = None) -> Entry:
        """Raises UserError when there is none."""
        return self._catalogue.entry(document_id, as_of)

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """Every clause in document order. Raises UserError."""
        return self._catalogue.clauses(document_id)

    def references(self, document_id: str | None = None) -> list[StoredReference]:
        return self._catalogue.references(document_id)

    def reference_counts(self, document_id: str) -> ReferenceCounts:
        """How one document is tied to others. Raises UserError."""
        return self._catalogue.reference_counts(document_id)

    def editions_together(self, document_id: str) -> list[Entry]:
        """The document and the other editions held of the same standard or law, oldest first. Raises UserError."""
        self._catalogue.entry(document_id)
        return [self._catalogue.entry(each.document_id) for each in self._catalogue.editions().together(document_id)]

    def references_to_clause(self, document_id: str, clause_id: str) -> list[StoredReference]:
        """What refers to a clause, to one that it stands in or to one within it, in the whole library. Raises
        UserError."""
        return self._catalogue.references_to_clause(document_id, clause_id)

    def missing_references(self, document_id: str | None = None) -> list[MissingStandard]:
        """What one document, or any, refers to and the library does not hold: most wanted first. Raises UserError."""
        return missing_from_library(self._catalogue, document_id)

    def survey(self) -> Survey:
        """The reference web of the whole library, and the library in numbers."""
        return survey(self._catalogue, self._database)

    def glossary(self, document_id: str | None = None, find: str = "") -> list[GlossaryEntry]:
        """The terms that one document defines, or all of them; ``find`` keeps those that it names. Raises UserError."""
        if document_id is not None:
            self._catalogue.entry(document_id)
        return Glossary(self._database).entries(document_id, find)

    def first_questions(self, most: int) -> tuple[str, ...]:
        """Questions that the library can answer, for a person who has not asked any yet."""
        return first_questions(self._catalogue, most)

    def compare(self, before: str, after: str) -> Comparison:
        """What the document ``after`` changed against ``before``, both by id. Raises UserError."""
        return compare(self._catalogue.clauses(before), self._catalogue.clauses(after))

    def page_image(self, document_id: str, page: int, scale: float, *, password: str | None = None) -> PageImage:
        """A page as printed; ``scale`` is pixels to a PDF point. A ``password`` that opens the document is remembered
        until the workspace is closed.

        Raises UnreadableFile, with the code "encrypted" where the password is missing or wrong, UserError,
        EnvironmentFault.
        """
        return self._page_images.draw(document_id, page, scale, password)

    def page_sizes(self, document_id: str, *, password: str | None = None) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points, 0 by 0 where a page does not tell. Raises as ``page_image``."""
        return self._page_images.sizes(document_id, password)

    def page_labels(self, document_id: str) -> tuple[str, ...]:
        """What is printed on each page ("Ⅱ", "12"); empty where the format does not tell. Raises UserError."""
        return self._catalogue.page_labels(document_id)

    # Vectors

    def embed(self, progress: Progress) -> EmbedResult:
        """Embed what has no vector yet. Raises EnvironmentFault without an embedding model, Cancelled."""
        return self._vectors.embed(progress)

    def embed_if_possible(self, progress: Progress) -> tuple[str, ...]:
        """As embed, and clears what removed documents have left; a warning without a model, since words alone serve,
        and of what cannot be cleared. Raises Cancelled."""
        warnings = self._leftovers.clear_if_possible()
        if self.models.embedder is None:
            return (*warnings, tr("没有安装向量模型，只按字词检索。"))
        self.embed(progress)
        return warnings

    def rebuild_index(self, progress: Progress) -> float:
        """Make the index anew from the vectors that are kept; gives the seconds. Raises EnvironmentFault, Cancelled."""
        return self._vectors.rebuild(progress)

    # Questions

    @property
    def chat_model_installed(self) -> bool:
        return self.models.has_chat_model

    def installed_models(self) -> tuple[str, ...]:
        """The ids of all models on this machine, whatever they are for."""
        return tuple(state.entry.id for state in self.models.catalogue.states() if state.path is not None)

    def chat_models(self) -> tuple[str, ...]:
        """The ids of the installed models that may answer."""
        return self.models.choice.chat_models()

    def search(
        self,
        query: str,
        where: Where = EVERYWHERE,
        *,
        limit: int = 10,
        include_superseded: bool = False,
        keywords: Sequence[str] = (),
        by: By = By.BOTH,
        cancel: CancelToken | None = None,
    ) -> list[Evidence]:
        """Passages that bear on the query, best first; ``keywords`` are further search words.

        Raises UserError, EnvironmentFault for meaning without an embedding model, Cancelled.
        """
        found = self._questions.search(
            query,
            where,
            limit=limit,
            include_superseded=include_superseded,
            keywords=keywords,
            by=by,
            cancel=cancel,
        )
        self.audit.searched(query, len(found), (item.source.document_id for item in found))
        return found

    def said(self, query: str, where: Where = EVERYWHERE) -> Said:
        """How many passages say every word of the query, and what it names that is not held. Raises UserError."""
        return self._questions.said(query, where)

    def meaning_hindrance(self) -> Hindrance | None:
        """Why the library cannot be searched by meaning alone now; None where it can."""
        return self._vectors.hindrance()

    def search_words(self, query: str, seconds: float | None = None) -> tuple[str, ...]:
        """What a keyword model would search for, in that time if one is given; none without a model.

        Raises UserError, EnvironmentFault for a model that is set and cannot be had.
        """
        return self._questions.search_words(query, seconds)

    def ask(self, request: AskRequest, on_event: Callable[[AnswerEvent], None], cancel: CancelToken) -> Answer:
        """Answer, and keep the answer where history is wanted.

        Raises UserError, EnvironmentFault, Cancelled, WorkerFailed.
        """
        try:
            answer = self._questions.ask(request, on_event, cancel)
        except ZhunshengError as error:
            self.audit.ask_ended(request.question, request.model, error.kind)
            raise
        self.audit.asked(request.question, answer, self.models.manifest_hash(answer.model))
        return answer

    def judge_answer(self, conversation_id: str, turn: int, verdict: Verdict, note: str = "") -> Feedback:
        """Keep what a person thinks of the answer of a turn, counted from 0. Raises UserError when there is none."""
        return self._feedback.add(self.conversations.turn(conversation_id, turn), verdict, note)

    def feedback(self, conversation_id: str | None = None) -> list[Feedback]:
        """The verdict in force on each judged answer, of one conversation or of all."""
        return self._feedback.latest(conversation_id)

    def export_conversation(self, conversation_id: str, path: Path, style: ExportStyle) -> WrittenFile:
        """Write a conversation, or one turn of it, with its sources as .docx, .pdf or .md.

        Raises UserError for an unknown conversation or turn and for a name that is taken, EnvironmentFault.
        """
        return self._exporting.export(conversation_id, path, style)

    def paper(self, conversation_id: str, style: ExportStyle) -> Paper:
        """What ``export_conversation`` would write, for a printer. Raises UserError."""
        return self._exporting.paper(conversation_id, style)

    # Parts, made when first used

    def _noting(
        self, options: ReadOptions, on_result: Callable[[AddResult], None] | None
    ) -> Callable[[AddResult], None]:
        """``on_result`` that first tells the audit log, and remembers the password of each document read with it."""
        noting = self._passwords.noting(options.password, on_result)

        def note(result: AddResult) -> None:
            self.audit.added(result)
            if noting is not None:
                noting(result)

        return note

    def _adder(self, options: ReadOptions) -> Adder:
        require_writing(self._is_writing)
        return Adder(self._originals, self._catalogue, self._queue, self._reader, self._with_threads(options))

    def _with_threads(self, options: ReadOptions) -> ReadOptions:
        return replace(options, ocr_threads=self.settings.threads)
