"""Whether each page's text layer is believed when it should be, over all PDFs below some folders.

    python -m tests.bench.text_layers FOLDER… [--scans FOLDER]…

Every page of the files below a --scans folder should be recognised, no page of the others: look at a sample of both.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.ingest.layout.text_layer import judge, pages_to_recognise
from app.ingest.ocr.reading import page_ranges
from app.ingest.pdf.pdfium import PdfFile


def main() -> int:
    parser = argparse.ArgumentParser(description="False alarms and misses of the judgement on text layers.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--scans", action="append", default=[], type=Path, metavar="FOLDER")
    options = parser.parse_args()
    pages = alarms = misses = scanned = 0
    for path in sorted({path for folder in (*options.folders, *options.scans) for path in folder.rglob("*.pdf")}):
        is_scan = any(path.is_relative_to(folder) for folder in options.scans)
        with PdfFile(path) as pdf:
            count = pdf.page_count
            chosen = pages_to_recognise([judge(pdf.page(page)) for page in range(1, count + 1)])
        wrong = sorted(set(range(1, count + 1)) - set(chosen)) if is_scan else chosen
        pages, scanned = pages + count, scanned + is_scan * count
        alarms, misses = alarms + (not is_scan) * len(wrong), misses + is_scan * len(wrong)
        note = f"{'missed' if is_scan else 'false alarm'}: {page_ranges(wrong)}" if wrong else ""
        print(f"{count:5} pages {len(chosen):5} to recognise  {path.name[:50]}  {note}")
    print(f"{pages} pages, {scanned} to be recognised: {misses} missed; {pages - scanned} to be believed: {alarms} not")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
