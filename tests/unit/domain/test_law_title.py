"""Laws go by their titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.law_title import LawTitle, parse_law_title


@pytest.mark.parametrize(
    ("written", "title", "year"),
    [
        ("《中华人民共和国标准化法》", "中华人民共和国标准化法", None),
        ("标准化法", "标准化法", None),
        ("标准化法（2017年修订）", "标准化法", 2017),
        ("《中华人民共和国标准化法（2017修订）》", "中华人民共和国标准化法", 2017),
        ("医疗机构制剂配制质量管理规范（试行）", "医疗机构制剂配制质量管理规范（试行）", None),
        ("中国人民解放军实施《药品管理法》办法", "中国人民解放军实施《药品管理法》办法", None),
        ("刑法修正案（十一）", "刑法修正案（十一）", None),
        ("增值税专用发票使用规定", "增值税专用发票使用规定", None),
        ("资源综合利用条例", "资源综合利用条例", None),
    ],
)
def test_a_title_is_read_with_or_without_marks(written: str, title: str, year: int | None) -> None:
    assert parse_law_title(written) == LawTitle(title, year)


@pytest.mark.parametrize("text", ["试验方法", "排序算法", "GB/T 1.1-2020", "怎么办，请说明", "办法", ""])
def test_what_is_no_title_is_none(text: str) -> None:
    assert parse_law_title(text) is None


@pytest.mark.parametrize(
    ("title", "ending"),
    [
        ("中华人民共和国标准化法", "法"),
        ("中华人民共和国民法典", "法典"),
        ("企业破产法（试行）", "法"),
        ("产品质量监督抽查管理暂行办法", "办法"),
        ("药品管理法实施条例", "条例"),
        ("工业企业标准化工作管理办法（试行）", "办法"),
    ],
)
def test_the_ending_tells_a_law_from_a_regulation(title: str, ending: str) -> None:
    parsed = parse_law_title(title)
    assert parsed is not None
    assert parsed.ending == ending


def test_the_short_form_names_the_same_law() -> None:
    full, short = LawTitle("中华人民共和国标准化法"), LawTitle("标准化法", 2017)
    assert full.short == "标准化法"
    assert full.same_law(short)


@pytest.mark.parametrize("name", ["《中华人民共和国标准化法》", "标准化法（2017年修订）"])
def test_a_title_survives_being_printed_and_read_again(name: str) -> None:
    parsed = parse_law_title(name)
    assert parsed is not None
    assert parse_law_title(str(parsed)) == parsed


@given(st.text(max_size=60))
def test_any_text_is_parsed_without_error(text: str) -> None:
    parsed = parse_law_title(text)
    assert parsed is None or parsed.ending
