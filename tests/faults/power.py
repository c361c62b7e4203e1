"""Cut the power at random moments of a day of work, and see that the library is whole and finishes its work.

    python -m tests.faults.power [--times N] [--out FILE.jsonl] [--seed S]

A day of work is recorded once (strace). Each trial takes the disk at some moment as a power cut may leave it: what was
not synced is absent, empty, torn or there. Then: the workspace opens; SQLite finds nothing wrong; every document that
was told to be added is there, with its own copy, and none that was told to be removed; the settings are some that were
set; and the same work done again comes to the same documents, clauses and search results as without a cut. Lines are
appended to FILE; a second run goes on where the first stopped. Linux with strace.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import document_id
from app.domain.where import By
from app.library.database import Database
from app.workspace import Workspace
from tests.faults.day_of_work import without_models, write_documents
from tests.faults.disk_log import Operation, operations, record
from tests.faults.disk_model import Disk, lay_out
from tests.faults.promises import QUERY, Outcome, Promises, finish, outcome
from tests.faults.running import Line, run

THEMES = ("", "dark", "light", "system")


@dataclass(slots=True)
class Trial:
    """``at`` is how many operations the power lasted for, of how many. ``found`` tells the state in a word."""

    number: int
    at: int
    of: int
    found: str = ""
    faults: list[str] = field(default_factory=list)

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Recording:
    """``root`` held the workspace and the file of promises; ``whole`` is what the work came to."""

    root: Path
    documents: Path
    operations: tuple[Operation, ...]
    whole: Outcome


def main() -> int:
    return run(__doc__ or "", "power", 300, trials, _tell)


def _tell(lines: Sequence[Line]) -> None:
    for found, count in sorted(Counter(line["found"] for line in lines).items()):
        print(f"{count:5}  {found}")


def trials(folder: Path, numbers: Sequence[int], seed: int) -> Iterator[Trial]:
    without_models()
    recording = _record(folder)
    for number in numbers:
        yield _try(recording, folder / "trial", number, seed)


# ---- the work


def _record(folder: Path) -> Recording:
    root, documents, log = folder / "day", folder / "documents", folder / "strace.log"
    root.mkdir()
    write_documents(documents)
    work: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.faults.day_of_work",
        root / "workspace",
        documents,
        root / "told",
    ]
    if record(work, log) != 0:
        raise RuntimeError("the day of work did not end well")
    found = tuple(operations(log, root))
    disk = Disk(root)
    for operation in found:
        disk.apply(operation)
    real = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    if disk.files() != real:
        raise RuntimeError("the recording does not come to what is on the disk")
    with Workspace.open(root / "workspace", writing=True) as workspace:
        whole = outcome(workspace)
    return Recording(root, documents, found, whole)


# ---- one cut


def _try(recording: Recording, folder: Path, number: int, seed: int) -> Trial:
    chance = random.Random(f"{seed} {number}")
    at = chance.randint(0, len(recording.operations))
    trial = Trial(number, at, len(recording.operations))
    disk = Disk(recording.root)
    for operation in recording.operations[:at]:
        disk.apply(operation)
    promises = Promises.of(disk.files().get("told", b"").decode())
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(disk.after_power_cut(chance), folder)
    try:
        _examine(trial, folder / "workspace", promises)
        came = finish(folder / "workspace", recording.documents, recording.whole.documents)
        trial.expect(came == recording.whole, f"came to {came}")
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what we look for
        trial.faults.append(f"{type(error).__name__}: {error}")
    return trial


def _examine(trial: Trial, root: Path, promises: Promises) -> None:
    """Before anything is mended: nothing that was promised is lost, and nothing is silently wrong."""
    with Workspace.open(root, writing=True) as workspace:
        held = {entry.id: entry for entry in workspace.documents()}
        trial.found = f"{len(held)} documents held"
        trial.faults += promises.broken_by(held.keys())
        trial.expect(workspace.settings.theme in THEMES, f"theme {workspace.settings.theme}")
        for each in held:
            copies = list((root / "originals").glob(f"{each}.*"))
            right = [document_id(hashlib.sha256(copy.read_bytes()).hexdigest()) == each for copy in copies]
            trial.expect(right == [True], f"the copy of {each}: {right}")
            trial.expect(bool(workspace.clauses(each)), f"{each} has no clauses")
        workspace.search(QUERY, by=By.WORDS)
    with Database(root / "catalogue.sqlite3") as database:
        trial.expect(not database.problems(), f"SQLite: {database.problems()}")


if __name__ == "__main__":
    raise SystemExit(main())
