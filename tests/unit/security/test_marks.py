"""Which security mark stands on what is made of several documents."""

from __future__ import annotations

import pytest

from app.security.marks import highest_mark


@pytest.mark.parametrize(
    ("marks", "highest"),
    [
        ([None, "秘密★5年", "机密★10年", "内部"], "机密★10年"),
        (["内部资料", None], "内部资料"),
        (["商业秘密", "秘密"], "秘密"),
        (["秘密", "限制传阅"], "限制传阅"),
        ([None], None),
        ([], None),
    ],
)
def test_the_highest_mark_counts(marks: list[str | None], highest: str | None) -> None:
    assert highest_mark(marks) == highest
