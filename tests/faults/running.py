"""A long run of trials: each appends its line to a file, and a second run goes on where the first stopped."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.ledger import append_line, read_lines

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Line = dict[str, Any]
"""A trial as it is kept. A trial that has "faults" is told at once."""


def run(
    about: str,
    name: str,
    times: int,
    trials: Callable[[Path, Sequence[int], int], Iterable[DataclassInstance]],
    tell: Callable[[Sequence[Line]], None],
) -> int:
    """The main of such a script: ``about`` is its docstring; ``trials`` gets a folder, the numbers to try and a seed,
    ``tell`` all lines at the end. The exit code: 1 where any trial is at fault."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--out", type=Path, default=Path(f"faults-{name}.jsonl"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lines = read_lines(options.out)
    with tempfile.TemporaryDirectory(prefix=f"faults-{name}-") as folder:
        for trial in trials(Path(folder), range(len(lines), options.times), options.seed):
            lines.append(asdict(trial))
            append_line(options.out, lines[-1])
            if lines[-1]["faults"]:
                print(lines[-1])
    tell(lines)
    at_fault = sum(bool(line["faults"]) for line in lines)
    print(f"{len(lines)} tried, {len(lines) - at_fault} survived, {at_fault} at fault")
    return 1 if at_fault else 0
