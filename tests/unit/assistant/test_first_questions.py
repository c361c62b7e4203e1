"""What is offered to ask before anything was asked."""

from __future__ import annotations

from app.assistant.answering.first_questions import questions_about
from app.domain.document import Clause, ClauseKind, DocumentKind, Metadata, Strength
from app.domain.term import Term

CART = Metadata(title="平板手推车安全要求", number="Q/ZS 101-2025", kind=DocumentKind.STANDARD)


def clause(place: int, number: str, title: str, text: str = "", parent: int | None = None, **more: object) -> Clause:
    above = None if parent is None else f"d.{parent}"
    kind, strength = more.get("kind", ClauseKind.CLAUSE), Strength.SHALL if "应" in text else None
    assert isinstance(kind, ClauseKind)
    return Clause(f"d.{place}", number, title, text, kind, parent_id=above, strength=strength)


CLAUSES = (
    clause(0, "1", "范围", "本标准适用于载质量不大于500 kg的手推车。", kind=ClauseKind.CHAPTER),
    clause(1, "4", "要求", kind=ClauseKind.CHAPTER),
    clause(2, "4.1", "一般规定", "手推车应牢固，间隙应不大于2 mm。", 1),
    clause(3, "4.2", "制动性能", "", 1),
    clause(4, "4.2.1", "", "制动距离应不大于1.5 m。", 3),
    clause(5, "4.2.2", "", "制动力应不小于80 N。", 3),
    clause(6, "4.3", "标志", "手推车应有标志。", 1),
    clause(7, "4.4", "外廓尺寸", "外廓宽度应不大于900 mm。", 1),
)


def term(name: str) -> Term:
    return Term(name, "……", "d.0")


def test_the_heading_above_the_most_limits_is_asked_about() -> None:
    assert questions_about(CART, CLAUSES, ()) == ("Q/ZS 101-2025 对制动性能有什么要求？",)


def test_the_main_chinese_term_is_asked_about_and_no_abbreviation() -> None:
    terms = [term("手推车"), term("AVAILABILITY"), term("API"), term("侧板")]
    assert questions_about(CART, CLAUSES[:1], terms) == ("手推车是指什么？",)
    assert questions_about(CART, CLAUSES[:1], terms[1:]) == ()


def test_a_draft_is_named_by_its_title() -> None:
    draft = Metadata(title="平板手推车安全要求", number="GM/T XXXX-XXXX", kind=DocumentKind.STANDARD)
    assert questions_about(draft, CLAUSES, ()) == ("《平板手推车安全要求》对制动性能有什么要求？",)


def test_of_a_law_its_longest_chapter_is_asked_about() -> None:
    law = Metadata(title="中华人民共和国学前教育法", kind=DocumentKind.LAW)
    clauses = (
        clause(0, "第一章", "总则", kind=ClauseKind.CHAPTER),
        clause(1, "第一条", "", "第一条的条文。", 0),
        clause(2, "第二章", "规划与举办", kind=ClauseKind.CHAPTER),
        clause(3, "第二条", "", "政府应当规划。", 2),
        clause(4, "第三条", "", "举办应当审批。", 2),
        clause(5, "第三章", "附则", kind=ClauseKind.CHAPTER),
    )
    assert questions_about(law, clauses, ()) == ("《学前教育法》对规划与举办有哪些规定？",)


def test_a_text_without_headings_and_terms_offers_nothing() -> None:
    assert questions_about(CART, (clause(0, "1", "", "不大于5 m。"),), ()) == ()


def test_a_law_that_is_held_in_several_editions_is_asked_about_by_its_edition() -> None:
    law = Metadata(title="中华人民共和国手推车法", kind=DocumentKind.LAW)
    clauses = (
        clause(0, "第一章", "使用与维护", kind=ClauseKind.CHAPTER),
        clause(1, "第一条", "", "手推车应当维护。", 0),
    )
    assert questions_about(law, clauses, [term("手推车")], "2022年修订") == (
        "《手推车法》（2022年修订）里，手推车是指什么？",
        "《手推车法》（2022年修订）对使用与维护有哪些规定？",
    )
    assert questions_about(CART, CLAUSES, (), "2022年修订") == ("Q/ZS 101-2025 对制动性能有什么要求？",)
