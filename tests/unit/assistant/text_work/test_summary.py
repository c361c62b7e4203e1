"""What a chapter is told by, and that nothing a model writes is told unchecked."""

from __future__ import annotations

import pytest

from app.assistant.text_work.chapters import chapters
from app.assistant.text_work.extract import extract
from app.assistant.text_work.material import Material
from app.assistant.text_work.summary import ChapterSummary, Summary, summarise
from app.assistant.text_work.summary_report import summary_report
from app.domain.document import Clause, ClauseKind
from app.foundation.errors import Cancelled, UserError, WorkerFailed
from app.foundation.jobs import CancelToken, Progress, ProgressEvent
from app.security.labels import AI_LABEL
from tests.fakes import FakeEngine
from tests.unit.assistant.text_work.clauses import clause, evidence

CHAPTERS = (
    clause("f", "本文件按规定起草，由某委员会归口。", ClauseKind.CHAPTER, number="", title="前言"),
    clause("4", "", ClauseKind.CHAPTER, title="要求", page=2),
    clause(
        "4.1",
        "手推车的整车质量不应大于55 kg，车轮直径不应小于100 mm，轮面应平整无裂纹，"
        "扶手与车架的连接应牢固，载物面应平整并能防止货物滑落。",
        parent="4",
        page=2,
    ),
    clause(
        "4.2",
        "手推车的制动器应能在斜坡上可靠制动，操作力不应大于100 N，停放时应能自行锁止，"
        "松开手柄后应在3 s内停住，制动片磨损后应便于更换。",
        parent="4",
        page=3,
    ),
    clause("5", "", ClauseKind.CHAPTER, title="标志", page=4),
    clause("5.1", "铭牌应标明名称。", parent="5", page=4),
)
GOOD = "整车质量不应大于55 kg[1]\n制动器的操作力不应大于100 N[2]"


def told(engine: FakeEngine | None, *clauses: Clause, chapter: str = "") -> Summary:
    return summarise(evidence(clauses or CHAPTERS), engine, Progress(), chapter)


def test_each_chapter_is_told_with_its_page_and_the_foreword_is_not() -> None:
    summary = told(None)
    assert [(chapter.heading, chapter.page) for chapter in summary.chapters] == [("4 要求", 2), ("5 标志", 4)]
    assert [one.clause for one in summary.chapters[0].citations] == ["4.1", "4.2"]
    assert summary.model is None


def test_keys_run_through_the_whole_summary() -> None:
    assert [one.key for chapter in told(None).chapters for one in chapter.citations] == ["1", "2", "3"]


def test_a_model_sees_the_picked_sentences_alone_and_its_verified_sentences_are_told() -> None:
    engine = FakeEngine()
    engine.enqueue(GOOD)
    summary = told(engine)
    assert [one.text for one in summary.chapters[0].sentences] == GOOD.split("\n")
    assert summary.model == "fake-chat"
    assert "前言" not in engine.requests[0].messages[-1].content
    assert "[1] 4.1" in engine.requests[0].messages[-1].content


def test_a_chapter_of_one_short_sentence_asks_no_model() -> None:
    engine = FakeEngine()
    assert told(engine, chapter="5").chapters[0].sentences == ()
    assert engine.requests == []


@pytest.mark.parametrize(
    "wrong",
    [
        "整车质量不应大于60 kg[1]",
        "整车质量不宜大于55 kg[1]",
        "整车质量应大于55 kg[1]",
        "车架应涂成红色以便识别[2]",
        "扶手的操作力不应大于100 N[2]",
    ],
)
def test_what_no_quote_bears_out_is_dropped_and_the_quotes_stand(wrong: str) -> None:
    engine = FakeEngine()
    engine.enqueue(wrong)
    summary = told(engine)
    assert summary.chapters[0].sentences == ()
    assert summary.chapters[0].dropped == 1
    assert summary.chapters[0].citations
    assert summary.model is None


def test_a_wrong_key_is_replaced_by_the_quote_that_bears_the_sentence_out() -> None:
    engine = FakeEngine()
    engine.enqueue("制动器的操作力不应大于100 N[1]")
    [sentence] = told(engine).chapters[0].sentences
    assert sentence.keys == ("2",)
    assert sentence.text.endswith("[2]")


def test_the_heading_that_a_model_begins_with_is_taken_off() -> None:
    engine = FakeEngine()
    engine.enqueue("4 要求：整车质量不应大于55 kg[1]")
    assert [one.text for one in told(engine).chapters[0].sentences] == ["整车质量不应大于55 kg[1]"]


def test_a_sentence_that_was_cut_at_its_longest_is_dropped() -> None:
    engine = FakeEngine()
    engine.enqueue("手推车的制动器应能在斜坡上可靠制动，" * 6 + "[2]")
    assert told(engine).chapters[0].dropped == 1


def test_a_model_that_fails_leaves_the_quotes_and_a_warning() -> None:
    engine = FakeEngine()
    engine.enqueue(WorkerFailed("内存不足"))
    summary = told(engine)
    assert any("内存不足" in warning for warning in summary.warnings)
    assert summary.chapters[0].citations


def test_progress_goes_chapter_by_chapter_and_a_cancel_ends_it() -> None:
    seen: list[ProgressEvent] = []
    summarise(evidence(CHAPTERS), None, Progress(seen.append))
    assert [(event.done, event.total, event.item) for event in seen] == [(0, 2, "4 要求"), (1, 2, "5 标志"), (2, 2, "")]
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        summarise(evidence(CHAPTERS), None, Progress(cancel=token))


def test_each_chapter_is_told_as_it_is_there() -> None:
    told: list[ChapterSummary] = []
    made = summarise(evidence(CHAPTERS), None, Progress(), on_chapter=told.append)
    assert tuple(told) == made.chapters


def test_a_chapter_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError):
        told(None, chapter="9")


def test_a_law_without_chapters_is_told_as_one() -> None:
    law = [clause(f"第{n}条", "经营者应当公示价格，不得虚构原价。") for n in "一二三"]
    assert [heading for heading, _ in chapters(evidence(law))] == ["某产品技术要求"]


def test_the_file_carries_the_label_only_where_a_model_wrote() -> None:
    engine = FakeEngine()
    engine.enqueue(GOOD)
    assert summary_report(told(engine)).label == AI_LABEL
    assert summary_report(told(None)).label == ""


def test_an_extract_prefers_requirements_and_values_and_spreads_over_the_clauses() -> None:
    crowded = clause("4.1", "".join(f"第{n}种部件的质量不应大于{n}0 kg并应牢固可靠地安装。" for n in range(1, 9)))
    other = clause("4.2", "制动器应能在斜坡上可靠制动。本条说明制动器的来历和背景情况。")
    picked = [piece.text for piece in extract(Material(evidence((crowded, other))))]
    assert "制动器应能在斜坡上可靠制动。" in picked
    assert "本条说明制动器的来历和背景情况。" not in picked
    assert len(picked) <= 6


def test_lead_ins_code_and_catch_alls_are_not_picked() -> None:
    code = clause("4.1", "标签头定义如下：\nverID INTEGER, --版本\n版本号用一个字节表示。")
    lists = clause("4.2", "申请人应具备下列条件：")
    rest = clause("c", "法律、法规规定的其他条件。", ClauseKind.ITEM, parent="4.2")
    picked = [piece.text for piece in extract(Material(evidence((code, lists, rest))))]
    assert picked == ["版本号用一个字节表示。"]
