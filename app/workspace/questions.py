"""Questions put to a workspace: search, and answers with the conversation that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from app.assistant.steps import Step
from app.domain.answer import Answer, Fact, Understanding
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, By, Where
from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.words import WordIndex
from app.security.marks import highest_mark
from app.workspace.models import ModelRoles
from app.workspace.vectors import Vectors

if TYPE_CHECKING:  # the assistant comes with the first question: a second writer is refused without it
    from app.assistant.events import AnswerEvent, AskRequest
    from app.retrieval.search import Said, Search

TITLE_CHARACTERS = 40
REMEMBERED_TURNS = 6
"""Of a conversation: what a follow-up may lean on. "那室外呢？" never reaches further back."""


class Questions:
    """Wires search, models and conversations for one question at a time. Safe to use from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        words: WordIndex,
        vectors: Vectors,
        models: ModelRoles,
        conversations: Conversations,
        keeps_answers: Callable[[], bool] = lambda: True,
    ) -> None:
        """``keeps_answers`` tells whether what is answered now may stay in a conversation."""
        self._catalogue = catalogue
        self._words = words
        self._vectors = vectors
        self._models = models
        self._conversations = conversations
        self._keeps_answers = keeps_answers

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
        """At most ``limit`` passages that bear on the query, best first; ``keywords`` are further search words.

        Raises UserError, EnvironmentFault for meaning without an embedding model, Cancelled.
        """
        return self._search(cancel).find(
            query,
            where,
            limit=limit,
            include_superseded=include_superseded,
            keywords=keywords,
            by=by,
        )[:limit]

    def search_each(self, query: str, wheres: Sequence[Where], *, limit: int, by: By = By.BOTH) -> list[Evidence]:
        """The best of each, one after the other; the query is embedded once. Raises as ``search``."""
        search = self._search()
        return [item for where in wheres for item in search.find(query, where, limit=limit, by=by)[:limit]]

    def said(self, query: str, where: Where = EVERYWHERE) -> Said:
        """As ``Search.said``."""
        return self._search().said(query, where)

    def search_words(self, query: str, seconds: float | None = None) -> tuple[str, ...]:
        """What a keyword model would search for; where the settings leave it out of answers, the smallest model does.

        ``seconds`` is how long to wait for it, None until it is done: then the same words come each time. Nothing
        without a model. Raises UserError, EnvironmentFault for a model that is set and cannot be had.
        """
        from app.assistant.question.keywords import KeywordWriter

        writer = KeywordWriter(self._models.engine_for(Step.KEYWORDS) or self._models.engine_for(Step.ROUTER))
        if seconds is not None:
            return writer.write_within(seconds, query)
        return writer.write(Understanding(query), CancelToken())

    def ask(self, request: AskRequest, on_event: Callable[[AnswerEvent], None], cancel: CancelToken) -> Answer:
        """Answer, and keep the answer with its facts, where answers are kept; one that is not is of no conversation.

        Raises UserError, EnvironmentFault, Cancelled, WorkerFailed.
        """
        from app.assistant.assistant import Assistant
        from app.assistant.events import EvidenceFound

        found: Sequence[Evidence] = ()

        def note(event: AnswerEvent) -> None:
            nonlocal found
            if isinstance(event, EvidenceFound):
                found = event.evidence
            on_event(event)

        answer = Assistant(self._search(cancel), self._models.engine_for).ask(self._in_its_place(request), note, cancel)
        answer = replace(answer, security_mark=self._mark_of(answer))
        if not self._keeps_answers():
            return answer
        conversation = request.conversation or self._conversations.create(_title(request.question)).id
        answer = replace(answer, conversation=conversation)
        self._conversations.append(conversation, answer, request.where, found)
        self._conversations.confirm(conversation, (*request.facts, *answer.facts))
        return answer

    def _mark_of(self, answer: Answer) -> str | None:
        """Of its sources, which may be gone from the library when the answer is read again."""
        marks = []
        for document in sorted({citation.document_id for citation in answer.citations}):
            with suppress(UserError):  # removed while the answer was made
                marks.append(self._catalogue.entry(document).metadata.security_mark)
        return highest_mark(marks)

    def _in_its_place(self, request: AskRequest) -> AskRequest:
        """The request with what its conversation knows. Raises UserError when there is no such conversation."""
        if request.conversation is None:
            return replace(request, facts=_together((), request.facts))
        turns = self._conversations.turns(request.conversation)[-REMEMBERED_TURNS:]
        facts = _together(self._conversations.facts(request.conversation), request.facts)
        return replace(request, earlier=tuple(turn.answer for turn in turns), facts=facts)

    def _search(self, cancel: CancelToken | None = None) -> Search:
        from app.retrieval.search import Search

        return Search(self._catalogue, self._words, self._vectors.route(cancel))


def _together(held: Sequence[Fact], said: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts of a conversation and of this question, the newer one of a key; those taken back are gone."""
    newest = {fact.key: fact for fact in (*held, *said)}
    return tuple(fact for fact in newest.values() if fact.value)


def _title(question: str) -> str:
    """What a conversation is called until its owner renames it: its first question."""
    line = " ".join(question.split())
    short = line[:TITLE_CHARACTERS]
    return short if short == line else short + "…"
