"""Collections by the names that people give them."""

from __future__ import annotations

import pytest

from app.foundation.errors import UserError
from app.library.collection_names import collection_name, collection_named


def test_the_default_collection_is_known_by_its_name_on_the_screen() -> None:
    assert collection_name("default") == "默认文库"
    assert collection_named(" 默认文库 ") == "default"
    assert collection_name(collection_named("车间  一")) == "车间 一"


@pytest.mark.parametrize("text", ["", "  ", "长" * 41, "a\x00b"])
def test_what_is_no_name_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(UserError) as caught:
        collection_named(text)
    assert "1 到 40" in caught.value.hint
