"""From recognised lines in pixels to the same glyphs, lines and boxes that a text layer gives."""

from __future__ import annotations

import itertools

import pytest

from app.domain.document import Box
from app.ingest.layout.affine import IDENTITY, Affine
from app.ingest.lines import Line
from app.ingest.ocr.engine import Character, Recognition, TextLine
from app.ingest.ocr.mends import mended
from app.ingest.ocr.page import as_shown, page_of, with_confidence
from app.ingest.pages.page import page_columns

EM = 40
"""Pixels of the font size: 10 points at 4 pixels a point."""
SCALE = 4.0


def printed(text: str, x: float = 200, y: float = 400, confidence: float = 0.9) -> TextLine:
    """A line as a printer sets it; "_" is a space that recognition did not see."""
    characters = []
    for char in text:
        advance = EM if char > "\u2e80" else EM * 0.5
        bearing = 0.08 * EM
        if char != "_":
            characters.append(Character(char, x + bearing, x + advance - bearing, confidence))
        x += advance
    return TextLine((characters[0].x0, y, characters[-1].x1, y + 0.92 * EM), tuple(characters))


def recognised(*lines: TextLine, way: Affine = IDENTITY, width: int = 2400, height: int = 3400) -> Recognition:
    return Recognition(width, height, way, lines, ())


def texts(*lines: TextLine) -> list[str]:
    content = page_of(recognised(*lines), 1, SCALE).content
    return [line.text for column in page_columns(content) for line in column.lines]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("护栏应当安装牢固，并且能够承受规定的荷载", "护栏应当安装牢固，并且能够承受规定的荷载"),
        ("6.1.1__数据格式", "6.1.1 数据格式"),
        ("GB/T_20040—2005", "GB/T 20040—2005"),
        ("Public_Key_Infrastructure", "Public Key Infrastructure"),
        ("spreading", "spreading"),
        ("3.2.1", "3.2.1"),
        ("letters and spaces", "letters and spaces"),
    ],
)
def test_spaces_are_where_the_ink_leaves_room(seen: str, text: str) -> None:
    assert texts(printed(seen)) == [text]


def test_the_same_letter_twice_is_two_letters() -> None:
    """The recogniser's columns are so coarse that both can have nearly one place."""
    line = printed("better")
    squeezed = [*line.characters]
    squeezed[3] = squeezed[3]._replace(x0=squeezed[2].x0 + 1)
    assert texts(TextLine(line.box, tuple(squeezed))) == ["better"]


def test_lines_near_the_usual_size_have_it() -> None:
    body = [printed("护栏应当安装牢固并且能够承受荷载", y=400 + 70 * n) for n in range(4)]
    low, heading = printed("1 aces", y=900), printed("范围", y=200)
    low = TextLine((low.box[0], 900, low.box[2], 900 + 0.8 * EM), low.characters)
    heading = TextLine((heading.box[0], 180, heading.box[2], 180 + 2 * EM), heading.characters)
    content = page_of(recognised(*body, low, heading), 1, SCALE).content
    sizes = {glyph.text: round(glyph.size, 1) for glyph in content.glyphs}
    assert sizes["护"] == sizes["a"] == 10.0
    assert sizes["围"] > 20


def test_letters_set_apart_are_one_word() -> None:
    """Thin print: everywhere a little more white than between well printed letters."""

    def thin(text: str, y: float) -> TextLine:
        line = printed(text, y=y)
        return TextLine(line.box, tuple(c._replace(x0=c.x0 + 2.5, x1=c.x1 - 2.5) for c in line.characters))

    assert texts(thin("DEFAULT_VALUE", 400), thin("GM/T", 600)) == ["DEFAULT VALUE", "GM/T"]


def test_pieces_of_one_line_make_no_exponents() -> None:
    """A piece whose ink is low, and a little higher than its neighbour's."""
    marker, text = printed("b）", x=100), printed("验证电子签章的值是否正确", x=165)
    marker = TextLine((marker.box[0], marker.box[1] - 4, marker.box[2], marker.box[1] + 0.5 * EM), marker.characters)
    assert texts(marker, text) == ["b）验证电子签章的值是否正确"]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("GB/T 1.1一2009", "GB/T 1.1—2009"),
        ("NY/T 83--1988", "NY/T 83—1988"),
        ("2014-02-13发布", "2014-02-13发布"),
        ("第一章总则", "第一章总则"),
        ("5.l.2 制动", "5.1.2 制动"),
        ("5.l 制动", "5.1 制动"),
        ("level", "level"),
        ("GB/T.5494", "GB/T 5494"),
    ],
)
def test_what_the_text_around_settles_is_put_right(seen: str, text: str) -> None:
    characters = tuple(Character(char, 10.0 * at, 10.0 * at + 8, 0.9) for at, char in enumerate(seen))
    assert "".join(character.text for character in mended(characters)) == text


def test_a_mended_character_spans_what_it_stands_for() -> None:
    characters = tuple(Character(char, 10.0 * at, 10.0 * at + 8, 0.9) for at, char in enumerate("3--1"))
    assert mended(characters)[1] == Character("—", 10, 28, 0.9)


def test_glyphs_do_not_overlap() -> None:
    glyphs = page_of(recognised(printed("按GB5491规定（见3.1）执行。")), 1, SCALE).content.glyphs
    assert all(before.x1 <= after.x0 + 0.01 for before, after in itertools.pairwise(glyphs))


def test_a_line_is_as_sure_as_its_characters() -> None:
    page = page_of(
        recognised(printed("护栏应当安装牢固", confidence=0.97), printed("检修", y=600, confidence=0.6)), 1, SCALE
    )
    blocks = [block for column in with_confidence(page_columns(page.content), page) for block in column.blocks]
    assert [block.confidence for block in blocks] == pytest.approx([0.97, 0.6])


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_boxes_go_back_to_where_they_are_on_the_sheet(turns: int) -> None:
    """The sheet lay turned by so many quarters; the line is at the top left once it is upright."""
    upright_width, upright_height = 2400, 3400
    lying = (upright_width, upright_height) if turns % 2 == 0 else (upright_height, upright_width)
    way = Affine.quarter_turns(-turns, *lying)
    page = page_of(recognised(printed("护栏"), way=way), 1, SCALE)
    [line] = [line for column in page_columns(page.content) for line in column.lines]
    shown = as_shown(line, page.way_back)
    assert isinstance(shown, Line)
    assert line.box is not None
    assert shown.box is not None
    x0, y0, x1, y1 = line.box.x0, line.box.y0, line.box.x1, line.box.y1
    width, height = upright_width / SCALE, upright_height / SCALE
    expected = [
        (x0, y0, x1, y1),
        (height - y1, x0, height - y0, x1),
        (width - x1, height - y1, width - x0, height - y0),
        (y0, width - x1, y1, width - x0),
    ][turns]
    assert (shown.box.x0, shown.box.y0, shown.box.x1, shown.box.y1) == pytest.approx(expected, abs=0.02)


def test_a_format_without_pages_has_nothing_to_move() -> None:
    assert as_shown(Line("护栏"), IDENTITY) == Line("护栏")
    assert as_shown(Line("护栏", Box(1, 0, 0, 1, 1)), IDENTITY).box == Box(1, 0, 0, 1, 1)
