"""Pages a second and memory of reading PDFs, beside bare PDFium text and pypdf, in one run.

    python -m tests.bench.throughput FILE.pdf… [--rounds N]

Each way reads each file in a process of its own, so that its peak of memory is its own; ways take turns and the best of
the rounds counts, so that other work on the machine hurts all of them alike. The time is of the reading alone: starting
Python and importing are not in it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

OURS = """
import pypdf, pypdfium2  # what it imports when a file is read
from app.ingest.pipeline import read_document
def read(path): return read_document(path).pages
"""
PDFIUM = """
import pypdfium2
def read(path):
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf: page.get_textpage().get_text_bounded()
    return len(pdf)
"""
PYPDF = """
import logging, pypdf
logging.disable()
def read(path):
    pdf = pypdf.PdfReader(path)
    for page in pdf.pages: page.extract_text()
    return len(pdf.pages)
"""
WAYS = {"zhunsheng": OURS, "pypdfium2": PDFIUM, "pypdf": PYPDF}

MEASURE = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
pages = read(Path(sys.argv[1]))
seconds = time.perf_counter() - began
print(json.dumps([pages, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Pages a second of reading PDFs, beside PDFium's text and pypdf.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    total = dict.fromkeys(WAYS, 0.0)
    pages = 0
    print(f"{'pages':>5} " + "".join(f"{way + ' p/s':>16}{'MiB':>7}" for way in WAYS) + "  file")
    for file in options.files:
        best = {way: min(_measured(code, file) for _ in range(options.rounds)) for way, code in WAYS.items()}
        count = best["pypdfium2"][1]
        pages += count
        for way in WAYS:
            total[way] += best[way][0]
        cells = "".join(f"{count / seconds:>16.1f}{mebibytes:>7.0f}" for seconds, _, mebibytes in best.values())
        print(f"{count:>5} {cells}  {file.name}", flush=True)
    print(f"{pages:>5} " + "".join(f"{pages / total[way]:>16.1f}{'':>7}" for way in WAYS) + "  all")
    ours = total["zhunsheng"]
    print(f"time of ours: {ours / total['pypdfium2']:.1f} × pypdfium2, {ours / total['pypdf']:.2f} × pypdf")
    return 0


def _measured(code: str, file: Path) -> tuple[float, int, float]:
    """Seconds, pages and the peak of memory in MiB."""
    run = subprocess.run([sys.executable, "-c", code + MEASURE, str(file)], capture_output=True, text=True, check=True)
    pages, seconds, mebibytes = json.loads(run.stdout)
    return seconds, pages, mebibytes


if __name__ == "__main__":
    raise SystemExit(main())
