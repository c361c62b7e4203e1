"""Question to answer, over a real catalogue and a scripted model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.answering.direct import DirectAnswer, DirectWriter
from app.assistant.answering.prompts import READ_CHARACTERS, Brief, professional_request
from app.assistant.answering.quotes import choose, quotes_of
from app.assistant.assistant import Assistant
from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound, TextStreamed
from app.assistant.question.need import Library, needs_of
from app.assistant.quoting.citations import cite
from app.assistant.steps import Step
from app.domain.answer import Answer, Mode, Sentence, SentenceKind, Timing, TokenCount
from app.foundation.errors import Cancelled, EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import CancelToken
from app.retrieval.search import Search
from app.security.labels import AI_LABEL, needs_label
from tests.fakes import FakeEngine
from tests.unit.retrieval.lift_standard import coming_lift, lift, old_lift, search_over, statute

OPEN = "使用平台要注意什么？"
"""Answered by a clause that shares hardly a word with it: no rule picks the statement, the model has to read."""


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def ask(
    search: Search, question: str, mode: Mode = Mode.VERBATIM, engine: FakeEngine | None = None, **request: object
) -> tuple[Answer, list[AnswerEvent]]:
    events: list[AnswerEvent] = []
    assistant = Assistant(search, lambda step, model=None: engine if step is Step.ANSWER else None)
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
    assert "[1] Q/ZS 001-2024 4.2a)（第6页）：“护栏高度应不小于1.1 m；”" in answer.text
    assert AI_LABEL not in answer.text


def test_what_stands_out_in_the_text_is_told_in_its_own_words_without_a_model(search: Search) -> None:
    engine = FakeEngine()
    answer, events = ask(search, "护栏要多高？", Mode.PROFESSIONAL, engine)
    assert isinstance(events[0], EvidenceFound)
    assert answer.text == streamed(events)
    assert answer.text == "护栏高度应不小于1.1 m[1]。\n\n依据[1] Q/ZS 001-2024 4.2a)（第6页），原文见上"
    assert [(one.kind, one.keys, one.verified) for one in answer.sentences] == [
        (SentenceKind.DIRECT, ("1",), True),
        (SentenceKind.QUOTE, ("1",), True),
    ]
    assert (answer.mode, answer.model, answer.warnings) == (Mode.PROFESSIONAL, None, ())


def test_what_the_model_phrased_carries_the_label_and_streams_with_the_rest(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("应当自投入使用之日起三十日内办理登记[1]")
    answer, events = ask(search, OPEN, Mode.PROFESSIONAL, engine)
    assert answer.text.startswith("应当自投入使用之日起三十日内办理登记[1]\n\n依据[1] ")
    assert answer.text.endswith(AI_LABEL)
    assert answer.text == streamed(events)
    assert answer.model == "fake-chat"


def test_what_cannot_be_checked_stands_marked_below_the_quotes(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("操作者要戴手套和护目镜[1]")
    answer, _ = ask(search, OPEN, Mode.PROFESSIONAL, engine)
    quotes, marked = answer.text.index("[1] "), answer.text.index("【未核实】操作者要戴手套")
    assert quotes < marked
    assert [one.verified for one in answer.sentences if one.kind is SentenceKind.DIRECT][-1] is False


def test_an_answer_of_which_only_unverified_words_are_the_models_is_none_of_quotes_alone(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that bear on nothing are not told, so that what could not be checked may be all that a model wrote."""
    doubtful = Sentence("须备案。[1]", SentenceKind.DIRECT, ("1",), verified=False)
    written = DirectAnswer((), (doubtful,), is_phrased=True)
    monkeypatch.setattr(DirectWriter, "write", lambda self, cancel: written)
    answer, _ = ask(search, OPEN, Mode.PROFESSIONAL, FakeEngine())
    assert answer.mode is Mode.PROFESSIONAL
    assert needs_label(answer)


@pytest.mark.parametrize(
    "fault", [WorkerFailed("模型进程内存不够。", reason="memory"), EnvironmentFault("模型文件读不出。")]
)
def test_a_model_that_fails_leaves_the_clause_s_own_words_and_a_warning_of_the_cause(
    search: Search, fault: WorkerFailed | EnvironmentFault
) -> None:
    engine = FakeEngine()
    engine.enqueue(fault)
    answer, events = ask(search, OPEN, Mode.PROFESSIONAL, engine)
    assert "三十日内办理登记" in answer.sentences[0].text
    assert answer.sentences[0].verified
    assert answer.model is None
    assert answer.text == streamed(events)
    assert any(fault.message in warning for warning in answer.warnings)


def test_quotes_that_do_not_fit_the_model_are_told_as_they_are_with_a_warning(search: Search) -> None:
    engine = FakeEngine(context_tokens=300)
    answer, _ = ask(search, OPEN, Mode.PROFESSIONAL, engine)
    assert engine.requests == []
    assert "三十日内办理登记" in answer.sentences[0].text
    [warning] = answer.warnings
    assert "上下文" in warning


def test_a_cancelled_model_is_no_failed_one(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue(Cancelled("stopped"))
    with pytest.raises(Cancelled):
        ask(search, OPEN, Mode.PROFESSIONAL, engine)


def test_a_table_row_is_quoted_with_its_table_named(search: Search) -> None:
    answer, _ = ask(search, "室外试验时风速不能超过多少？")
    assert any("≤8" in citation.quote and citation.clause == "5.3 表1" for citation in answer.citations)


class CountingEngine(FakeEngine):
    """Notes what it was asked to count."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[str] = []

    def count_tokens(self, text: str) -> int:
        self.counted.append(text)
        return super().count_tokens(text)


def test_a_message_longer_than_a_person_waits_for_is_not_counted(search: Search) -> None:
    [quote] = cite(quotes_of(choose(needs_of(Library(search), "护栏要承受多大的水平力？")))[:1])
    brief = Brief(
        "护栏？", ("护栏？",), [replace(quote, quote="护栏" * 300, key=str(key)) for key in (1, 2, 3)], [""] * 3
    )
    engine = CountingEngine()
    assert professional_request(brief, engine) is not None
    assert [len(text) <= READ_CHARACTERS for text in engine.counted] == [True, True]


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


def test_a_model_that_cannot_be_opened_leaves_the_quotes_too(search: Search) -> None:
    def absent(step: Step, model_id: str | None = None) -> FakeEngine:
        raise EnvironmentFault("模型文件读不出。")

    request = AskRequest("护栏要多高？", Mode.PROFESSIONAL)
    answer = Assistant(search, absent).ask(request, lambda event: None, CancelToken())
    assert answer.citations
    assert any("模型文件读不出。" in warning for warning in answer.warnings)
