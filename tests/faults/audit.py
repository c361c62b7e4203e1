"""Tamper with an audit log at random places, a thousand times over: each time the exported head must show it.

    python -m tests.faults.audit [--times N] [--out FILE.jsonl] [--seed S]

Every trial makes the same log of several files, changes it in one of the ways below and verifies it against the head
that was exported before. Results go to FILE, one JSON object a line; a run that was broken off goes on where it ended.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.security.audit.entry import NO_HASH, Kind, parsed
from app.security.audit.heads import Head
from app.security.audit.log import AuditLog
from app.security.audit.segments import STUB, removable, segments
from app.security.audit.verify import verify
from tests.faults.running import Line, run

ENTRIES = 60
TRIMMED = 300
"""Days after which the third of the logs' first files is trimmed lawfully."""

Lines = list[bytes]


@dataclass(frozen=True, slots=True)
class Log:
    """``lines`` are those of each segment, without their ends."""

    folder: Path
    head: Head
    moment: datetime
    lines: dict[Path, Lines]


def make_log(folder: Path) -> Log:
    """Several files by month and by size, the oldest trimmed lawfully."""
    moment = datetime(2025, 1, 5, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal moment
        moment += timedelta(hours=12)
        return moment

    log = AuditLog(folder, "张三", clock, largest=4000)
    for number in range(ENTRIES):
        log.append(Kind.ASK, {"cited": [[f"d{number % 7}", f"c{number}"]], "question": f"{number:064x}"})
        if number == ENTRIES // 3:
            moment += timedelta(days=TRIMMED)
    assert log.trim(180) > 0
    return read(folder, moment)


def read(folder: Path, moment: datetime) -> Log:
    verdict = verify(folder, now=moment)
    assert verdict.head is not None
    held = {segment.path: segment.path.read_bytes().splitlines() for segment in segments(folder)}
    return Log(folder, verdict.head, moment, held)


# Ways to tamper. Each gives what it did; the places are chosen by ``chance``.


def edit_a_byte(log: Log, chance: random.Random) -> str:
    path = chance.choice(list(log.lines))
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    return f"byte {place} of {path.name}"


def edit_and_seal_again(log: Log, chance: random.Random) -> str:
    """The line is whole in itself: its own hash is right."""
    path, place = _place(log, chance)
    entry = parsed(log.lines[path][place])
    _, line = replace(entry, data={**entry.data, "question": "0" * 64}).sealed()
    _write(path, [*log.lines[path][:place], line[:-1], *log.lines[path][place + 1 :]])
    return f"entry {entry.number}"


def rewrite_the_rest(log: Log, chance: random.Random) -> str:
    """Everything from a place on is made anew, so that the chain in itself is right: only the head shows it."""
    path, place = _place(log, chance)
    first = parsed(log.lines[path][place]).number
    before = NO_HASH
    for held, lines in log.lines.items():
        made: Lines = []
        for line in lines:
            entry = parsed(line)
            if entry.number >= first:
                data = {**entry.data, "question": "0" * 64} if entry.number == first else entry.data
                entry, sealed = replace(entry, data=data, before=before or entry.before).sealed()
                line = sealed[:-1]
            made.append(line)
            before = parsed(line).hash
        _write(held, made)
    return f"from entry {first} on"


def insert(log: Log, chance: random.Random) -> str:
    path, place = _place(log, chance)
    old = parsed(log.lines[path][place])
    _, line = replace(old, data={"results": 1}).sealed()
    _write(path, [*log.lines[path][:place], line[:-1], *log.lines[path][place:]])
    return f"before entry {old.number}"


def repeat(log: Log, chance: random.Random) -> str:
    path, place = _place(log, chance)
    lines = log.lines[path]
    _write(path, [*lines[: place + 1], lines[place], *lines[place + 1 :]])
    return f"line {place} of {path.name}"


def delete(log: Log, chance: random.Random) -> str:
    path, place = _place(log, chance)
    _write(path, log.lines[path][:place] + log.lines[path][place + 1 :])
    return f"line {place} of {path.name}"


def reorder(log: Log, chance: random.Random) -> str:
    path = chance.choice([path for path, lines in log.lines.items() if len(lines) > 1])
    lines = list(log.lines[path])
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    _write(path, lines)
    return f"lines {one} and {other} of {path.name}"


def truncate(log: Log, chance: random.Random) -> str:
    path = chance.choice(list(log.lines))
    size = chance.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.truncate(size)
    return f"{path.name} to {size} bytes"


def truncate_the_end(log: Log, chance: random.Random) -> str:
    """Whole lines off the end, so that the chain in itself is right: only the head shows it."""
    path = list(log.lines)[-1]
    kept = chance.randrange(len(log.lines[path]))
    _write(path, log.lines[path][:kept])
    return f"{path.name} to {kept} lines"


def truncate_and_go_on(log: Log, chance: random.Random) -> str:
    """The end is cut off and the program writes on as if nothing had been."""
    done = truncate_the_end(log, chance)
    again = AuditLog(log.folder, "张三", lambda: log.moment)
    for _ in range(chance.randrange(1, 20)):
        again.append(Kind.OPEN, {})
    return done


def remove_a_file(log: Log, chance: random.Random) -> str:
    path = chance.choice([*log.lines, log.folder / STUB])
    path.unlink()
    return path.name


def swap_files(log: Log, chance: random.Random) -> str:
    one, other = chance.sample(list(log.lines), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return f"{one.name} and {other.name}"


def trim_by_hand(log: Log, chance: random.Random) -> str:
    """Files removed before their time, with a stub that nothing attests."""
    stub, paths = removable(log.folder, log.moment)
    (log.folder / STUB).write_bytes(stub.content())
    for path in paths:
        path.unlink()
    return f"{len(paths)} files"


def begin_anew(log: Log, chance: random.Random) -> str:
    """Another log in its place, as long and sound in itself."""
    shutil.rmtree(log.folder)
    other = AuditLog(log.folder, "张三", lambda: log.moment)
    for _ in range(log.head.entries + chance.randrange(5)):
        other.append(Kind.OPEN, {})
    return "all of it"


WAYS: tuple[Callable[[Log, random.Random], str], ...] = (
    edit_a_byte,
    edit_and_seal_again,
    rewrite_the_rest,
    insert,
    repeat,
    delete,
    reorder,
    truncate,
    truncate_the_end,
    truncate_and_go_on,
    remove_a_file,
    swap_files,
    trim_by_hand,
    begin_anew,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """``done`` says what was changed, ``first_bad`` from which entry on the log is not believed."""

    number: int
    way: str
    done: str
    detected: bool
    first_bad: int | None
    faults: tuple[str, ...]


def trials(folder: Path, numbers: Sequence[int], seed: int) -> Iterator[Trial]:
    """Each by its own number and the seed alone: the same ones whenever they are run."""
    made = folder / "made"
    log = make_log(made)
    for number in numbers:
        chance = random.Random(f"{seed} {number}")
        way = WAYS[number % len(WAYS)]
        copied = folder / f"{number}"
        shutil.copytree(made, copied)
        copy = read(copied, log.moment)
        done = way(copy, chance)
        verdict = verify(copied, (log.head,), now=log.moment)
        shutil.rmtree(copied)
        faults = ("not detected",) if verdict.intact else ()
        yield Trial(number, way.__name__, done, not verdict.intact, verdict.first_bad, faults)


def main() -> int:
    return run(__doc__ or "", "audit", 1000, trials, _tell)


def _tell(lines: Sequence[Line]) -> None:
    tried = Counter(line["way"] for line in lines)
    seen = Counter(line["way"] for line in lines if line["detected"])
    for name in tried:
        print(f"{name:20} {seen[name]:4} of {tried[name]:4} detected")


def _place(log: Log, chance: random.Random) -> tuple[Path, int]:
    path = chance.choice(list(log.lines))
    return path, chance.randrange(len(log.lines[path]))


def _write(path: Path, lines: Lines) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


if __name__ == "__main__":
    raise SystemExit(main())
