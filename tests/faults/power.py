"""Cut the power at random moments of a day of work, and see that the library is whole and finishes its work.

    python -m tests.faults.power [--times N] [--out FILE.jsonl] [--seed S]

A day of work is recorded once (strace). Each trial takes the disk at some moment as a power cut may leave it: what was
not synced is absent, empty, torn or there. Then: the workspace opens; SQLite finds nothing wrong; every document that
was told to be added is there, with its own copy, and none that was told to be removed; the settings are some that were
set; and the same work done again comes to the same documents, clauses and search results as without a cut. Lines are
appended to FILE; a second run goes on where the first stopped. Linux with strace.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.domain.document import document_id
from app.domain.where import By
from app.foundation.jobs import Progress
from app.library.database import Database
from app.workspace import Workspace
from tests.bench.ledger import append_line, read_lines
from tests.faults.day_of_work import without_models
from tests.faults.disk_log import Operation, operations, record
from tests.faults.disk_model import Disk, lay_out

DOCUMENTS = 6
QUERY = "高度应不大于多少"
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
class Outcome:
    documents: tuple[str, ...]
    clauses: int
    by_words: tuple[str, ...]
    by_meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """``root`` held the workspace and the file of promises; ``whole`` is what the work came to."""

    root: Path
    documents: Path
    operations: tuple[Operation, ...]
    whole: Outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--out", type=Path, default=Path("faults-power.jsonl"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    done = read_lines(options.out)
    with tempfile.TemporaryDirectory(prefix="faults-power-") as folder:
        for trial in trials(Path(folder), range(len(done), options.times), options.seed):
            done.append(asdict(trial))
            append_line(options.out, asdict(trial))
            if trial.faults:
                print(trial)
    for found, count in sorted(Counter(line["found"] for line in done).items()):
        print(f"{count:5}  {found}")
    at_fault = sum(bool(line["faults"]) for line in done)
    print(f"{len(done)} power cuts, {len(done) - at_fault} survived, {at_fault} at fault")
    return 1 if at_fault else 0


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


def write_documents(folder: Path) -> None:
    """Those of the day of work."""
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"# Q/ZS {300 + number}-2025 产品{number}技术要求\n\n1 范围\n\n本文件适用于产品{number}。\n\n2 要求\n\n"
        text += "".join(f"2.{part} 尺寸{part}\n\n高度应不大于 {100 * number + part} mm。\n\n" for part in range(1, 9))
        (folder / f"{number}.md").write_text(text, "utf-8")


def outcome(workspace: Workspace) -> Outcome:
    """What the work has come to."""
    ids = tuple(sorted(entry.id for entry in workspace.documents()))
    found = [
        tuple(sorted(evidence.passage_id for evidence in workspace.search(QUERY, by=by, limit=10)))
        for by in (By.WORDS, By.MEANING)
    ]
    return Outcome(ids, sum(len(workspace.clauses(each)) for each in ids), *found)


# ---- one cut


def _try(recording: Recording, folder: Path, number: int, seed: int) -> Trial:
    chance = random.Random(f"{seed} {number}")
    at = chance.randint(0, len(recording.operations))
    trial = Trial(number, at, len(recording.operations))
    disk = Disk(recording.root)
    for operation in recording.operations[:at]:
        disk.apply(operation)
    told = [json.loads(line) for line in disk.files().get("told", b"").decode().splitlines()]
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(disk.after_power_cut(chance), folder)
    try:
        _examine(trial, folder / "workspace", told)
        _finish(trial, folder / "workspace", recording)
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what we look for
        trial.faults.append(f"{type(error).__name__}: {error}")
    return trial


def _examine(trial: Trial, root: Path, told: Sequence[Sequence[str]]) -> None:
    """Before anything is mended: nothing that was promised is lost, and nothing is silently wrong."""
    added = {what[1] for what in told if what[0] == "added"}
    leaving = {what[1] for what in told if what[0] == "removing"}
    removed = {what[1] for what in told if what[0] == "removed"}
    with Workspace.open(root, writing=True) as workspace:
        held = {entry.id: entry for entry in workspace.documents()}
        trial.found = f"{len(held)} documents held"
        trial.expect(added - leaving <= held.keys(), f"lost {added - leaving - held.keys()}")
        trial.expect(not removed & held.keys(), "a removed document is back")
        trial.expect(workspace.settings.theme in THEMES, f"theme {workspace.settings.theme}")
        for each in held:
            copies = list((root / "originals").glob(f"{each}.*"))
            right = [document_id(hashlib.sha256(copy.read_bytes()).hexdigest()) == each for copy in copies]
            trial.expect(right == [True], f"the copy of {each}: {right}")
            trial.expect(bool(workspace.clauses(each)), f"{each} has no clauses")
        workspace.search(QUERY, by=By.WORDS)
    with Database(root / "catalogue.sqlite3") as database:
        trial.expect(not database.problems(), f"SQLite: {database.problems()}")


def _finish(trial: Trial, root: Path, recording: Recording) -> None:
    """The work goes on and comes to the same."""
    with Workspace.open(root, writing=True) as workspace:
        workspace.resume_adding(Progress())
        workspace.add([recording.documents], Progress())
        for each in {entry.id for entry in workspace.documents()} - set(recording.whole.documents):
            workspace.remove(each)
        workspace.embed(Progress())
        came = outcome(workspace)
    trial.expect(came == recording.whole, f"came to {came}")


if __name__ == "__main__":
    raise SystemExit(main())
