"""Read every file below some folders and print a table, a line a document, with the pages that lost the most.

    python -m tests.bench.corpus FOLDER… [--out FILE.jsonl] [--worst N] [--ocr auto|never|always]

Each line tells pages, clauses, tables, references, terms, issues and seconds; it is appended to FILE and a second run
goes on where the first stopped. A page of a PDF is held against bare PDFium text of the same page: what share of its
characters is in no clause (running heads, contents and covers are left out on purpose, so look at the page).
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2

from app.domain.document import ClauseKind, Document
from app.ingest.errors import UnreadableFile
from app.ingest.lines import OcrMode, ReadOptions
from app.ingest.reading import DocumentReader
from app.workspace.files_below import files_below
from tests.bench.ledger import append_line, read_lines

FEWEST_CHARACTERS = 80
"""On a page, below which a share says nothing."""
FURNITURE_PAGES = 3
FIRST_LETTERS = 34
"""Of a file name that a table's line shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file. ``lost`` is by page, from 1: the share of PDFium's characters that no clause holds."""

    file: str
    code: str
    pages: int = 0
    clauses: int = 0
    tables: int = 0
    references: int = 0
    terms: int = 0
    issues: tuple[str, ...] = ()
    seconds: float = 0.0
    lost: tuple[tuple[int, float], ...] = ()


def main() -> int:
    options = _options()
    rows = [Row(**line) for line in read_lines(options.out)] if options.out else []
    done = {row.file for row in rows}
    with DocumentReader() as reader:
        for path in files_below(options.folders):
            if str(path) in done:
                continue
            rows.append(_row(reader, path, OcrMode(options.ocr)))
            if options.out:
                append_line(options.out, asdict(rows[-1]))
            print(_line(rows[-1]), flush=True)
    _print_summary(rows, options.worst)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read every file below some folders and print a table.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--worst", type=int, default=20, metavar="N", help="how many pages to name")
    parser.add_argument("--ocr", choices=[mode.value for mode in OcrMode], default=OcrMode.AUTO.value)
    return parser.parse_args()


def _row(reader: DocumentReader, path: Path, ocr: OcrMode) -> Row:
    began = time.perf_counter()
    try:
        document = reader.read(path, options=ReadOptions(ocr=ocr))
    except UnreadableFile as error:
        return Row(str(path), str(error.code), seconds=round(time.perf_counter() - began, 2))
    seconds = round(time.perf_counter() - began, 2)
    return Row(
        str(path),
        "partial" if document.is_partial else "read",
        document.pages or 0,
        len(document.clauses),
        sum(clause.kind is ClauseKind.TABLE for clause in document.clauses),
        len(document.references),
        len(document.terms),
        tuple(issue.code for issue in document.issues),
        seconds,
        tuple(_lost(path, document)) if document.format == "pdf" else (),
    )


def _lost(path: Path, document: Document) -> Iterator[tuple[int, float]]:
    held: dict[int, Counter[str]] = {}
    for clause in document.clauses:
        # Clauses that run over pages count on each of them: a character too many is no loss.
        for page in {box.page for box in clause.boxes}:
            held.setdefault(page, Counter()).update(_letters(f"{clause.number or ''}{clause.title}{clause.text}"))
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded().splitlines() for page in pdf]
    for number, lines in enumerate(_without_repeated(pages), 1):
        printed = Counter(_letters("".join(lines)))
        count = printed.total()
        if count >= FEWEST_CHARACTERS:
            yield number, round((printed - held.get(number, Counter())).total() / count, 3)


def _without_repeated(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages without the lines that stand on several of them, page numbers aside: running heads and feet."""
    keys = [{line: "".join(c for c in _letters(line) if not c.isdigit()) for line in lines} for lines in pages]
    on_pages = Counter(key for page in keys for key in set(page.values()))
    for lines, key_of in zip(pages, keys, strict=True):
        yield [line for line in lines if on_pages[key_of[line]] < FURNITURE_PAGES]


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)  # raised and lowered figures are read as such
    return "".join(character for character in folded if character.isalnum())


def _line(row: Row) -> str:
    issues = ",".join(f"{code}×{count}" for code, count in Counter(row.issues).items()) or "-"
    numbers = f"{row.pages:>5} {row.clauses:>6} {row.tables:>4} {row.references:>5} {row.terms:>5} {row.seconds:>7.2f}"
    return f"{Path(row.file).name[:FIRST_LETTERS]:<{FIRST_LETTERS}} {row.code:<8} {numbers}  {issues}"


def _print_summary(rows: Sequence[Row], worst: int) -> None:
    seconds, pages = sum(row.seconds for row in rows), sum(row.pages for row in rows)
    print(f"\n{len(rows)} files {Counter(row.code for row in rows)}, {pages} pages, {seconds:.1f} s")
    print(
        f"{sum(row.clauses for row in rows)} clauses, {sum(row.tables for row in rows)} tables, "
        f"{sum(row.references for row in rows)} references, {sum(row.terms for row in rows)} terms"
    )
    print("\npages of which no clause holds anything (covers, contents, and what else?):")
    for row in rows:
        if bare := [str(page) for page, share in row.lost if share == 1.0]:
            print(f"  {Path(row.file).name}: {', '.join(bare)}")
    lost = sorted(((share, row.file, page) for row in rows for page, share in row.lost if share < 1.0), reverse=True)
    print(f"\npages that lost the most of the other {len(lost)}:")
    for share, file, page in lost[:worst]:
        print(f"  {share:5.1%}  page {page:>3}  {Path(file).name}")


if __name__ == "__main__":
    raise SystemExit(main())
