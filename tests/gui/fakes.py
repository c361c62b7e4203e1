"""A workspace for the window's tests that is real but for what it reads and answers: those are scripted."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound, TextStreamed
from app.domain.answer import Answer, Citation, Mode, Sentence, SentenceKind, Timing
from app.domain.document import (
    Box,
    Clause,
    ClauseKind,
    DocumentKind,
    DocumentStatus,
    Issue,
    Metadata,
    StatusBasis,
)
from app.domain.evidence import Evidence, Source
from app.foundation.jobs import CancelToken, Progress
from app.foundation.paths import WorkspacePaths
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.layout.image import PageImage
from app.ingest.lines import DEFAULT_OPTIONS, ReadOptions
from app.library.entries import Entry
from app.workspace import Workspace
from app.workspace.adding import AddResult
from app.workspace.embedding import EmbedResult

PAGED, UNPAGED = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"
PAGE_WIDE, PAGE_HIGH = 595, 842
SENTENCE = "搬运车的制动距离不应大于 4.5 m。"


def entry(document_id: str, number: str, title: str, *, pages: int | None, status: DocumentStatus) -> Entry:
    metadata = Metadata(
        title=title, kind=DocumentKind.STANDARD, number=number, status=status, status_basis=StatusBasis.DOCUMENT
    )
    suffix = "pdf" if pages else "md"
    return Entry(
        id=document_id,
        sha256=document_id * 4,
        path=f"/documents/{number}.{suffix}",
        file=f"{number}.{suffix}",
        collection="default",
        format=suffix,
        pages=pages,
        clauses=100,
        metadata=metadata,
    )


def clauses_of(document_id: str, count: int = 100) -> tuple[Clause, ...]:
    """Numbered clauses with a sentence each; the third is the one that answers cite."""
    return tuple(
        Clause(
            id=f"{document_id}.{ordinal}",
            number=f"5.{ordinal}",
            title="制动" if ordinal % 10 == 2 else "",
            text=SENTENCE if ordinal == 2 else f"第 {ordinal} 条的要求应符合设计文件的规定，并应留有记录。",
            kind=ClauseKind.CLAUSE,
            page=2,
            boxes=(Box(2, 72, 180, 520, 196),),
        )
        for ordinal in range(count)
    )


def evidence_of(document_id: str, rank: int, page: int | None) -> Evidence:
    clause = clauses_of(document_id)[rank + 1]
    number = "Q/ABC 001-2026" if document_id == PAGED else "Q/ABC 002-2020"
    status = DocumentStatus.IN_FORCE if document_id == PAGED else DocumentStatus.SUPERSEDED
    return Evidence(
        rank=rank,
        score=1 / rank,
        source=Source(document_id, f"{number}.pdf", "厂内搬运车安全要求", number, status),
        passage_id=clause.id,
        number=clause.number,
        title_path=f"厂内搬运车安全要求 > 5 要求 > {clause.number}",
        page=page,
        text=clause.text,
        clauses=(clause,),
        routes=("words",),
    )


def citation(key: str, document_id: str, *, page: int | None) -> Citation:
    return Citation(
        key=key,
        document_id=document_id,
        file="Q-ABC-001.pdf",
        standard="Q/ABC 001-2026" if document_id == PAGED else "Q/ABC 002-2020",
        status=DocumentStatus.IN_FORCE if document_id == PAGED else DocumentStatus.SUPERSEDED,
        clause_id=f"{document_id}.2",
        clause="5.2",
        title_path="5 要求 > 5.2 制动",
        page=page,
        quote=SENTENCE,
        start=0,
        end=len(SENTENCE),
        verified=True,
        boxes=(Box(page, 72, 180, 330, 196),) if page else (),
    )


def professional_answer(question: str) -> Answer:
    """A direct sentence that holds, one that does not, and two quotes: one of a paged document, one of a text."""
    sentences = (
        Sentence("空载和满载时，制动距离都不应大于 4.5 m。", SentenceKind.DIRECT, ("1",), True),
        Sentence("驻车制动还应能在 8% 的坡道上停住。", SentenceKind.DIRECT, ("1",), False),
        Sentence(SENTENCE, SentenceKind.QUOTE, ("1",), True),
        Sentence(SENTENCE, SentenceKind.QUOTE, ("2",), True),
    )
    return Answer(
        question=question,
        mode=Mode.PROFESSIONAL,
        text="".join(sentence.text for sentence in sentences),
        sentences=sentences,
        citations=(citation("1", PAGED, page=2), citation("2", UNPAGED, page=None)),
        warnings=("Q/ABC 002-2020 已被 Q/ABC 001-2026 代替，其条款仅供参考。",),
        model="test-model",
        seconds=Timing(0.2, 1.1, 3.4),
    )


class FakeSession(Workspace):
    """An empty workspace in a folder of its own. Streams ``words`` and then gives the answer that ``answer`` makes."""

    chat_model_installed = True

    def __init__(
        self,
        *,
        entries: Sequence[Entry] = (),
        evidence: tuple[Evidence, ...] = (),
        chat_model_installed: bool = True,
        password: str | None = None,
        seconds_per_word: float = 0.0,
        seconds_per_file: float = 0.0,
        interrupted: Sequence[Path] = (),
        words: Sequence[str] = ("空载", "和满载时，", "制动距离"),
        answer: Callable[[str], Answer] = professional_answer,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="zhunsheng-test-")
        super().__init__(WorkspacePaths(Path(self._folder.name) / "workspace"), writing=True)
        self.entries = list(entries)
        self.evidence = evidence
        self.chat_model_installed = chat_model_installed
        self.password = password
        """When set, pages and files called "locked" need it."""
        self.seconds_per_word = seconds_per_word
        self.seconds_per_file = seconds_per_file
        self.interrupted = list(interrupted)
        self.words = words
        self.answer = answer
        self.error: Exception | None = None
        self.gate: threading.Event | None = None
        """When set, an answer waits here after its last word until the test opens it or the person stops."""
        self.asked: list[AskRequest] = []
        self.added: list[Path] = []
        self.pages_drawn: list[tuple[str, int]] = []
        self.embeddings = 0
        self.unlocked: set[str] = set()
        self.is_closed = False
        self.has_set_aside = False

    def add(
        self,
        paths: Sequence[Path],
        progress: Progress,
        on_result: Callable[[AddResult], None],
        *,
        collection: str | None = None,
        options: ReadOptions = DEFAULT_OPTIONS,
    ) -> list[AddResult]:
        results = []
        for done, path in enumerate(paths):
            progress.report("ingest", done, len(paths), path.name)
            self._wait(self.seconds_per_file, progress.cancel)
            result = self._add_one(path)
            on_result(result)
            results.append(result)
        progress.report("ingest", len(paths), len(paths))
        return results

    def unlock(
        self, path: Path, password: str, progress: Progress, on_result: Callable[[AddResult], None]
    ) -> list[AddResult]:
        if password == self.password:
            self.unlocked.add(path.name)
        return self.add([path], progress, on_result)

    def _add_one(self, path: Path) -> AddResult:
        self.added.append(path)
        if "locked" in path.name and path.name not in self.unlocked:
            error = unreadable(UnreadableCode.ENCRYPTED, path.name)
            return AddResult(str(path), path.name, None, "failed", issues=(Issue(error.code, error.message),))
        if "scan" in path.name:
            issue = Issue("no_text", "这份 PDF 是扫描图片，没有文字层。请换带文字的版本，或先做文字识别。")
            return AddResult(str(path), path.name, None, "failed", issues=(issue,))
        if "damaged" in path.name:
            issues = (Issue("page_damaged", "这一页的内容流已损坏，没有读出。", 3),)
            return AddResult(str(path), path.name, "cccccccccccccccc", "partial", 12, 84, issues)
        self.entries.append(
            entry(f"{len(self.entries):016x}", path.stem, "新添加的标准", pages=3, status=DocumentStatus.IN_FORCE)
        )
        return AddResult(str(path), path.name, self.entries[-1].id, "added", 3, 100)

    def resume_adding(self, progress: Progress, on_result: Callable[[AddResult], None]) -> list[AddResult]:
        interrupted, self.interrupted = self.interrupted, []
        return self.add(interrupted, progress, on_result) if interrupted else []

    def set_waiting_aside(self) -> None:
        self.has_set_aside = True
        super().set_waiting_aside()

    def embed(self, progress: Progress) -> EmbedResult:
        self.embeddings += 1
        progress.report("embed", 0, 1)
        return EmbedResult(1, 0, 0.0)

    def documents(self) -> list[Entry]:
        return list(self.entries)

    def remove(self, document_id: str) -> None:
        self.entries = [entry for entry in self.entries if entry.id != document_id]

    def ask(self, request: AskRequest, on_event: Callable[[AnswerEvent], None], cancel: CancelToken) -> Answer:
        self.asked.append(request)
        if self.evidence:
            on_event(EvidenceFound(self.evidence))
        for word in self.words:
            self._wait(self.seconds_per_word, cancel)
            on_event(TextStreamed(word))
        while self.gate is not None and not self.gate.wait(0.01):
            cancel.raise_if_cancelled()
        if self.error is not None:
            raise self.error
        return self.answer(request.question)

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        return clauses_of(document_id)

    def document(self, document_id: str, as_of: date | None = None) -> Entry:
        return next(each for each in self.entries if each.id == document_id)

    def first_questions(self, most: int) -> tuple[str, ...]:
        return ()

    def page_labels(self, document_id: str) -> tuple[str, ...]:
        return ()

    def page_sizes(self, document_id: str, *, password: str | None = None) -> tuple[tuple[float, float], ...]:
        self._open_with(document_id, password)
        return ((PAGE_WIDE, PAGE_HIGH),) * (self.document(document_id).pages or 0)

    def page_image(self, document_id: str, page: int, scale: float, *, password: str | None = None) -> PageImage:
        self._open_with(document_id, password)
        self.pages_drawn.append((document_id, page))
        width, height = round(PAGE_WIDE * scale), round(PAGE_HIGH * scale)
        return PageImage(width, height, b"\xff" * (width * height * 3))

    def _open_with(self, document_id: str, password: str | None) -> None:
        if self.password is not None and document_id not in self.unlocked:
            if password != self.password:
                raise unreadable(UnreadableCode.ENCRYPTED, "加密.pdf", "密码不正确" if password else "")
            self.unlocked.add(document_id)

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            super().close()
            self._folder.cleanup()

    @staticmethod
    def _wait(seconds: float, cancel: CancelToken) -> None:
        cancel.raise_if_cancelled()
        if seconds:
            time.sleep(seconds)


def filled_session() -> FakeSession:
    """Two documents, one with pages and one without, and evidence from both."""
    return FakeSession(
        entries=[
            entry(PAGED, "Q/ABC 001-2026", "厂内搬运车安全要求", pages=3, status=DocumentStatus.IN_FORCE),
            entry(UNPAGED, "Q/ABC 002-2020", "厂内搬运车安全要求", pages=None, status=DocumentStatus.SUPERSEDED),
        ],
        evidence=(
            evidence_of(PAGED, 1, 2),
            evidence_of(UNPAGED, 2, None),
            evidence_of(PAGED, 3, 2),
            evidence_of(PAGED, 4, 3),
        ),
    )
