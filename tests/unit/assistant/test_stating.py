"""A clause that states the value asked of a thing leads; one that only names the thing or the value stands behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant.answering.quotes import choose, quotes_of
from app.assistant.question.asked import asked
from app.assistant.question.need import Library, needs_of
from app.domain.document import Document, DocumentKind, Metadata
from app.retrieval.search import Search
from tests.unit.retrieval.lift_standard import CHAPTER, CLAUSE, ITEM, Row, made_document, search_over

ROWS: tuple[Row, ...] = (
    ("4", "总体要求", "", CHAPTER, None),
    ("4.1", "", "平板车的控制装置应防止擅自改动平板车的最高车速、电压和载重。", CLAUSE, 0),
    ("5", "性能要求", "", CHAPTER, None),
    ("5.1", "车速", "平板车的车速应符合下列要求：", CLAUSE, 2),
    ("5.1a)", "", "以推杆操纵时，平板车的车速超过6 km/h时，平板车的电动机应停止输出；", ITEM, 3),
    ("5.1b)", "", "电动行驶时，最高车速不超过6 km/h。", ITEM, 3),
    ("5.2", "照明", "平板车行驶的最低照度不应低于20 lx，照度大于500 lx时，平板车的照明灯应关闭。", CLAUSE, 2),
    ("5.3", "绝缘", "平板车停放的环境温度大于40 ℃时，平板车的绝缘电阻低于5 MΩ的应停用。", CLAUSE, 2),
    ("5.4", "", "平板车的绝缘电阻应大于2 MΩ。", CLAUSE, 2),
)


def cart() -> Document:
    metadata = Metadata(title="平板车安全要求", number="Q/ZS 9-2025", kind=DocumentKind.STANDARD)
    return made_document("cart.pdf", metadata, ROWS)


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, cart())


@pytest.mark.parametrize(
    ("question", "leading"),
    [
        ("平板车最高车速是多少？", "最高车速不超过6 km/h"),
        ("平板车的最高车速", "最高车速不超过6 km/h"),
        ("平板车车速的上限", "最高车速不超过6 km/h"),
        ("平板车的车速不得超过多少？", "最高车速不超过6 km/h"),
        ("平板车的绝缘电阻最低要达到多少？", "应大于2 MΩ"),
        ("平板车的车速达到多少时电动机停止输出？", "车速超过6 km/h时"),
    ],
)
def test_the_statement_of_the_value_leads(search: Search, question: str, leading: str) -> None:
    assert leading in quotes_of(choose(needs_of(Library(search), question)))[0].text


@pytest.mark.parametrize(
    ("question", "asks"),
    [("平板车的最高车速", True), ("平板车的车速", False), ("怎样测量最高车速", False), ("车速上限？", True)],
)
def test_an_extreme_that_is_named_alone_asks_for_its_value(question: str, asks: bool) -> None:
    assert bool(asked(question).quantities) is asks
