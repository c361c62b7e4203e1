"""Numbers as they are meant: with unit and comparison, and none that belongs to a name."""

from __future__ import annotations

import pytest

from app.assistant.values.names_said import names_in
from app.assistant.values.readings import readings


def read(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.number, one.unit.symbol if one.unit else "", "".join(sorted(sense.value for sense in one.senses)))
        for one in readings(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高度不应大于2 m", [("2", "m", "≤")]),
        ("高度不得低于2 m", [("2", "m", "≥")]),
        ("零下20℃到40℃", [("-20", "℃", "≥"), ("40", "℃", "≤")]),
        ("(720±5) mm", [("720", "mm", ""), ("5", "mm", "±")]),
        ("一万元以上三万元以下", [("10000", "元", "≥"), ("30000", "元", "≤")]),
        ("每半年至少检查一次", [("0.5", "年", ""), ("1", "次", "≥")]),
        ("三分之二以上", [("2/3", "分之", "≥")]),
        ("30日内", [("30", "d", "≤")]),
        ("30日后", [("30", "d", "after")]),
        ("约700 ms", [("700", "ms", "≈")]),
        ("最高车速不超过25 km/h", [("25", "km/h", "≤")]),
        ("不低于最高工作压力的1.5倍", [("1.5", "倍", "≥")]),
        ("前轮10 mm", [("10", "mm", "")]),
    ],
)
def test_a_number_is_read_with_what_is_said_of_it(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("GB/T 4208—2017中IPX3", ["GB/T 4208-2017", "ipx3"]),
        ("GB 8410—2006中第三章", ["GB 8410-2006", "第3章"]),
        ("2020年10月1日", ["2020-10-01"]),
        ("见6.1.2 表1和附录B", ["6.1.2", "表1", "附录b"]),
        ("第三次复检", ["第3次"]),
        ("采用SM4", ["sm4"]),
    ],
)
def test_a_name_is_no_number(text: str, keys: list[str]) -> None:
    assert sorted(name.key for name in names_in(text)) == sorted(keys)
    assert read(text) == []
