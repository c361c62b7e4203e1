"""Which printed words make a sentence binding."""

from __future__ import annotations

import pytest

from app.assistant.text_work.binding_words import binding_words
from app.domain.document import Strength


@pytest.mark.parametrize(
    ("text", "strength", "words"),
    [
        ("车架应防锈，不应开裂。", Strength.SHALL, ("应", "不应")),
        ("经营者应当公示，不得收费。", Strength.SHALL, ("应当", "不得")),
        ("应用程序的响应时间宜短。", Strength.SHOULD, ("宜",)),
        ("The brake shall not fail.", Strength.SHALL, ("shall not",)),
        ("可采用焊接，不必喷漆。", Strength.MAY, ("可", "不必")),
        ("经营者可以申请复检。", Strength.MAY, ("可以",)),
        ("验收合格方可使用。", Strength.MAY, ()),
        ("车架由钢制成。", Strength.SHALL, ()),
    ],
)
def test_the_words_are_told_as_printed(text: str, strength: Strength, words: tuple[str, ...]) -> None:
    assert binding_words(text, strength) == words
