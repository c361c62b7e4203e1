"""Question to answer: evidence, judgement, quotes, and in professional mode a direct answer that is checked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.assistant.answering import compose, prompts, suggestions
from app.assistant.answering.direct import DirectAnswer, DirectWriter, Grounds
from app.assistant.answering.extract import lead_in_of
from app.assistant.answering.quotes import choose, quotes_of
from app.assistant.compliance.verdicts import limit_words
from app.assistant.events import AskRequest, EvidenceFound, Listener
from app.assistant.forks.clarify import clarifying_question
from app.assistant.question.follow_ups import resolve
from app.assistant.question.keywords import KeywordWriter
from app.assistant.question.need import Library, Need, all_evidence, needs_of
from app.assistant.question.understanding import goes_on_with, understand
from app.assistant.quoting import orders
from app.assistant.quoting.citations import cite
from app.assistant.steps import Engines, Step
from app.assistant.sufficiency.refusal import judge
from app.assistant.work import Outcome, Work
from app.domain.answer import Answer, Mode, Sentence, SentenceKind, Understanding
from app.domain.evidence import Evidence
from app.foundation.errors import EnvironmentFault, UserError, WorkerFailed, ZhunshengError
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.retrieval.beside import Beside
from app.retrieval.editions_beside import Cited
from app.retrieval.search import Search
from app.security.labels import AI_LABEL


@dataclass(frozen=True, slots=True)
class Direct:
    """The direct answer as far as it came; ``model`` is None where no model wrote a sentence of it. What could not be
    checked is apart, for below the quotes."""

    sentences: tuple[Sentence, ...] = ()
    unverified: tuple[Sentence, ...] = ()
    model: str | None = None
    warnings: tuple[str, ...] = ()


class Assistant:
    """Answers questions over a library.

    ``engines`` gives each step its model.
    """

    def __init__(self, search: Search, engines: Engines) -> None:
        self._search = search
        self._engines = engines

    def ask(self, request: AskRequest, on_event: Listener, cancel: CancelToken) -> Answer:
        """The answer; the texts of all TextStreamed events join to its text.

        A cancel while the model writes ends the answer with what there is; before that it raises Cancelled. Raises
        UserError for an empty question, EnvironmentFault where general mode has no model. A model that fails
        over quotes leaves the quotes, with a warning that names the cause.
        """
        if not request.question.strip():
            raise UserError(tr("没有写问题。"), tr("请写下要问的问题。"))
        resolved = resolve(request.question, request.earlier)
        request = replace(request, facts=resolved.with_reply(request.facts))
        work = Work(request, on_event)
        if request.mode is Mode.GENERAL:
            return self._general(work, cancel)
        names = self._search.names(resolved.question, request.where)
        understood = work.understanding = understand(resolved, names, request.earlier)
        work.keywords = self._keywords(understood, cancel)
        first = goes_on_with(understood, names, request.earlier)
        keywords = (*work.keywords, *limit_words(understood.question))
        needs = needs_of(Library(self._search, request.where, first), understood.question, keywords, request.facts)
        evidence = all_evidence(needs)
        work.retrieved()
        on_event(EvidenceFound(evidence))
        cancel.raise_if_cancelled()
        judgement = judge(needs, names, partial(self._search.nearness, understood.question, request.where))
        if judgement.refuses:
            return _refuse(work, judgement.reason, evidence)
        return self._quoted(work, needs, evidence, cancel)

    def _keywords(self, understood: Understanding, cancel: CancelToken) -> tuple[str, ...]:
        try:
            engine = self._engines(Step.KEYWORDS)
        except (WorkerFailed, EnvironmentFault):
            return ()
        return KeywordWriter(engine).write(understood, cancel)

    def _quoted(self, work: Work, needs: Sequence[Need], evidence: Sequence[Evidence], cancel: CancelToken) -> Answer:
        chosen = choose(needs, self._search.closeness)
        quotes = quotes_of(chosen)
        citations = cite(quotes)
        assert work.understanding is not None, "a question is understood before it is answered"
        asked_back = clarifying_question(needs, quotes, work.understanding, work.request.earlier)
        beside = self._search.beside([Cited(c.clause_id, c.quote) for c in citations], work.request.where.as_of)
        warnings = suggestions.warnings(evidence, citations, beside) + orders.warnings(evidence)
        grounds = Grounds(_question_of(work), chosen, quotes, citations, work.request.facts)
        direct = self._direct(work, grounds, cancel) if work.request.mode is Mode.PROFESSIONAL else Direct()
        work.say(compose.basis(citations, [lead_in_of(quote) for quote in quotes], direct.sentences))
        work.say("".join(f"\n{compose.direct_line(sentence)}" for sentence in direct.unverified))
        if direct.model:
            work.say(f"\n\n{AI_LABEL}")
        return work.finish(
            Outcome(
                mode=Mode.PROFESSIONAL if direct.sentences or direct.unverified else Mode.VERBATIM,
                sentences=(*direct.sentences, *map(compose.quote_sentence, citations), *direct.unverified),
                citations=citations,
                warnings=warnings + direct.warnings,
                related=suggestions.related(evidence, citations, beside),
                model=direct.model,
                clarifying_question=asked_back,
            )
        )

    def _direct(self, work: Work, grounds: Grounds, cancel: CancelToken) -> Direct:
        try:
            engine = self._engines(Step.ANSWER, work.request.model)
        except (WorkerFailed, EnvironmentFault) as error:
            return Direct(warnings=(_failure(error),))
        if engine is None:
            return Direct(
                warnings=(tr("没有安装对话模型，只列出原文。可在窗口的“模型”页添加，或用命令 models fetch。"),)
            )
        asked_at = time.perf_counter()

        def say(sentence: Sentence) -> None:
            work.say(f"{compose.direct_line(sentence)}\n")

        writer = DirectWriter(engine, grounds, say, work.reading)
        written = writer.write(cancel)
        if written.reply is not None:
            work.generated(written.reply, asked_at)
        if written.sentences:
            work.say("\n")
        model = engine.model_id if written.is_phrased else None
        return Direct(written.sentences, written.unverified, model, _warnings(written))

    def _general(self, work: Work, cancel: CancelToken) -> Answer:
        engine = self._engines(Step.ANSWER, work.request.model)
        if engine is None:
            raise EnvironmentFault(
                tr("没有安装对话模型，普通模式用不了。"),
                tr("请在窗口的“模型”页添加，或用命令 models fetch；也可改用原文模式。"),
            )
        warning = tr("普通模式的回答没有文件依据，未经核实。")
        work.say(f"{compose.UNVERIFIED}{warning}\n")
        asked_at = time.perf_counter()
        asked = prompts.general_request(work.request.question, work.request.facts)
        reply = engine.chat(asked, work.say, cancel, work.reading)
        work.generated(reply, asked_at)
        work.say(f"\n\n{AI_LABEL}")
        sentences = tuple(Sentence(text, SentenceKind.DIRECT) for text in prompts.sentences_of(reply.text))
        return work.finish(Outcome(Mode.GENERAL, sentences, warnings=(warning,), model=engine.model_id))


def _question_of(work: Work) -> str:
    """The question as it was read."""
    return work.understanding.question if work.understanding is not None else work.request.question


def _warnings(written: DirectAnswer) -> tuple[str, ...]:
    """Why the model did not write all, or nothing at all."""
    if written.failure is not None:
        return (_failure(written.failure),)
    return (tr("原文放不进对话模型的上下文，没有让它作答，只列出原文。"),) if written.does_not_fit else ()


def _failure(error: ZhunshengError) -> str:
    return tr("对话模型没有写完，以列出的原文为准：{cause}", cause=f"{error.message}{error.hint}")


def _refuse(work: Work, reason: str, evidence: Sequence[Evidence]) -> Answer:
    work.say(compose.refusal_text(reason, evidence))
    related = suggestions.related(evidence, (), Beside())
    return work.finish(Outcome(mode=work.request.mode, refused=True, related=related))
