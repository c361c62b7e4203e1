"""OFD: words at their places, tables by their rules, templates, and the liberties that writers take."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.foundation.errors import UserError
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.lines import Line, OcrMode, Reading, ReadOptions, TableBlock
from app.ingest.ofd.file import OfdFile
from app.ingest.ofd.paths import outlines_of
from app.ingest.ofd.text import distances
from app.ingest.page_source import open_pages
from app.ingest.pipeline import read_document
from app.ingest.readers.ofd import OfdReader
from tests.unit.ingest.ofd_files import A4, SIZE, grid, lines, ofd, page, path, text

POINTS = 72 / 25.4
SENTENCE = "5.1 手推车应能承受300kg的载荷。"


def stored(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "a.ofd"
    file.write_bytes(content)
    return file


def read(tmp_path: Path, content: bytes) -> Reading:
    return OfdReader().read(stored(tmp_path, content), ReadOptions(ocr=OcrMode.NEVER))


def words(tmp_path: Path, content: bytes) -> list[str]:
    return [block.text for block in read(tmp_path, content).blocks if isinstance(block, Line)]


def test_lines_have_their_places_on_the_page_in_points(tmp_path: Path) -> None:
    found = read(tmp_path, ofd(page(text(SENTENCE, 30, 50))))
    (line,) = found.blocks
    assert isinstance(line, Line)
    assert line.text == SENTENCE
    assert line.size == pytest.approx(12, abs=0.01)
    assert line.box is not None
    assert (line.box.page, found.pages) == (1, 1)
    assert line.box.x0 == pytest.approx(30 * POINTS, abs=0.5)
    assert line.box.y0 < 50 * POINTS < line.box.y1 + 0.1


def test_clauses_run_across_pages(tmp_path: Path) -> None:
    first = lines("1 范围", "本标准规定了手推车的要求。", "2 要求", "2.1 手推车应能承受")
    document = read_document(stored(tmp_path, ofd(first, lines("300kg的载荷，且不应有可见损坏。", "2.2 轮应能转动。"))))
    assert document.pages == 2
    assert [(clause.number, clause.page) for clause in document.clauses] == [("1", 1), ("2", 1), ("2.1", 1), ("2.2", 2)]


def test_a_ruled_table_is_a_table(tmp_path: Path) -> None:
    cells = [text("型号", 32, 56), text("载荷", 72, 56), text("A", 32, 66), text("300", 72, 66)]
    found = read(tmp_path, ofd(page(text("表1 载荷", 60, 45), grid((30, 70, 110), (50, 60, 70)), *cells)))
    (table,) = [block for block in found.blocks if isinstance(block, TableBlock)]
    assert table.table.lines() == ["型号 | 载荷", "A | 300"]


@pytest.mark.parametrize(
    ("written", "length", "found"),
    [
        ("2.5 5", 3, [2.5, 5.0, 5.0]),
        ("g 4 2.5 5", 5, [2.5, 2.5, 2.5, 2.5, 5.0]),
        ("g 2 1 g 2 3", 4, [1.0, 1.0, 3.0, 3.0]),
        ("2.5", 1, [2.5]),
        ("g 999999 1", 2, [1.0, 1.0]),
        ("g x 1", 2, []),
        ("2.5 boo 3", 3, [2.5, 2.5, 2.5]),
        (None, 3, []),
    ],
)
def test_distances_are_written_singly_or_in_groups(written: str | None, length: int, found: list[float]) -> None:
    assert distances(written, length) == found


def test_one_text_object_may_hold_several_lines(tmp_path: Path) -> None:
    back = text("甲乙丙丁", 30, 50, DeltaX=f"{SIZE} {-SIZE} {SIZE}", DeltaY="0 8 0")
    assert words(tmp_path, ofd(page(back))) == ["甲乙", "丙丁"]


def test_a_text_without_distances_is_set_by_its_size(tmp_path: Path) -> None:
    bare = text("甲乙丙", 30, 50, DeltaX="")
    (line,) = read(tmp_path, ofd(page(bare))).blocks
    assert line.box is not None
    assert line.box.x1 - line.box.x0 == pytest.approx(3 * 12, abs=0.5)


def test_matrices_scale_and_turn(tmp_path: Path) -> None:
    scaled = text("甲乙丙", 30, 50, CTM="2 0 0 2 0 0")
    turned = text("斜的水印", 100, 150, CTM="0.7 0.7 -0.7 0.7 0 0")
    (line,) = read(tmp_path, ofd(page(scaled, turned))).blocks
    assert isinstance(line, Line)
    assert (line.text, line.size) == ("甲乙丙", pytest.approx(24, abs=0.01))


def test_blocks_and_composites_are_unfolded(tmp_path: Path) -> None:
    inner = f"<ofd:Content>{text('乙', 10, 20)}</ofd:Content>"
    unit = f"<ofd:CompositeGraphicUnit ID='7' Width='1' Height='1'>{inner}</ofd:CompositeGraphicUnit>"
    used = f"<ofd:CompositeObject ID='8' ResourceID='7' Boundary='{A4}' CTM='1 0 0 1 20 30'/>"
    block = f"<ofd:PageBlock>{text('甲', 30, 40)}</ofd:PageBlock>"
    content = ofd(page(block, used), resources=f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>")
    assert words(tmp_path, content) == ["甲", "乙"]


def test_a_composite_that_holds_itself_ends(tmp_path: Path) -> None:
    used = f"<ofd:CompositeObject ID='8' ResourceID='7' Boundary='{A4}'/>"
    unit = f"<ofd:CompositeGraphicUnit ID='7'><ofd:Content>{used * 20}</ofd:Content></ofd:CompositeGraphicUnit>"
    content = ofd(page(text(SENTENCE, 30, 50), used), resources=unit)
    assert words(tmp_path, content) == [SENTENCE]


def test_a_template_of_every_page_is_furniture_and_a_form_for_one_is_not(tmp_path: Path) -> None:
    use = "<ofd:Template TemplateID='2' ZOrder='Background'/>"
    letterhead = {"2": page(text("某某公司文件", 30, 20))}
    assert words(tmp_path, ofd(page(text("甲", 30, 40), before=use), templates=letterhead)) == ["某某公司文件", "甲"]
    two = [page(text(mark, 30, 40), before=use) for mark in ("甲", "乙")]
    assert words(tmp_path, ofd(*two, templates=letterhead)) == ["甲", "乙"]


@pytest.mark.parametrize(
    "location",
    [
        "Pages/Page_{}/Content.xml",
        "/Doc_0/Pages/Page_{}/Content.xml",
        "./Pages\\Page_{}\\Content.xml",
        "pages/page_{}/content.xml",
    ],
    ids=["relative", "absolute", "backslashes", "other case"],
)
def test_parts_are_found_however_they_are_named(location: str, tmp_path: Path) -> None:
    assert words(tmp_path, ofd(lines(SENTENCE), location=location)) == [SENTENCE]


def test_an_old_namespace_is_the_same_format(tmp_path: Path) -> None:
    assert words(tmp_path, ofd(lines(SENTENCE), namespace="http://www.ofdspec.org")) == [SENTENCE]


def test_a_missing_page_leaves_the_others_their_numbers(tmp_path: Path) -> None:
    content = ofd(lines("甲"), lines(SENTENCE), location="Pages/Page_{}/Content.xml").replace(b"Page_0/C", b"Page_9/C")
    (line,) = read(tmp_path, content).blocks
    assert line.box is not None
    assert line.box.page == 2


def test_words_that_do_not_show_are_read_under_a_scan_only_for_what_they_say(tmp_path: Path) -> None:
    with OfdFile(
        stored(tmp_path, ofd(page(text("甲", 30, 40, Visible="false"), text("乙", 30, 60, Alpha="0"))))
    ) as file:
        assert [glyph.text for glyph in file.page(1).glyphs] == ["乙"]
        assert set(file.render(1, 0.5).rgb) == {255}


@pytest.mark.parametrize("part", ["Doc_0/Encryptions.xml", "Decryptseed.dat"])
def test_an_encrypted_file_is_told_apart(part: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        read(tmp_path, ofd(lines(SENTENCE), parts={part: b"x"}))
    assert raised.value.code is UnreadableCode.LOCKED


def shade(rgb: bytes, width: int, x: float, y: float) -> tuple[int, ...]:
    at = (round(y) * width + round(x)) * 3
    return tuple(rgb[at : at + 3])


def test_pages_are_drawn_with_words_rules_and_pictures_at_their_places(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), (0, 0, 255)).save(stream, "PNG")
    media = "<ofd:MultiMedia ID='5' Type='Image'><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>"
    picture = "<ofd:ImageObject ID='6' ResourceID='5' Boundary='100 100 20 10' CTM='20 0 0 10 0 0'/>"
    red = path("M 30 200 L 60 200 L 60 220 L 30 220 C", Fill="true", Stroke="false").replace(
        "</ofd:PathObject>", "<ofd:FillColor Value='255 0 0'/></ofd:PathObject>"
    )
    clear = path("M 0 0 L 210 0 L 210 297 L 0 297 C", Fill="true", Alpha="0")
    content = ofd(
        page(text("口", 30, 50, Size="20"), picture, red, clear),
        resources=media,
        parts={"Doc_0/Res/a.png": stream.getvalue()},
    )
    with open_pages(stored(tmp_path, content)) as file:
        image = file.render(1, 2.0)
    assert (image.width, image.height) == (1191, 1684)
    scale = POINTS * 2
    assert shade(image.rgb, image.width, 110 * scale, 105 * scale) == (0, 0, 255)
    assert shade(image.rgb, image.width, 45 * scale, 210 * scale) == (255, 0, 0)
    assert shade(image.rgb, image.width, 150 * scale, 250 * scale) == (255, 255, 255)
    square = [shade(image.rgb, image.width, x * scale, 42 * scale) for x in range(30, 51)]
    assert min(square) < (90, 90, 90)
    assert square[10] == (255, 255, 255)


def test_a_page_that_is_too_large_to_draw_is_told(tmp_path: Path) -> None:
    with (
        OfdFile(stored(tmp_path, ofd(page(text("甲", 30, 40), box="0 0 900000 900000")))) as file,
        pytest.raises(UserError),
    ):
        file.render(1, 1.0)


def test_outlines_follow_the_abbreviated_data() -> None:
    closed, curved = outlines_of("M 0 0 L 10 0 L 10 5 C S 1 1 B 2 2 3 2 4 1")
    assert closed.points == ((0, 0), (10, 0), (10, 5), (0, 0))
    assert (curved.points[-1], curved.has_curves) == ((4, 1), True)
    assert outlines_of("L 1 1 X 5 M 1") == []
