"""Which security mark stands on what is made of several documents."""

from __future__ import annotations

import pytest

from app.foundation.errors import UserError
from app.security.marks import MarkTooLow, highest_mark, mark_to_bear, marked


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


@pytest.mark.parametrize(
    ("required", "chosen", "borne"),
    [
        ("秘密★5年", None, "秘密★5年"),
        ("秘密★5年", "", "秘密★5年"),
        ("秘密★5年", "机密", "机密"),
        ("秘密★5年", "秘密", "秘密★5年"),
        (None, "内部", "内部"),
        ("限制传阅", None, "限制传阅"),
        ("限制传阅", "限制传阅", "限制传阅"),
    ],
)
def test_a_person_may_choose_a_higher_mark(required: str | None, chosen: str | None, borne: str) -> None:
    assert mark_to_bear(required, chosen) == borne


@pytest.mark.parametrize(("required", "chosen"), [("机密★10年", "秘密"), ("秘密", "内部"), ("限制传阅", "绝密")])
def test_never_a_lower_one(required: str, chosen: str) -> None:
    with pytest.raises(MarkTooLow, match=required):
        mark_to_bear(required, chosen)


def test_a_mark_of_a_person_s_own_making_is_no_mark() -> None:
    with pytest.raises(UserError, match="不认得密级"):
        mark_to_bear("绝密", "随便")
    assert marked("文", None) == "文"
    assert marked("文", "内部").splitlines() == ["密级：内部", "", "文"]
