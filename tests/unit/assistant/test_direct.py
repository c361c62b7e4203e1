"""The direct answer over a scripted model: what is told, what is checked, what is repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant.answering import prompts
from app.assistant.answering.direct import DirectAnswer, DirectWriter, Grounds
from app.assistant.answering.prompts import sentences_of
from app.assistant.answering.quotes import choose, quotes_of
from app.assistant.question.need import Library, needs_of
from app.assistant.quoting.citations import cite
from app.domain.answer import Fact, Sentence
from app.foundation.errors import WorkerFailed
from app.foundation.jobs import CancelToken
from app.retrieval.search import Search
from app.runtime.engine import ChatReply, ChatRequest
from tests.fakes import FakeEngine
from tests.unit.retrieval.lift_standard import lift, search_over, statute

RAIL = "护栏要多高？"
RAIL_AND_FORCE = "护栏要多高？护栏要承受多大的水平力？"


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), statute())


def grounds(search: Search, question: str, *, is_clear: bool, facts: tuple[Fact, ...] = ()) -> Grounds:
    chosen = tuple(replace(part, is_clear=is_clear) for part in choose(needs_of(Library(search), question)))
    quotes = quotes_of(chosen)
    return Grounds(question, chosen, quotes, cite(quotes), facts)


def written(engine: FakeEngine, over: Grounds) -> tuple[DirectAnswer, list[Sentence]]:
    shown: list[Sentence] = []
    return DirectWriter(engine, over, shown.append).write(CancelToken()), shown


def texts(answer: DirectAnswer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_what_stands_out_is_told_without_asking_the_model(search: Search) -> None:
    engine = FakeEngine()
    answer, shown = written(engine, grounds(search, RAIL, is_clear=True))
    assert engine.requests == []
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]。"]
    assert list(answer.sentences) == shown


def test_a_true_sentence_of_the_model_stands(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度不得小于1.1 m，应不小于1.1 m[1]")
    answer, _ = written(engine, grounds(search, RAIL, is_clear=False))
    assert answer.is_phrased
    assert all(sentence.verified for sentence in answer.sentences)


def test_a_sentence_that_fails_is_repaired_from_the_clause(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.5 m[1]")
    answer, _ = written(engine, grounds(search, RAIL, is_clear=False))
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]。"]
    assert answer.unverified == ()
    assert not answer.is_phrased


def test_what_no_clause_comes_near_is_kept_apart_and_the_clause_told(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("操作者要戴手套和护目镜[1]")
    answer, _ = written(engine, grounds(search, RAIL, is_clear=False))
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]。"]
    assert [sentence.verified for sentence in answer.unverified] == [False]


def test_a_part_that_the_model_leaves_out_is_told_from_the_clause(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]")
    answer, _ = written(engine, grounds(search, RAIL_AND_FORCE, is_clear=False))
    assert texts(answer)[0] == "护栏高度应不小于1.1 m[1]"
    assert any("900 N" in text for text in texts(answer)[1:])


@pytest.mark.parametrize("echo", ["护栏要多高[1]", "根据原文的规定：[1]", "逐项回答：[1]"])
def test_a_sentence_that_only_asks_again_is_dropped(search: Search, echo: str) -> None:
    engine = FakeEngine()
    engine.enqueue(echo)
    answer, _ = written(engine, grounds(search, RAIL, is_clear=False))
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]。"]
    assert answer.unverified == ()


def test_a_sentence_without_a_known_key_is_dropped(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏很高。\n护栏刷黄漆[99]\n")
    answer, _ = written(engine, grounds(search, RAIL, is_clear=False))
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]。"]


def test_a_miscounted_key_becomes_the_one_that_bears_the_sentence_out(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏应能承受900 N的水平力[1]")
    over = grounds(search, RAIL_AND_FORCE, is_clear=False)
    [force] = [citation.key for citation in over.citations if "900 N" in citation.quote]
    answer, _ = written(engine, over)
    told = next(sentence for sentence in answer.sentences if "900 N" in sentence.text)
    assert (told.keys, told.verified) == ((force,), True)


def test_nothing_is_told_twice(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]\n护栏高度应不小于1.1 m[1]")
    answer, shown = written(engine, grounds(search, RAIL, is_clear=False))
    assert texts(answer) == ["护栏高度应不小于1.1 m[1]"]
    assert len(shown) == 1


def test_two_parts_ask_the_model_for_two_sentences(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]\n护栏应能承受900 N的水平力[2]\n")
    answer, _ = written(engine, grounds(search, RAIL_AND_FORCE, is_clear=False))
    assert "{1,1}" in (engine.requests[0].grammar or "")
    assert len(answer.sentences) == 2


def test_the_model_sees_the_quotes_the_question_and_the_facts_and_nothing_else(search: Search) -> None:
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]")
    written(engine, grounds(search, RAIL, is_clear=False, facts=(Fact("场所", "室外"),)))
    user = engine.requests[0].messages[-1]
    assert "1.1 m" in user.content
    assert user.content.endswith("问题：护栏要多高？")
    assert "场所为室外" in user.content
    assert "罚款" not in user.content


def test_a_reply_is_read_once_a_line_however_small_its_pieces(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(text: str) -> list[str]:
        read.append(text)
        return sentences_of(text)

    monkeypatch.setattr(prompts, "sentences_of", noted)
    engine = FakeEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]\n护栏应能承受900 N的水平力[2]")
    written(engine, grounds(search, RAIL_AND_FORCE, is_clear=False))
    assert read == ["护栏高度应不小于1.1 m[1]", "护栏高度应不小于1.1 m[1]\n护栏应能承受900 N的水平力[2]"]


def test_it_tells_how_far_the_model_has_read(search: Search) -> None:
    engine = FakeEngine()
    told: list[tuple[int, int]] = []
    engine.enqueue("护栏高度应不小于1.1 m[1]")
    over = grounds(search, RAIL_AND_FORCE, is_clear=False)
    DirectWriter(engine, over, lambda _: None, lambda read, total: told.append((read, total))).write(CancelToken())
    [(read, total)] = told
    assert read == total > 0


class DyingEngine(FakeEngine):
    """Dies after what it was told to say."""

    def chat(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] | None = None,
        cancel: CancelToken | None = None,
        on_read: Callable[[int, int], None] | None = None,
    ) -> ChatReply:
        super().chat(request, on_text, cancel, on_read)
        raise WorkerFailed("模型进程退出了。")


def test_what_was_shown_before_the_model_died_stays_and_the_rest_is_told(search: Search) -> None:
    engine = DyingEngine()
    engine.enqueue("护栏高度应不小于1.1 m[1]\n护栏应能")
    answer, shown = written(engine, grounds(search, RAIL_AND_FORCE, is_clear=False))
    assert texts(answer)[0] == "护栏高度应不小于1.1 m[1]"
    assert any("900 N" in text for text in texts(answer)[1:])
    assert answer.failure is not None
    assert list(answer.sentences) == shown
