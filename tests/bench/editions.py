"""Judge every law of which some folders hold several dated versions, on the days on which they follow each other.

    python -m tests.bench.editions FOLDER…

On the first day of a version it must be in force, every older one superseded by the library and every newer one still
to come; the day before, its predecessor must be in force. Prints a line a version and ends with 1 where that fails.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from app.domain.document import DocumentStatus, Metadata
from app.ingest.errors import UnreadableFile
from app.ingest.lines import OcrMode, ReadOptions
from app.ingest.pipeline import read_document
from app.library.editions import LAWS, Edition, Editions
from app.library.status import standings
from app.workspace.files_below import files_below


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    editions = Editions(_read(files_below(parser.parse_args().folders)))
    groups = _versions(editions)
    wrong = [line for versions in groups for line in _judged(editions, versions)]
    for versions in groups:
        print(versions[0].title, " → ".join(version.starts or "" for version in versions))
    print(f"{len(groups)} laws in several versions, {sum(map(len, groups))} texts, {len(wrong)} wrong")
    print("\n".join(wrong))
    return 1 if wrong else 0


def _read(files: Iterable[Path]) -> Iterator[tuple[str, Metadata]]:
    """Each content once; files that cannot be read are passed over."""
    seen = set()
    for file in files:
        try:
            document = read_document(file, options=ReadOptions(ocr=OcrMode.NEVER))
        except UnreadableFile:
            continue
        if document.id not in seen:
            seen.add(document.id)
            yield document.id, document.metadata


def _versions(editions: Editions) -> list[list[Edition]]:
    """Laws with several dates, oldest version first, one text a date."""
    found: dict[str, dict[str, Edition]] = defaultdict(dict)
    for edition in editions.all:
        if edition.metadata.kind in LAWS and edition.starts:
            found[edition.title][edition.starts] = edition
    return [[by_date[day] for day in sorted(by_date)] for _, by_date in sorted(found.items()) if len(by_date) > 1]


def _judged(editions: Editions, versions: Sequence[Edition]) -> Iterator[str]:
    """What is not as it should be, on the first day of each version and on the day before."""
    for place, version in enumerate(versions):
        first = date.fromisoformat(version.starts or "")
        for day, in_force in ((first, place), (first - timedelta(days=1), place - 1)):
            found = standings(editions, day)
            for other, edition in enumerate(versions):
                expected, status = _expected(other - in_force), found[edition.document_id].status
                if status is not expected:
                    yield f"  {day}: {edition.title} of {edition.starts} is {status}, not {expected}"


def _expected(distance: int) -> DocumentStatus:
    """Of a version so many places after the one in force."""
    if distance == 0:
        return DocumentStatus.IN_FORCE
    return DocumentStatus.SUPERSEDED if distance < 0 else DocumentStatus.UPCOMING


if __name__ == "__main__":
    raise SystemExit(main())
