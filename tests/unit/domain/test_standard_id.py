"""Numbers of standards: however they are written, one standard has one name, and editions have an order."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.standard_id import StandardId, find_all, parse, starting

CHINESE_PREFIXES = ("GB", "GB/T", "GB/Z", "GBZ", "GBZ/T", "JT/T", "GM/T", "QB/T", "YD/T", "DB32/T", "T/CECS", "JGJ")
INTERNATIONAL_PREFIXES = ("ISO", "IEC", "ISO/IEC", "ISO/IEC TS", "ISO/TR", "EN", "EN ISO")
DASHES = "-‐‑–—―−－"
SLASHES = "/∕⁄／"

years = st.integers(1950, 2049).map(str)
numbers = st.integers(1, 99999).map(str)
parts = st.none() | st.integers(1, 99).map(str)

chinese = st.builds(StandardId, st.sampled_from(CHINESE_PREFIXES), numbers, parts, st.none() | years, st.none())
international = st.builds(
    StandardId, st.sampled_from(INTERNATIONAL_PREFIXES), numbers, parts, st.none() | years, st.none()
)
nist = st.builds(
    StandardId,
    st.just("NIST SP"),
    st.integers(1, 230).map(lambda n: f"800-{n}"),
    st.none(),
    st.none(),
    st.none() | st.integers(1, 9),
)
standards = chinese | international | nist


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)


@given(standards)
def test_parsing_what_is_printed_gives_the_standard_back(standard: StandardId) -> None:
    assert parse(str(standard)) == standard


@given(chinese)
def test_full_width_letters_and_digits_mean_the_same_standard(standard: StandardId) -> None:
    assert parse(full_width(str(standard))) == standard


@given(chinese, st.sampled_from(DASHES), st.sampled_from(SLASHES), st.sampled_from(["", " ", "  "]))
def test_any_dash_slash_and_space_means_the_same_standard(
    standard: StandardId, dash: str, slash: str, space: str
) -> None:
    written = str(standard).replace("/", slash)
    if standard.year:
        written = written[: -len(standard.year) - 1] + f"{space}{dash}{space}{standard.year}"
    assert parse(written) == standard


@given(chinese.filter(lambda standard: not standard.prefix.startswith(("DB", "T/"))))
def test_a_number_needs_no_space_behind_its_prefix(standard: StandardId) -> None:
    assert parse(str(standard).replace(" ", "")) == standard


@given(chinese)
def test_lower_case_means_the_same_standard(standard: StandardId) -> None:
    assert parse(str(standard).lower()) == standard


@given(standards, st.text(alphabet="的规定和按见，。、：", max_size=6), st.text(alphabet="的规定，。", max_size=6))
def test_a_number_is_found_where_it_stands_in_a_sentence(standard: StandardId, before: str, after: str) -> None:
    assume(standard.prefix != "EN" or standard.year is not None)
    text = f"{before}{standard}{after}"
    found = find_all(text)
    assert [item.id for item in found] == [standard]
    assert text[found[0].start : found[0].end] == str(standard)


@given(standards, standards, standards)
def test_the_order_is_total(a: StandardId, b: StandardId, c: StandardId) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a < b and b < c) or a < c


@given(chinese, years, years)
def test_of_two_editions_the_later_year_is_newer(standard: StandardId, first: str, second: str) -> None:
    one = StandardId(standard.prefix, standard.number, standard.part, first)
    other = StandardId(standard.prefix, standard.number, standard.part, second)
    assert one.is_newer_than(other) == (first > second)
    assert one.same_standard(other)


@given(st.text(max_size=60))
def test_any_text_is_parsed_without_error(text: str) -> None:
    parse(text)
    find_all(text)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("GB/T 32960.3—2016", "GB/T 32960.3-2016"),
        ("GBT32960.3-2016", "GB/T 32960.3-2016"),
        ("G B / T 32960 . 3 - 2016", "GB/T 32960.3-2016"),
        ("JTT 808-2013", "JT/T 808-2013"),
        ("GMT 0031-2014", "GM/T 0031-2014"),
        ("DB11/ 501", "DB11/ 501"),
        ("DB11/501-2017", "DB11/ 501-2017"),
        ("T/XXX 12-2017", "T/XXX 12-2017"),
        ("T/ CSAE 53—2020", "T/CSAE 53-2020"),
        ("Q/ABC 001-2026", "Q/ABC 001-2026"),
        ("Q/HR J01-2015", "Q/HR J01-2015"),
        ("GB/T XXXX—XXXX", "GB/T XXXX-XXXX"),
        ("GM/T ××××—××××", "GM/T XXXX-XXXX"),
        ("GB 7000-86", "GB 7000-1986"),
        ("GB 50016-2014（2018年版）", "GB 50016-2014（2018年版）"),
        ("GB 50016-2014 (2018 年版)", "GB 50016-2014（2018年版）"),
        ("ISO 9001-2015", "ISO 9001:2015"),
        ("IEC 60335-2-24:2010", "IEC 60335-2-24:2010"),
        ("EN 1090-2:2018", "EN 1090-2:2018"),
        ("ISO/IEC Guide 98-3:2008", "ISO/IEC Guide 98-3:2008"),
        ("SP 800-63B", "NIST SP 800-63B"),
        ("NIST Special Publication 800-171 Revision 1", "NIST SP 800-171r1"),
        ("FIPS PUB 140-2", "FIPS 140-2"),
        ("RFC 9110", "RFC 9110"),
        ("TSG D7005-2018", "TSG D7005-2018"),
    ],
)
def test_what_people_and_covers_write_has_one_normal_form(written: str, normal: str) -> None:
    assert str(parse(written)) == normal


@pytest.mark.parametrize("text", ["", "标准", "GB", "5.2.1", "16GB 2133", "表 3", "GB/T 1234-2020 附录A"])
def test_what_is_more_or_less_than_a_number_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["硬度 HB 200", "16GB 2133 内存", "见 5.2.1", "it is 12 en 13", "PM 2.5"])
def test_look_alikes_in_a_sentence_are_left_alone(text: str) -> None:
    assert find_all(text) == []


def test_a_short_prefix_counts_at_the_start_of_an_entry() -> None:
    found = starting("QB 1880 自行车 车架")
    assert found is not None
    assert str(found.id) == "QB 1880"


def test_mandatory_and_recommended_share_a_run_of_numbers() -> None:
    mandatory, recommended = parse("GB 755-2008"), parse("GB/T 755-2019")
    assert mandatory is not None
    assert recommended is not None
    assert recommended.is_newer_than(mandatory)


def test_a_revision_is_newer_than_the_first_text() -> None:
    first, revised = parse("SP 800-171"), parse("SP 800-171r1")
    assert first is not None
    assert revised is not None
    assert revised.is_newer_than(first)


def test_an_undated_number_is_no_edition() -> None:
    undated, dated = parse("GB/T 755"), parse("GB/T 755-2019")
    assert undated is not None
    assert dated is not None
    assert not undated.is_dated
    assert not dated.is_newer_than(undated)
