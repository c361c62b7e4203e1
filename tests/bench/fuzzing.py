"""Read spoilt files, and see that each is told about and that nothing else suffers.

    python -m tests.bench.fuzzing N FOLDER… [--out FILE.jsonl] [--seed S] [--ocr auto|never]

N files: those made to harm, then noise on the PDF, DOCX and HTML files below the folders (small ones, so that many are
tried). After each, a good file is read by the same reader and must give what it gave before. Lines are appended to FILE
and a second run goes on where the first stopped. Whatever is not a document or an UnreadableFile is a fault, and so is
taking longer than the reader's own limit.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.document import Document
from app.ingest.errors import UnreadableFile
from app.ingest.lines import OcrMode, ReadOptions
from app.ingest.reading import SHORTEST_SECONDS, DocumentReader
from app.workspace.files_below import files_below
from tests.bench.command_line import SAMPLES
from tests.bench.ledger import append_line, read_lines
from tests.bench.mutations import HARMFUL, NOISE

LARGEST_SEED = 450_000
"""Bytes of a good file that noise is put on."""
GRACE_SECONDS = 5.0
"""What ending a worker may take on top of its limit."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One spoilt file. ``code`` is read, partial or the issue's code; ``fault`` is empty when all is well."""

    number: int
    way: str
    source: str
    code: str
    seconds: float
    message: str = ""
    fault: str = ""


def main() -> int:
    options = _options()
    trials = [Trial(**line) for line in read_lines(options.out)] if options.out else []
    reading = ReadOptions(ocr=OcrMode(options.ocr))
    good = next(SAMPLES.glob("*.pdf"))
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder, DocumentReader() as reader:
        expected = reader.read(good)
        for number, (way, source, name, data) in enumerate(_spoilt(options)):
            if number < len(trials):
                continue
            path = Path(folder) / name
            path.write_bytes(data)
            trial = _trial(reader, path, reading, (number, way, source))
            path.unlink()
            if not trial.fault and not _is_same(reader, good, expected):
                trial = Trial(**{**asdict(trial), "fault": "the good file is no longer read as before"})
            trials.append(trial)
            if options.out:
                append_line(options.out, asdict(trial))
            if trial.fault or trial.seconds > GRACE_SECONDS or way == "harmful":
                print(f"{number:>4} {way} {source}: {trial.code} {trial.seconds:.1f} s {trial.fault}", flush=True)
    _print_table(trials)
    return 1 if any(trial.fault for trial in trials) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read spoilt files, and see that nothing else suffers.")
    parser.add_argument("files", type=int, metavar="N")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", default=[SAMPLES])
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ocr", choices=("auto", "never"), default="never", help="auto reads pages without text too")
    return parser.parse_args()


def _spoilt(options: argparse.Namespace) -> Iterator[tuple[str, str, str, bytes]]:
    """Way, source, file name and bytes; the same ones for the same seed."""
    left = options.files
    for name, make in list(HARMFUL.items())[:left]:
        yield "harmful", name, name, make()
        left -= 1
    seeds = _seeds(options.folders)
    for number in range(left):
        chance = random.Random(f"{options.seed}.{number}")
        suffix = list(seeds)[number % len(seeds)]
        source = chance.choice(seeds[suffix])
        way = chance.choice(NOISE[suffix])
        yield way.__name__, source.name, f"{number}{suffix}", way(source.read_bytes(), chance)


def _seeds(folders: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in files_below(folders):
        if path.suffix.lower() in NOISE and path.stat().st_size <= LARGEST_SEED:
            found.setdefault(path.suffix.lower(), []).append(path)
    return found


def _trial(reader: DocumentReader, path: Path, options: ReadOptions, of: tuple[int, str, str]) -> Trial:
    began = time.perf_counter()
    message = fault = ""
    try:
        document = reader.read(path, options=options)
        code = "partial" if document.is_partial else "read"
    except UnreadableFile as error:
        code, message = str(error.code), error.message
        if path.name not in message:
            fault = "the message does not name the file"
        elif not error.hint:
            fault = "no next step is told"
    except Exception as error:  # noqa: BLE001  that is what the trial is for
        code, message, fault = "caller", str(error), f"{type(error).__name__} reached the caller"
    seconds = round(time.perf_counter() - began, 2)
    if seconds > SHORTEST_SECONDS + GRACE_SECONDS:
        fault = fault or "it took longer than its limit"
    return Trial(*of, code, seconds, message, fault)


def _is_same(reader: DocumentReader, good: Path, expected: Document) -> bool:
    return reader.read(good) == expected


def _print_table(trials: Sequence[Trial]) -> None:
    for way in sorted({trial.way for trial in trials}):
        codes = Counter(trial.code for trial in trials if trial.way == way)
        print(f"{way:<16} {sum(codes.values()):>4}  " + "  ".join(f"{code} {n}" for code, n in codes.most_common()))
    seconds = sorted(trial.seconds for trial in trials)
    faults = [trial for trial in trials if trial.fault]
    print(f"{len(trials)} files, {sum(seconds):.0f} s, median {seconds[len(seconds) // 2]} s, longest {seconds[-1]} s")
    print(f"{len(faults)} faults")
    for trial in faults:
        print(f"  {trial.number} {trial.way} {trial.source}: {trial.fault}")


if __name__ == "__main__":
    raise SystemExit(main())
