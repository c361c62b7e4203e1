"""Builds the sample documents that ship with the application, the same bytes each time.

    python tests/data/build_samples.py [FOLDER]      (app/samples by default)

The texts were written for this project; the company, its standards and its rules are invented.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_writers.docx import write_docx
from sample_writers.markdown import write_markdown
from sample_writers.pdf import write_pdf
from sample_writers.source import read_sample

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "samples"
SHIPPED = HERE.parent.parent / "app" / "samples"
WRITERS = {".docx": write_docx, ".pdf": write_pdf, ".md": write_markdown}


def build(folder: Path) -> list[Path]:
    """Write every sample into the folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(SOURCES.glob("*.txt")):
        sample = read_sample(source)
        path = folder / sample.cover.file
        path.write_bytes(WRITERS[path.suffix](sample))
        written.append(path)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the sample documents.")
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    for path in build(parser.parse_args().folder):
        print(f"{path.stat().st_size:>8}  {path.name}")


if __name__ == "__main__":
    main()
