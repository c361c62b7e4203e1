"""Answers as rich text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.answer import Answer, Mode, Sentence, SentenceKind
from app.domain.document import DocumentStatus
from app.gui.chat.answer_html import answer_html
from app.gui.style.theme import Theme
from tests.gui.fakes import PAGED, citation, professional_answer


def one(text: str, *, mode: Mode = Mode.PROFESSIONAL, keys: tuple[str, ...] = ("1",), verified: bool = True) -> Answer:
    sentence = Sentence(text, SentenceKind.DIRECT, keys, verified)
    return Answer("?", mode, text, (sentence,), citations=(citation("1", PAGED, page=2),))


def test_text_of_models_and_documents_is_never_markup(theme: Theme) -> None:
    html = answer_html(one('<img src="file:///etc/passwd"> a < b & c'), theme)
    assert "<img" not in html
    assert "&lt;img" in html
    assert "a &lt; b &amp; c" in html


def test_a_key_becomes_a_link_and_its_mark_in_the_text_goes(theme: Theme) -> None:
    html = answer_html(one("不应大于 4.5 m [1]。"), theme)
    assert 'href="cite:1"' in html
    assert "[1]" not in html


def test_brackets_that_name_no_citation_stay(theme: Theme) -> None:
    assert "见文献[7]" in answer_html(one("见文献[7]。"), theme)


def test_a_key_without_a_citation_is_no_link(theme: Theme) -> None:
    assert "cite:9" not in answer_html(one("不应大于 4.5 m。", keys=("9",)), theme)


def test_an_unverified_sentence_is_marked_and_a_verified_one_is_not(theme: Theme) -> None:
    assert "未核实" not in answer_html(one("不应大于 4.5 m。"), theme)
    assert "未核实" in answer_html(one("不应大于 4.5 m。", verified=False), theme)


def test_general_mode_is_warned_of_as_a_whole_and_not_by_sentence(theme: Theme) -> None:
    assert "未核实" not in answer_html(one("大约 5 m。", mode=Mode.GENERAL, verified=False), theme)


def test_a_quote_names_standard_clause_and_page(theme: Theme) -> None:
    assert "Q/ABC 001-2026 · 5.2 · 第 2 页" in answer_html(professional_answer("?"), theme)


@pytest.mark.parametrize(
    ("status", "name"),
    [(DocumentStatus.UNKNOWN, "状态未知"), (DocumentStatus.SUPERSEDED, "被代替"), (DocumentStatus.IN_FORCE, "现行")],
)
def test_the_source_of_a_quote_tells_whether_it_is_in_force(theme: Theme, status: DocumentStatus, name: str) -> None:
    quote = Sentence("不应大于 4.5 m。", SentenceKind.QUOTE, ("1",), True)
    cited = replace(citation("1", PAGED, page=2), status=status)
    html = answer_html(Answer("?", Mode.VERBATIM, quote.text, (quote,), citations=(cited,)), theme)
    assert name in html.partition("第 2 页")[2]


def test_an_answer_without_sentences_shows_its_text(theme: Theme) -> None:
    assert answer_html(replace(one("x"), text="第一行\n第二行", sentences=()), theme) == "第一行<br/>第二行"
