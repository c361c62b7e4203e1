"""Printing, into a PDF in place of a printer."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage, Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.assistant.export.paper import (
    Heading,
    Look,
    Paper,
    Paragraph,
    Prose,
    Quote,
    Remark,
    Stretch,
)
from app.domain.table import plain_table
from app.gui.parts.printing import new_printer, paper_html, print_images, print_paper
from app.security.labels import AI_LABEL

BLOCKS = (
    Heading("最高车速？", 1),
    Paragraph((Stretch("最高车速为25 km/h。"), Stretch("[1]", Look.KEY), Stretch("罚款。〔未核实〕", Look.UNVERIFIED))),
    Quote("不超过25 km/h", "GB 17761—2018 6.1.3", "[1]"),
    Quote("", "表1", "[2]", table=plain_table([["类别", "宽度"], ["<托儿所>", "25"]], header_rows=1)),
    Prose("**甲**"),
    Remark("已被代替", is_warning=True),
)
PAPER = Paper("车<速>", "内部", BLOCKS, ("[1] GB 17761—2018[S].",), "small")


def pdf_printer(path: Path) -> QPrinter:
    printer = new_printer("车速")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_paper_is_printed_on_numbered_pages(qtbot: QtBot, tmp_path: Path) -> None:
    long = Paper("车速", None, BLOCKS * 20, (), None)
    pages = print_paper(long, pdf_printer(tmp_path / "a.pdf"))
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert len(reader.pages) == pages > 1
    assert reader.pages[1].extract_text().split()[:3] == ["2", "/", str(pages)]
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]


def test_what_is_printed_says_all_that_the_export_says(qtbot: QtBot) -> None:
    html = paper_html(PAPER)
    for text in (
        "内部",
        "车&lt;速&gt;",
        "<sup>[1]</sup>",
        "〔未核实〕",
        "&lt;托儿所&gt;",
        "GB 17761—2018[S]",
        AI_LABEL,
    ):
        assert text in html


@pytest.mark.parametrize("size", [(600, 800), (800, 600)])
def test_page_images_fill_a_page_each(size: tuple[int, int], qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    assert print_images([image, image], pdf_printer(tmp_path / "a.pdf")) == 2
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) == 2
