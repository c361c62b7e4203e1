from __future__ import annotations

from app.domain.answer import Answer, Mode
from app.security.labels import AI_LABEL, labelled, needs_label


def test_the_label_is_worded_as_the_rule_words_it() -> None:
    assert AI_LABEL == "本内容由人工智能生成"


def test_the_label_stands_at_the_end_once() -> None:
    once = labelled("额定载荷不大于 500 kg。\n")
    assert once.endswith("500 kg。\n\n" + AI_LABEL)
    assert labelled(once) == once


def test_an_empty_text_is_the_label_alone() -> None:
    assert labelled("") == AI_LABEL


def test_only_answers_that_a_model_worked_on_need_the_label() -> None:
    generated = Answer(question="?", mode=Mode.PROFESSIONAL, text="…", model="qwen")
    general = Answer(question="?", mode=Mode.GENERAL, text="…", model="qwen")
    quoted = Answer(question="?", mode=Mode.VERBATIM, text="…")
    refused = Answer(question="?", mode=Mode.PROFESSIONAL, text="…", refused=True)
    only_unverified = Answer(question="?", mode=Mode.VERBATIM, text="…", model="qwen")  # as earlier versions kept it
    answers = (generated, general, quoted, refused, only_unverified)
    assert [needs_label(answer) for answer in answers] == [True, True, False, False, True]
