"""What goes to the model and how its reply is read."""

from __future__ import annotations

from app.assistant.answering.prompts import answer_grammar, keys_of, sentences_of


def test_only_keys_of_the_closed_list_count() -> None:
    assert keys_of("护栏高度不小于1.1 m[1][7]", ["1", "2"]) == ("1",)
    assert keys_of("没有编号的句子。", ["1"]) == ()


def test_a_reply_is_read_sentence_by_sentence_with_the_keys_behind_each() -> None:
    text = "护栏高度应不小于1.1 m[1]。\n升降速度应不大于0.15 m/s。[2]"
    assert sentences_of(text) == ["护栏高度应不小于1.1 m[1]。", "升降速度应不大于0.15 m/s。[2]"]


def test_list_marks_and_empty_sentences_are_dropped() -> None:
    assert sentences_of("- 护栏高度应不小于1.1 m[1]\n```，[1]") == ["护栏高度应不小于1.1 m[1]"]


def test_the_grammar_knows_the_keys_and_no_others() -> None:
    grammar = answer_grammar(["1", "2"])
    assert '"1" | "2"' in grammar
    assert '"3"' not in grammar
