"""Question to answer, over a real catalogue and a scripted model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant import prompts
from app.assistant.assistant import Assistant
from app.assistant.citations import cite
from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound, TextStreamed
from app.assistant.need import Where, needs_of
from app.assistant.prompts import READ_CHARACTERS, Brief, professional_request, sentences_of
from app.assistant.quotes import select
from app.assistant.steps import Step
from app.domain.answer import Answer, Fact, Mode, SentenceKind, Timing, TokenCount
from app.foundation.errors import Cancelled, EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import CancelToken
from app.retrieval.search import Search
from app.runtime.engine import ChatReply, ChatRequest
from app.security.labels import AI_LABEL
from tests.fakes import FakeEngine
from tests.unit.retrieval.lift_standard import coming_lift, lift, old_lift, search_over, statute


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def ask(
    search: Search, question: str, mode: Mode = Mode.VERBATIM, engine: FakeEngine | None = None, **request: object
) -> tuple[Answer, list[AnswerEvent]]:
    events: list[AnswerEvent] = []
    assistant = Assistant(search, lambda step, model=None: engine)
    made = AskRequest(question, mode, **request)  # type: ignore[arg-type]
    return assistant.ask(made, events.append, CancelToken()), events


def streamed(events: list[AnswerEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextStreamed))


def test_a_verbatim_answer_quotes_the_clause_exactly_and_where_it_is_printed(search: Search) -> None:
    answer, _ = ask(search, "护栏要多高？")
    rail = next(citation for citation in answer.citations if "1.1 m" in citation.quote)
    assert (rail.clause, rail.standard, rail.page) == ("4.2a)", "Q/ZS 001-2024", 6)
    clause = next(clause for clause in lift().clauses if clause.id == rail.clause_id)
    assert clause.text[rail.start : rail.end] == rail.quote
    assert rail.boxes
    assert "[1] Q/ZS 001-2024 4.2（第5页）：“平台护栏应符合下列要求：”" in answer.text
    assert AI_LABEL not in answer.text


def test_a_table_row_is_quoted_with_its_table_named(search: Search) -> None:
    answer, _ = ask(search, "室外试验时风速不能超过多少？")
    assert any("≤8" in citation.quote and citation.clause == "5.3 表1" for citation in answer.citations)


def test_events_come_in_order_and_their_texts_join_to_the_answer(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n")
    answer, events = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert isinstance(events[0], EvidenceFound)
    assert all(isinstance(event, TextStreamed) for event in events[1:])
    assert streamed(events) == answer.text


def test_a_professional_answer_leads_with_checked_sentences_and_carries_the_label(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n")
    answer, _ = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    direct = [sentence for sentence in answer.sentences if sentence.kind is SentenceKind.DIRECT]
    assert [(sentence.keys, sentence.verified) for sentence in direct] == [(("2",), True)]
    assert answer.text.startswith("护栏高度应不小于1.1 m[2]")
    assert answer.text.endswith(AI_LABEL)
    assert answer.model == "fake-chat"


def test_an_invented_number_is_marked_and_not_verified(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.5 m[2]\n")
    answer, _ = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert answer.text.startswith("【未核实】护栏高度应不小于1.5 m[2]")
    assert not answer.sentences[0].verified


def test_what_the_model_writes_without_a_known_key_is_dropped(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏很高。\n护栏刷黄漆[99]\n")
    answer, _ = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert all(sentence.kind is SentenceKind.QUOTE for sentence in answer.sentences)
    assert "黄漆" not in answer.text
    assert (answer.mode, answer.model) == (Mode.VERBATIM, None)
    assert AI_LABEL not in answer.text


def test_quotes_that_do_not_fit_the_model_stand_alone_with_a_warning(search: Search) -> None:
    engine = FakeEngine(context_tokens=300)
    answer, events = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    verbatim, _ = ask(search, "护栏要多高？")
    assert engine.requests == []
    assert (answer.mode, answer.model, answer.citations) == (Mode.VERBATIM, None, verbatim.citations)
    assert answer.text == verbatim.text == streamed(events)
    [warning] = answer.warnings
    assert "上下文" in warning


def test_a_reply_is_read_once_a_line_however_small_its_pieces(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(text: str) -> list[str]:
        read.append(text)
        return sentences_of(text)

    monkeypatch.setattr(prompts, "sentences_of", noted)
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n护栏应能承受900 N的水平力[3]")
    ask(search, "护栏要多高？护栏要承受多大的水平力？", Mode.PROFESSIONAL, engine)
    assert read == ["护栏高度应不小于1.1 m[2]", "护栏高度应不小于1.1 m[2]\n护栏应能承受900 N的水平力[3]"]


class CountingEngine(FakeEngine):
    """Notes what it was asked to count."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[str] = []

    def count_tokens(self, text: str) -> int:
        self.counted.append(text)
        return super().count_tokens(text)


def test_a_message_longer_than_a_person_waits_for_is_not_counted(search: Search) -> None:
    [quote] = cite(select(needs_of(search, "护栏要承受多大的水平力？", Where()))[:1])
    brief = Brief(
        "护栏？", ("护栏？",), [replace(quote, quote="护栏" * 300, key=str(key)) for key in (1, 2, 3)], [""] * 3
    )
    engine = CountingEngine()
    assert professional_request(brief, engine) is not None
    assert [len(text) <= READ_CHARACTERS for text in engine.counted] == [True, True]


def test_the_model_sees_the_quotes_and_the_question_and_nothing_else(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n")
    ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine, facts=(Fact("场所", "室外"),))
    user = engine.requests[0].messages[-1]
    assert "1.1 m" in user.content
    assert user.content.endswith("问题：护栏要多高？")
    assert "场所为室外" in user.content
    assert "罚款" not in user.content


def test_without_a_chat_model_the_answer_is_verbatim_with_a_warning(search: Search) -> None:
    answer, _ = ask(search, "护栏要多高？", Mode.PROFESSIONAL)
    assert answer.mode is Mode.VERBATIM
    assert any("对话模型" in warning for warning in answer.warnings)
    assert answer.citations


def test_a_general_answer_says_that_no_document_supports_it(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("大概一米左右。")
    answer, events = ask(search, "护栏要多高？", Mode.GENERAL, engine)
    assert answer.text.startswith("【未核实】")
    assert answer.text.endswith(AI_LABEL)
    assert not any(sentence.verified for sentence in answer.sentences)
    assert answer.citations == ()
    assert streamed(events) == answer.text


def test_general_mode_without_a_model_names_what_is_missing(search: Search) -> None:
    with pytest.raises(EnvironmentFault, match="对话模型"):
        ask(search, "护栏要多高？", Mode.GENERAL)


@pytest.mark.parametrize(
    "question",
    [
        "护栏的油漆要保存几年？",
        "平台的续航里程是多少公里？",
        "锂电池循环寿命不得低于多少次？",
        "安全帽应当符合哪个标准？",
        "GB 9999-2020 对护栏高度怎么规定？",
    ],
)
def test_what_the_documents_do_not_say_is_refused(search: Search, question: str) -> None:
    answer, _ = ask(search, question)
    assert answer.refused
    assert answer.citations == ()
    assert answer.text.startswith("文库中的文件没有说明这个问题")


@pytest.mark.parametrize(
    "question",
    [
        "护栏要多高？",
        "平台空载时噪声不能超过多少分贝？",
        "载荷试验要持续几分钟？",
        "设备投入使用后几日内要登记？",
        "什么是额定载荷？",
    ],
)
def test_what_the_documents_say_is_not_refused(search: Search, question: str) -> None:
    assert not ask(search, question)[0].refused


def test_a_refusal_asks_no_model(search: Search) -> None:
    engine = FakeEngine()
    answer, _ = ask(search, "锂电池循环寿命不得低于多少次？", Mode.PROFESSIONAL, engine)
    assert answer.refused
    assert engine.requests == []
    assert AI_LABEL not in answer.text


def test_a_superseded_source_is_warned_of(tmp_path: Path) -> None:
    search = search_over(tmp_path, lift(), old_lift())
    answer, _ = ask(search, "Q/ZS 001-2015 的升降速度是多少？")
    assert any("Q/ZS 001-2024" in warning and "代替" in warning for warning in answer.warnings)


def test_a_source_that_is_yet_to_come_is_warned_of(tmp_path: Path) -> None:
    answer, _ = ask(search_over(tmp_path, coming_lift(), statute()), "平台的升降速度是多少？")
    assert answer.citations
    assert any("尚未实施" in warning and "2099-06-01" in warning for warning in answer.warnings)


def test_the_same_question_gives_the_same_answer(search: Search) -> None:
    first, second = (ask(search, "护栏要多高？")[0] for _ in range(2))
    assert _lasting(first) == _lasting(second)


def test_an_empty_question_is_refused_as_usage(search: Search) -> None:
    with pytest.raises(UserError):
        ask(search, "  ")


def test_a_cancel_before_writing_ends_the_answer(search: Search) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Assistant(search, lambda step, model=None: None).ask(AskRequest("护栏要多高？"), lambda event: None, token)


def _lasting(answer: Answer) -> Answer:
    """The answer without what may differ from run to run."""
    return replace(answer, seconds=Timing(), tokens=TokenCount())


def test_a_sentence_with_a_miscounted_key_gets_the_key_that_bears_it_out(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]\n")
    answer, _ = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert (answer.sentences[0].text, answer.sentences[0].keys) == ("护栏高度应不小于1.1 m[2]", ("2",))
    assert answer.sentences[0].verified


def test_two_questions_ask_the_model_for_two_sentences(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n护栏应能承受900 N的水平力[3]\n")
    answer, _ = ask(search, "护栏要多高？护栏要承受多大的水平力？", Mode.PROFESSIONAL, engine)
    assert "{1,2}" in (engine.requests[0].grammar or "")
    assert sum(sentence.kind is SentenceKind.DIRECT for sentence in answer.sentences) == 2


@pytest.mark.parametrize(
    "fault", [WorkerFailed("模型进程内存不够。", reason="memory"), EnvironmentFault("模型文件读不出。")]
)
def test_a_model_that_fails_leaves_the_quotes_and_a_warning_of_the_cause(
    search: Search, fault: WorkerFailed | EnvironmentFault
) -> None:
    engine = FakeEngine()
    engine.enqueue(fault)
    answer, events = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    verbatim, _ = ask(search, "护栏要多高？")
    assert (answer.mode, answer.model, answer.citations) == (Mode.VERBATIM, None, verbatim.citations)
    assert answer.text == verbatim.text == streamed(events)
    assert any(fault.message in warning for warning in answer.warnings)


def test_a_model_that_cannot_be_opened_leaves_the_quotes_too(search: Search) -> None:
    def absent(step: Step, model: str | None = None) -> FakeEngine:
        raise EnvironmentFault("模型文件读不出。")

    request = AskRequest("护栏要多高？", Mode.PROFESSIONAL)
    answer = Assistant(search, absent).ask(request, lambda event: None, CancelToken())
    assert answer.citations
    assert any("模型文件读不出。" in warning for warning in answer.warnings)


class DyingEngine(FakeEngine):
    """Dies after the first of its sentences."""

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> ChatReply:
        super().chat(request, on_text, cancel)
        raise WorkerFailed("模型进程退出了。")


def test_what_was_shown_before_the_model_failed_stays_and_carries_the_label(search: Search) -> None:
    engine = DyingEngine()
    engine.enqueue("护栏高度应不小于1.1 m[2]\n护栏应能")
    answer, events = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert answer.text.startswith("护栏高度应不小于1.1 m[2]\n\n[1]")
    assert answer.text.endswith(AI_LABEL)
    assert answer.text == streamed(events)
    assert any("模型进程退出了。" in warning for warning in answer.warnings)


def test_a_cancelled_model_is_no_failed_one(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue(Cancelled("stopped"))
    with pytest.raises(Cancelled):
        ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
