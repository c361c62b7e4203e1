"""Real recognition of small drawn pages, however they lie on the glass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from app.foundation.paths import bundled_font
from app.ingest.layout.image import PageImage
from app.ingest.lines import Line, TableBlock
from app.ingest.ocr.engine import OcrEngine, Recognition, is_installed
from app.ingest.ocr.page import as_shown, page_of
from app.ingest.pages.page import page_columns
from app.ingest.readers.images import ImageReader

pytestmark = pytest.mark.skipif(not is_installed(), reason="no recogniser for this Python")

FONT = bundled_font()
LINES = (
    "5 检验规则",
    "5.1 出厂检验",
    "每批产品出厂时均应由质量检验部门检验合格，方可出厂和销售。",
    "按 GB/T 5491 的规定执行。",
)
WIDTH, HEIGHT = 1000, 700
SCALE = 2.0


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    return OcrEngine(threads=2)


def sheet(*lines: str) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    font, draw = ImageFont.truetype(str(FONT), 28), ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((80, 80 + 60 * index), line, "black", font)
    return image


def recognise(engine: OcrEngine, image: Image.Image) -> Recognition:
    return engine.recognise(PageImage(image.width, image.height, image.tobytes()))


def texts(recognition: Recognition) -> list[str]:
    columns = page_columns(page_of(recognition, 1, SCALE).content)
    return ["".join(line.text.split()) for column in columns for line in column.lines]


WANTED = ["".join(line.split()).replace("，", ",") for line in LINES]


def folded(found: list[str]) -> list[str]:
    return [text.replace("，", ",") for text in found]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 2, -3])
def test_lines_are_read_however_the_sheet_lies(engine: OcrEngine, degrees: int) -> None:
    lying = sheet(*LINES).rotate(degrees, Image.Resampling.BICUBIC, expand=degrees % 90 == 0, fillcolor="white")
    assert folded(texts(recognise(engine, lying))) == WANTED


def test_boxes_lie_over_the_ink_of_a_skewed_sheet(engine: OcrEngine) -> None:
    image = sheet("出厂检验", *("",) * 6, "质量检验部门").rotate(2, Image.Resampling.BICUBIC, fillcolor="white")
    page = page_of(recognise(engine, image), 1, SCALE)
    lines = [as_shown(line, page.way_back) for column in page_columns(page.content) for line in column.lines]
    for line in lines:
        assert line.box is not None
        around = tuple(round(edge * SCALE) for edge in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
        image.paste("white", around)  # type: ignore[arg-type]  # four edges
    assert image.convert("L").getextrema()[0] > 100


def test_ruled_strokes_become_a_table(engine: OcrEngine) -> None:
    image = sheet()
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 28)
    for y in (100, 170, 240):
        draw.line((80, y, 680, y), "black", 2)
    for x in (80, 380, 680):
        draw.line((x, 100, x, 240), "black", 2)
    for row, cells in enumerate((("项目", "要求"), ("水分", "不大于15.5"))):
        for column, cell in enumerate(cells):
            draw.text((110 + 300 * column, 116 + 70 * row), cell, "black", font)
    content = page_of(recognise(engine, image), 1, SCALE).content
    [table] = [b for column in page_columns(content) for b in column.blocks if isinstance(b, TableBlock)]
    assert table.table.grid() == [["项目", "要求"], ["水分", "不大于15.5"]]


def test_a_white_sheet_and_a_black_one_have_no_text(engine: OcrEngine) -> None:
    for colour in ("white", "black"):
        assert recognise(engine, Image.new("RGB", (300, 400), colour)).lines == ()


def test_the_smallest_image_is_no_trouble(engine: OcrEngine) -> None:
    assert recognise(engine, Image.new("RGB", (1, 1), "white")).lines == ()


def test_a_picture_is_a_document(tmp_path: Path) -> None:
    sheet(*LINES).save(tmp_path / "a.png", dpi=(144, 144))
    reading = ImageReader().read(tmp_path / "a.png")
    assert reading.pages == 1
    lines = [block for block in reading.blocks if isinstance(block, Line)]
    assert "".join(lines[0].text.split()) == WANTED[0]
    assert all(line.confidence is not None and line.confidence > 0.9 for line in lines)
    assert [issue.code for issue in reading.issues] == ["ocr"]


def test_loading_the_recogniser_leaves_nothing_in_the_users_folder(tmp_path: Path) -> None:
    # in a process of its own: what is to be seen happens only while the library loads
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    program = "from app.ingest.ocr.engine import OcrEngine; OcrEngine(threads=1)"
    subprocess.run([sys.executable, "-c", program], env=environment | {"HOME": str(tmp_path)}, check=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
