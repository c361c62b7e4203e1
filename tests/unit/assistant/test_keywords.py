"""The words of a small model: whole, new, once each, and none where there is no model to write them."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.assistant.question.keywords import EXAMPLES, KEYWORD_TOKENS, KeywordWriter, keyword_request
from app.domain.answer import TokenCount, Understanding
from app.foundation.errors import EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import CancelToken
from app.runtime.engine import ChatReply, ChatRequest
from tests.fakes import FakeEngine


def written(reply: str | BaseException, question: str = "小区里谁来修电梯？") -> tuple[str, ...]:
    engine = FakeEngine()
    engine.enqueue(reply)
    return KeywordWriter(engine).write(Understanding(question), CancelToken())


def test_the_words_come_in_the_order_of_writing() -> None:
    assert written("物业服务人、共有部分、维修资金") == ("物业服务人", "共有部分", "维修资金")


def test_a_word_written_twice_counts_once() -> None:
    assert written("维修资金、共有部分、维修资金") == ("维修资金", "共有部分")


def test_a_word_that_the_question_has_is_no_further_word() -> None:
    assert written("电梯、特种设备、维护保养") == ("特种设备", "维护保养")
    assert written("Lift、lift safety、maintenance", "Who repairs the lift?") == ("lift safety", "maintenance")


def test_a_word_that_the_budget_cut_off_is_dropped() -> None:
    whole = ["维修资金的使用", "建筑物共有部分", "物业服务人义务", "业主大会的决定", "电梯使用管理人", "特种设备安全法"]
    assert len("、".join(whole)) < KEYWORD_TOKENS
    cut = "、".join([*whole[:5], "特种设备安全法实施细则和监察条例"])
    assert written(cut, "谁来修？") == tuple(whole[:5])


def test_a_cancel_leaves_the_words_that_are_whole() -> None:
    engine, cancel = FakeEngine(), CancelToken()
    engine.enqueue("物业服务人、共有部分")
    cancel.cancel()
    assert KeywordWriter(engine).write(Understanding("谁来修电梯？"), cancel) == ()


class SlowEngine(FakeEngine):
    """Writes two words at once, and goes on only when it is stopped."""

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
        on_read: Callable[[int, int], None] | None = None,
    ) -> ChatReply:
        assert cancel is not None
        while not cancel.is_cancelled:
            time.sleep(0.001)
        return ChatReply("物业服务人、共有部分、维修", TokenCount(), 0.0, 0.0, "cancelled")


def test_a_search_box_gets_the_words_that_are_there_in_time() -> None:
    assert KeywordWriter(SlowEngine()).write_within(0.01, "谁来修电梯？") == ("物业服务人", "共有部分")


def test_a_search_box_does_not_wait_for_its_time_to_pass() -> None:
    engine = FakeEngine()
    engine.enqueue("物业服务人、共有部分、维修资金")
    assert KeywordWriter(engine).write_within(3600, "谁来修电梯？") == ("物业服务人", "共有部分", "维修资金")


def test_without_a_model_or_with_one_that_fails_there_are_no_words() -> None:
    assert KeywordWriter(None).write(Understanding("谁来修电梯？"), CancelToken()) == ()
    for error in (WorkerFailed("died"), EnvironmentFault("no memory"), UserError("too long")):
        assert written(error) == ()


def test_only_the_question_differs_between_two_requests() -> None:
    one, other = keyword_request("谁来修电梯？").messages, keyword_request("Who repairs the lift?").messages
    assert one[:-1] == other[:-1]
    assert (one[-1].content, other[-1].content) == ("谁来修电梯？", "Who repairs the lift?")


def test_words_are_asked_for_in_the_script_of_the_question() -> None:
    assert keyword_request("谁来修电梯？").grammar != keyword_request("Who repairs the lift?").grammar
    assert keyword_request("谁来修 lift？").grammar == keyword_request("谁来修电梯？").grammar


def test_the_examples_keep_to_what_is_asked_of_the_model() -> None:
    for question, reply in EXAMPLES:
        words = reply.split("、")
        assert 3 <= len(words) <= 6
        assert len(set(words)) == len(words)
        assert not any(word in question for word in words)
