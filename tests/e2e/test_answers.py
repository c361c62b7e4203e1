"""Answers over the sample library: right, cited, exact, repeatable, and refused where the documents are silent."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import Any

import pytest

from app.foundation.paths import application_folder
from app.security.labels import AI_LABEL
from tests.e2e.conftest import CommandLine
from tests.models import CHAT, SMALL_CHAT, path_of

ASKED = tomllib.loads((application_folder() / "tests/data/sample_questions.toml").read_text("utf-8"))
ANSWERABLE, UNANSWERABLE = ASKED["question"], ASKED["unanswerable"]
LABEL_FIELDS = {"ai_label", "aigc", "security_mark"}
"""Beside those of the contract: what goes along with a text that leaves the program."""
ANSWER_FIELDS = {
    *("question", "mode", "answer", "sentences", "refused", "clarifying_question", "citations", "warnings"),
    *("keywords", "related", "understanding", "facts", "conversation", "model", "seconds", "tokens"),
}
CHANGING = ("conversation", "seconds", "tokens")


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def verbatim(library: CommandLine, question: str) -> Any:
    ran = library("ask", question, "--mode", "verbatim")
    assert ran.code == 0, ran.stderr
    return ran.json


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: str(question["id"]))
def test_quotes_hold_the_facts_and_name_the_clause(library: CommandLine, question: dict[str, Any]) -> None:
    answer = verbatim(library, question["text"])
    assert not answer["refused"]
    for fact in question["facts"]:
        assert folded(fact) in folded(answer["answer"])
    cited = {(citation["standard"], folded(citation["clause"] or "")) for citation in answer["citations"]}
    wanted = {folded(clause) for clause in question["clauses"]}
    assert any(
        standard == question["number"] and any(clause.startswith(want) for want in wanted) for standard, clause in cited
    ), cited


@pytest.mark.parametrize("question", UNANSWERABLE, ids=lambda question: str(question["id"]))
def test_what_the_documents_do_not_say_is_refused(library: CommandLine, question: dict[str, Any]) -> None:
    answer = verbatim(library, question["text"])
    assert answer["refused"], answer["answer"]
    assert answer["citations"] == []


def test_every_quote_is_an_exact_slice_of_its_clause(library: CommandLine) -> None:
    for question in ANSWERABLE[:4]:
        for citation in verbatim(library, question["text"])["citations"]:
            texts = [clause["text"] for clause in library("clauses", citation["document_id"]).json]
            assert any(citation["quote"] in text for text in texts), citation["quote"]
            assert citation["verified"]


def test_a_professional_answer_is_labelled_checked_and_the_same_again(library: CommandLine) -> None:
    path_of(CHAT)
    question = ANSWERABLE[0]
    first, second = (library("ask", question["text"]).json for _ in range(2))
    assert set(first) == ANSWER_FIELDS | LABEL_FIELDS
    assert first["mode"] == "professional"
    assert first["model"] in (CHAT, None)  # None where the clause's own words answer: then nothing was generated
    assert first["answer"].rstrip().endswith(AI_LABEL) == (first["model"] is not None)
    keys = {citation["key"] for citation in first["citations"]}
    for sentence in first["sentences"]:
        assert set(sentence["keys"]) <= keys
        if sentence["kind"] == "direct" and not sentence["verified"]:
            assert "未核实" in first["answer"]
    assert {k: v for k, v in first.items() if k not in CHANGING} == {
        k: v for k, v in second.items() if k not in CHANGING
    }


def test_general_mode_says_that_nothing_supports_it(library: CommandLine) -> None:
    path_of(SMALL_CHAT)
    answer = library("ask", "什么是标准？", "--mode", "general", "--model", SMALL_CHAT).json
    assert answer["citations"] == []
    assert answer["warnings"]
    assert AI_LABEL in answer["answer"]
    assert not any(sentence["verified"] for sentence in answer["sentences"])


def test_a_follow_up_stays_in_its_conversation(library: CommandLine) -> None:
    first = verbatim(library, ANSWERABLE[0]["text"])
    again = library("ask", ANSWERABLE[1]["text"], "--mode", "verbatim", "--conversation", first["conversation"])
    assert again.json["conversation"] == first["conversation"]
    assert library("ask", "问题", "--conversation", "unknown").code == 2


def test_without_any_model_the_documents_are_quoted_with_a_warning(empty: CommandLine) -> None:
    empty("ingest", application_folder() / "app" / "samples")
    answer = empty("ask", ANSWERABLE[0]["text"]).json
    assert answer["mode"] == "verbatim"
    assert answer["warnings"]
    assert answer["citations"]
