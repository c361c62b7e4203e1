"""What counts as a value that changed between two wordings."""

from __future__ import annotations

import pytest

from app.assistant.text_work.swap import NOTHING, Swap
from app.assistant.text_work.value_changes import changed_values


@pytest.mark.parametrize(
    ("before", "after", "swap"),
    [
        ("保持10 min，不超过3处。", "保持15 min，不超过3处。", Swap(("10 min",), ("15 min",))),
        ("质量55kg。", "质量 55 kg。", NOTHING),
        ("应符合表2.0.2-1的规定。", "应符合表2.0.3-2的规定。", NOTHING),
        ("任一车轮不应离地。", "按GB/T 9—2020中5.4的规定，任一车轮不应离地。", NOTHING),
        ("按GB/T 9—2010试验。", "按GB/T 9—2020试验。", NOTHING),
        ("第1款 应平整；", "第2款 应平整；", NOTHING),
        ("限值为40，误差2 mm。", "限值为45，误差3 mm。", Swap(("2 mm", "40"), ("3 mm", "45"))),
    ],
)
def test_values_are_told_and_the_numbers_of_places_are_not(before: str, after: str, swap: Swap) -> None:
    assert changed_values(before, after) == swap
