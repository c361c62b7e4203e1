"""Let the disk run full during a day of work, and see that it is told, that nothing is lost and that the work goes on.

    python -m tests.faults.disk_full [--times N] [--out FILE.jsonl]

Each trial does the day of work on a disk of another size (a tmpfs in a mount namespace of its own, which needs root on
Linux). It must end in an error for people. On the full disk the workspace still opens and holds what was promised;
with room again the same work comes to the same as on a large disk. Lines are appended to FILE; a second run goes on.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.foundation.errors import ZhunshengError
from app.library.database import Database
from app.workspace import Workspace
from tests.faults import day_of_work
from tests.faults.promises import Promises, finish, outcome
from tests.faults.running import Line, run

LEAST_KB, STEP_KB = 64, 24
ROOMY = "64m"
INSIDE = "--inside"


@dataclass(frozen=True, slots=True)
class Trial:
    """``said`` is what a person was told when the disk was full, "" where the work had room enough."""

    number: int
    kilobytes: int
    said: str
    faults: tuple[str, ...] = ()


def main() -> int:
    return run(__doc__ or "", "disk-full", 50, trials, _tell)


def _tell(lines: Sequence[Line]) -> None:
    for said, count in Counter(line["said"] for line in lines).most_common():
        print(f"{count:5}  {said or 'room enough'}")


def is_possible() -> bool:
    """Mounting needs root."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("unshare") is not None


def trials(folder: Path, numbers: Sequence[int], seed: int = 0) -> Iterator[Trial]:
    """The sizes go by the numbers alone; the seed is for the runs that draw."""
    documents = folder / "documents"
    day_of_work.write_documents(documents)
    whole = folder / "whole"
    day_of_work.main(whole, documents, folder / "told")
    with Workspace.open(whole, writing=True) as workspace:
        expected = json.dumps(asdict(outcome(workspace)))
    for number in numbers:
        yield _try(folder, documents, expected, number)


def _try(folder: Path, documents: Path, expected: str, number: int) -> Trial:
    kilobytes = LEAST_KB + STEP_KB * number
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    mount = f'mount -t tmpfs -o size={kilobytes}k,mode=700 full {disk} && exec "$@"'
    inside: list[str | Path] = [sys.executable, "-m", "tests.faults.disk_full", INSIDE, disk, documents, expected]
    ended = subprocess.run(["unshare", "--mount", "sh", "-c", mount, "sh", *inside], capture_output=True, text=True)
    if ended.returncode != 0 or not ended.stdout:
        return Trial(number, kilobytes, "", (f"ended with {ended.returncode}: {ended.stderr[-800:]}",))
    said, faults = json.loads(ended.stdout.splitlines()[-1])
    return Trial(number, kilobytes, said, tuple(faults))


# ---- on the small disk


def _inside(disk: Path, documents: Path, expected: str) -> None:
    told = Path(tempfile.mkstemp(prefix="told-", dir=documents.parent)[1])
    root, faults, said = disk / "workspace", [], ""
    try:
        day_of_work.main(root, documents, told)
    except ZhunshengError as error:
        said = f"{type(error).__name__}: {error.message}"
        if not error.hint:
            faults.append("no next step")
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what we look for
        faults.append(f"work: {type(error).__name__}: {error}")
    promises = Promises.of(told.read_text("utf-8"))
    try:
        faults += _lost(root, promises)
    except ZhunshengError as error:
        said += f" / {type(error).__name__}: {error.message}"  # not even room to open it: told as well
    subprocess.run(["mount", "-o", f"remount,size={ROOMY}", disk], check=True)
    try:
        faults += _lost(root, promises)
        came = finish(root, documents, json.loads(expected)["documents"])
        if json.dumps(asdict(came)) != expected:
            faults.append(f"came to {came}")
    except Exception as error:  # noqa: BLE001
        faults.append(f"with room again: {type(error).__name__}: {error}")
    print(json.dumps([_without_folder(said, disk), faults], ensure_ascii=False))


def _lost(root: Path, promises: Promises) -> list[str]:
    with Workspace.open(root, writing=True) as workspace:
        faults = promises.broken_by({entry.id for entry in workspace.documents()})
    with Database(root / "catalogue.sqlite3") as database:
        return faults + database.problems()


def _without_folder(said: str, disk: Path) -> str:
    return said.replace(str(disk), "…")


if __name__ == "__main__":
    if sys.argv[1:2] == [INSIDE]:
        day_of_work.without_models()
        _inside(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    else:
        raise SystemExit(main())
