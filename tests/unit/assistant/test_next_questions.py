"""What is offered below an answer."""

from __future__ import annotations

from dataclasses import replace

from app.assistant.answering.next_questions import MOST, next_questions
from app.domain.answer import Answer, Citation, ClarifyingQuestion, Mode
from app.domain.document import Clause, ClauseKind, DocumentStatus, Strength
from app.domain.evidence import Evidence, Source


def evidence(number: str | None) -> Evidence:
    clause = Clause(f"d.{number}", number, "", "条文。", ClauseKind.CLAUSE)
    source = Source("d", "d.pdf", "平板车", "Q/ZS 101-2025", DocumentStatus.IN_FORCE)
    path = f"平板车 > {number or '前言'}"
    return Evidence(1, 1.0, source, clause.id, number, path, 1, clause.text, (clause,))


def citation(number: str) -> Citation:
    status = DocumentStatus.IN_FORCE
    return Citation("1", "d", "d.pdf", "Q/ZS 101-2025", status, f"d.{number}", number, "", 1, "条文。", 0, 3, True)


ANSWER = Answer("问？", Mode.PROFESSIONAL, "答。", citations=(citation("5.1"),))


def test_clauses_that_were_found_and_not_cited_are_asked_about() -> None:
    asked = next_questions(ANSWER, [evidence("5.1"), evidence("5.2"), evidence(None)])
    assert asked == ("Q/ZS 101-2025 5.2 是怎么规定的？",)


def test_few_are_offered() -> None:
    assert len(next_questions(ANSWER, [evidence(f"6.{n}") for n in range(9)])) == MOST


def test_nothing_is_offered_where_nothing_was_answered_or_something_is_asked_back() -> None:
    found = [evidence("5.2")]
    assert next_questions(replace(ANSWER, refused=True), found) == ()
    asked_back = ClarifyingQuestion("k", "哪种？", ("甲", "乙"))
    assert next_questions(replace(ANSWER, clarifying_question=asked_back), found) == ()


def found(number: str, title: str, text: str, kind: ClauseKind, strength: Strength | None = None) -> Evidence:
    clause = Clause(f"d.{number}", number, title, text, kind, strength=strength)
    path = f"平板车 > {number} {title}"
    return replace(evidence(number), clauses=(clause,), text=text, title_path=path)


def test_what_binds_is_asked_about_first_and_terms_by_their_name() -> None:
    items = [
        found("3.1", "平板车 flat cart", "没有侧板的车。", ClauseKind.TERM),
        found("6.2", "护栏", "护栏应高于1 m。", ClauseKind.CLAUSE, Strength.SHALL),
    ]
    assert next_questions(ANSWER, items) == ("Q/ZS 101-2025 6.2 护栏 是怎么规定的？", "平板车是指什么？")


def test_frames_and_english_terms_are_not_offered_after_a_chinese_question() -> None:
    items = [
        found("2", "规范性引用文件", "GB 1-2020 标准。", ClauseKind.CHAPTER),
        found("3.2", "AVAILABILITY", "Ensuring timely access.", ClauseKind.TERM),
    ]
    assert next_questions(ANSWER, items) == ()
    english = replace(ANSWER, question="What is availability?")
    assert next_questions(english, items) == ("AVAILABILITY是指什么？",)


def test_a_clause_without_a_heading_is_named_by_what_it_speaks_of() -> None:
    plain = found("4.2.8", "", "楼梯的活荷载标准值不应小于3.5 kN/m²。", ClauseKind.CLAUSE, Strength.SHALL)
    plain = replace(plain, title_path="平板车 > 4.2.8")
    assert next_questions(ANSWER, [plain]) == ("Q/ZS 101-2025 4.2.8“楼梯的活荷载标准值”是怎么规定的？",)
