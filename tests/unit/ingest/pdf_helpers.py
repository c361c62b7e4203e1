"""Small PDFs drawn for one test each. Coordinates are points from the top left, as the reader gives them."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfWriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
SONG = "STSong-Light"


class PdfSketch:
    """A PDF to draw on page by page; ``save`` writes it."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        encrypt = StandardEncryption(password, ownerPassword="owner") if password else None
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encrypt)

    def text(self, x: float, y: float, text: str, size: float = 10.5, font: str = SONG) -> PdfSketch:
        """One line with its baseline ``y`` points below the top."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return self

    def lines(self, x: float, y: float, *texts: str, pitch: float = 16.0) -> PdfSketch:
        for index, text in enumerate(texts):
            self.text(x, y + index * pitch, text)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfSketch:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        return self

    def watermark(self, text: str) -> PdfSketch:
        self.canvas.saveState()
        self.canvas.translate(200, 300)
        self.canvas.rotate(45)
        self.text(0, HEIGHT, text, 40)
        self.canvas.restoreState()
        return self

    def scan(self, folder: Path) -> PdfSketch:
        """A picture over the whole page."""
        picture = folder / "scan.ppm"
        picture.write_bytes(b"P6 2 2 255 " + bytes(12))
        self.canvas.drawImage(ImageReader(str(picture)), 0, 0, WIDTH, HEIGHT)
        return self

    def next_page(self) -> PdfSketch:
        self.canvas.showPage()
        return self

    def save(self) -> Path:
        self.canvas.save()
        return self.path


def turned(path: Path, degrees: int) -> Path:
    """The same file with its first page shown turned clockwise."""
    writer = PdfWriter(clone_from=path)
    writer.pages[0].rotate(degrees)
    writer.write(path)
    return path
