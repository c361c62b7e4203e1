"""Character accuracy of recognition on pages of text PDFs that are drawn as scans, so that the truth is known.

    python -m tests.bench.ocr FILE.pdf… [--pages N] [--dpi N] [--out FILE.jsonl]

N pages spread over the files are drawn at 150 and 300 dpi, clean, skewed by two degrees and noisy, and read as a scan
is. Accuracy is 1 - edit distance / length over the page's text in reading order, without spaces and widths of
characters. Lines are appended to FILE and a second run goes on where the first stopped.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np
from PIL import Image

from app.ingest.layout.content import PageContent
from app.ingest.layout.image import PageImage
from app.ingest.layout.text_layer import Layer, judge
from app.ingest.ocr import reading as ocr_reading
from app.ingest.ocr.engine import OcrEngine
from app.ingest.ocr.page import page_of
from app.ingest.pages.page import page_columns
from app.ingest.pdf.pdfium import PdfFile
from tests.bench.ledger import append_line, read_lines

FEWEST_CHARACTERS = 300
MOST_LEADERS = 0.1
"""Share of dots among a page's characters."""
SKEW_DEGREES = 2.0
NOISE_GREY_LEVELS = 40
_FOLDED = str.maketrans({"—": "-", "–": "-", "―": "-", "‐": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "•": "·"})


@dataclass(frozen=True, slots=True)
class Condition:
    """How a page is scanned: dots an inch, degrees anticlockwise, and whether by a bad machine."""

    dpi: int
    skew: float = 0.0
    noisy: bool = False

    @property
    def name(self) -> str:
        return f"{self.dpi} dpi{f' {self.skew:+.0f}°' if self.skew else ''}{' noisy' if self.noisy else ''}"


CONDITIONS = tuple(
    condition
    for dpi, skew in ((150, SKEW_DEGREES), (300, -SKEW_DEGREES))
    for condition in (Condition(dpi), Condition(dpi, skew), Condition(dpi, noisy=True))
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One page under one condition. ``confidence`` is what the recogniser says of itself."""

    file: str
    page: int
    condition: str
    accuracy: float
    confidence: float
    characters: int
    seconds: float


def main() -> int:
    options = _options()
    marks = [Mark(**line) for line in read_lines(options.out)] if options.out else []
    done = {(mark.file, mark.page, mark.condition) for mark in marks}
    engine = OcrEngine(options.threads)
    for path, page in _sample(options.files, options.pages):
        for condition in CONDITIONS:
            if (path.name, page, condition.name) in done:
                continue
            mark = _mark(engine, path, page, condition, options.dpi)
            marks.append(mark)
            if options.out:
                append_line(options.out, asdict(mark))
            print(f"{mark.accuracy:.4f} {mark.seconds:5.1f} s  {mark.condition:14} {path.name[:40]} {page}", flush=True)
    _summarise(marks)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Character accuracy of recognition on drawn pages.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--dpi", type=int, default=ocr_reading.RECOGNITION_DPI, help="that recognition reads at")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl")
    return parser.parse_args()


def _sample(files: Sequence[Path], count: int) -> Iterator[tuple[Path, int]]:
    """Pages of running text, as many from each file, from its middle outwards."""
    for index, path in enumerate(files):
        wanted = count // len(files) + (index < count % len(files))
        with PdfFile(path) as pdf:
            spread = range(2, pdf.page_count + 1, max(1, pdf.page_count // (3 * max(wanted, 1))))
            fit = [page for page in spread if _is_running_text(pdf.page(page))]
        step = max(1, len(fit) // max(wanted, 1))
        for page in fit[::step][:wanted]:
            yield path, page


def _is_running_text(page: PageContent) -> bool:
    """Contents pages are left out: their dots have no true reading."""
    text = [glyph.text for glyph in page.glyphs]
    leaders = sum(char in ".…·" for char in text)
    is_full = len(text) >= FEWEST_CHARACTERS and leaders < MOST_LEADERS * len(text)
    return is_full and judge(page).layer is Layer.LANGUAGE


def _mark(engine: OcrEngine, path: Path, page: int, condition: Condition, dpi: int) -> Mark:
    with PdfFile(path) as pdf:
        content = pdf.page(page)
        drawn = pdf.render(page, condition.dpi / ocr_reading.POINTS_AN_INCH)
    scan = _scan(drawn, condition, page).resize(
        (round(drawn.width * dpi / condition.dpi), round(drawn.height * dpi / condition.dpi))
    )
    began = time.perf_counter()
    recognition = engine.recognise(PageImage(scan.width, scan.height, scan.tobytes()))
    seconds = time.perf_counter() - began
    read = page_of(recognition, page, dpi / ocr_reading.POINTS_AN_INCH)
    truth = _text(content)
    accuracy = 1 - distance(truth, _text(read.content)) / len(truth)
    confidence = fmean(read.confidences) if read.confidences else 0.0
    return Mark(
        path.name, page, condition.name, round(accuracy, 5), round(confidence, 4), len(truth), round(seconds, 2)
    )


def _scan(drawn: PageImage, condition: Condition, seed: int) -> Image.Image:
    image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).convert("L")
    if condition.skew:
        image = image.rotate(condition.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if condition.noisy:
        noise = np.random.default_rng(seed).normal(-10, NOISE_GREY_LEVELS, (image.height, image.width))
        image = Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
    return image.convert("RGB")


def _text(page: PageContent) -> str:
    """Lines in reading order, tables as lines too, so that finding tables is not measured here."""
    lines = [line.text for column in page_columns(replace(page, rules=())) for line in column.lines]
    folded = unicodedata.normalize("NFKC", "".join(lines)).translate(_FOLDED)
    return "".join(folded.split())


def distance(one: str, other: str) -> int:
    """The edit distance of Levenshtein: insertions, deletions and replacements."""
    codes = np.array([ord(char) for char in other], dtype=np.int64)
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for index, char in enumerate(one, 1):
        replaced = row[:-1] + (codes != ord(char))
        best = np.concatenate(([index], np.minimum(replaced, row[1:] + 1)))
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])


def _summarise(marks: Iterable[Mark]) -> None:
    by_condition: dict[str, list[Mark]] = {}
    for mark in marks:
        by_condition.setdefault(mark.condition, []).append(mark)
    print(f"{'condition':16}{'pages':>6}{'accuracy':>10}{'worst':>8}{'says':>8}{'s/page':>8}")
    for name, group in by_condition.items():
        characters = sum(mark.characters for mark in group)
        accuracy = sum(mark.accuracy * mark.characters for mark in group) / characters
        worst = min(mark.accuracy for mark in group)
        says, seconds = fmean(mark.confidence for mark in group), fmean(mark.seconds for mark in group)
        print(f"{name:16}{len(group):6}{accuracy:10.4f}{worst:8.3f}{says:8.3f}{seconds:8.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
