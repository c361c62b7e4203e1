"""Messages that were kept, read in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.foundation.messages import tr, use_language
from app.foundation.retelling import retold


@pytest.fixture(autouse=True)
def _back_to_chinese() -> Iterator[None]:
    yield
    use_language("zh")


def in_both(message: str, **values: object) -> tuple[str, str]:
    use_language("en")
    english = tr(message, **values)
    use_language("zh")
    return tr(message, **values), english


@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("识别的文字可能有错，请对照原页。", {}),
        ("找不到文件“{file}”", {"file": "甲 (1).pdf"}),
        ("文件名里是“{named}”，文中印的是“{printed}”，以文中为准", {"named": "Q/A 1", "printed": "Q/A 2-2020"}),
        ("另有 {count} 个问题", {"count": 1}),
        ("正文提到{numbers}，但这份文件里没有；可能是另一份文件的条款，或读取时缺了页", {"numbers": "表9"}),
        ("另有 {count} 个问题", {"count": 7}),
    ],
)
def test_a_kept_message_is_told_in_the_language_in_use(message: str, values: dict[str, object]) -> None:
    chinese, english = in_both(message, **values)
    assert chinese != english
    assert (retold(chinese), retold(english)) == (chinese, chinese)
    use_language("en")
    assert (retold(chinese), retold(english)) == (english, english)


def test_a_message_within_a_message_is_told_too() -> None:
    chinese, english = in_both("识别的文字可能有错，请对照原页。")
    told = tr("第 {page} 页：{message}", page=3, message=chinese)
    use_language("en")
    assert retold(told) == tr("第 {page} 页：{message}", page=3, message=english)


def test_names_in_a_list_are_told_too() -> None:
    message = "目次里有而正文中没有找到的条目：{entries}"
    chinese = tr(message, entries="5.1 制动（第 4 页）；6 标志")
    use_language("en")
    name = tr("{name}（第 {page} 页）", name="5.1 制动", page=4)
    assert retold(chinese) == tr(message, entries=f"{name}; 6 标志")


@pytest.mark.parametrize("text", ["", "制动距离不应大于 4.5 m。", "The cart shall be strong.", "安（A）{x}"])
def test_what_is_no_message_of_ours_stays(text: str) -> None:
    for language in ("en", "zh"):
        use_language(language)
        assert retold(text) == text
