"""Kill processes at random moments and see what is lost.

    python -m tests.bench.faults N [--phase ingest|embed|ask]… [--model ID] [--out FILE.jsonl] [--seed S]

Each trial starts one command over a copy of a prepared workspace, sends SIGKILL to the main process or to one of its
workers, and then opens the workspace again. N trials a phase; lines are appended to FILE and a second run goes on
where the first stopped. Linux only (it reads /proc to tell the workers apart). What must hold is in ``check_*``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from tests.bench.command_line import (
    LONGEST_COMMAND_SECONDS,
    SAMPLES,
    Finished,
    command,
    installed_roles,
    run_json,
    start,
)
from tests.bench.ledger import append_line, read_lines

QUESTION = "轮面磨损到什么程度应当换轮子？"
ORPHAN_SECONDS = 5.0
"""A worker whose owner was killed must be gone within this time."""
POLL_SECONDS = 0.02
COPIES = 2
"""Variants of each PDF and Markdown sample, so that reading lasts long enough to be hit in its midst."""
ADDED = ("已添加", "Added")


@dataclass(slots=True)
class Trial:
    phase: str
    number: int
    victim: str
    after_seconds: float
    exit_code: int | None = None
    told: str = ""
    """The last line on stderr: what a person saw."""
    kept: str = ""
    faults: list[str] = field(default_factory=list)

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The undisturbed run of a phase: its workspace before, the seconds from its first worker on, what it came to."""

    template: Path
    arguments: tuple[str, ...]
    working_seconds: float
    expected: dict[str, str]
    check: Callable[[Trial, Path, str, Baseline], None]


def main() -> int:
    options = _options()
    done = read_lines(options.out)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        phases = _prepare(Path(folder), options.phase, options.model)
        for phase, baseline in phases.items():
            for number in range(sum(line["phase"] == phase for line in done), options.trials):
                trial = _run_trial(phase, number, baseline, Path(folder) / "trial", options.seed)
                done.append(asdict(trial))
                append_line(options.out, asdict(trial))
                print(f"{phase} {number}: {trial.victim} after {trial.after_seconds:.2f} s  {trial.faults or 'ok'}")
    _print_table(done)
    return 1 if any(line["faults"] for line in done) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Kill processes at random moments and see what is lost.")
    parser.add_argument("trials", type=int, metavar="N", help="trials a phase")
    parser.add_argument("--phase", action="append", choices=("ingest", "embed", "ask"))
    parser.add_argument("--model", help="the chat model that is asked; a small one makes trials short")
    parser.add_argument("--out", type=Path, default=Path("faults.jsonl"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.phase = options.phase or ["ingest", "embed", "ask"]
    return options


# ---- undisturbed runs


def _prepare(folder: Path, wanted: list[str], model: str | None) -> dict[str, Baseline]:
    roles = installed_roles(folder / "empty")
    phases: dict[str, Baseline] = {}
    if "ingest" in wanted:
        phases["ingest"] = _prepare_ingest(folder)
    if "embed" in wanted and _can("embed", "embedding", roles):
        phases["embed"] = _prepare_embed(folder)
    if "ask" in wanted and _can("ask", "chat", roles):
        phases["ask"] = _prepare_ask(folder, model)
    return phases


def _can(phase: str, role: str, roles: set[str]) -> bool:
    if role not in roles:
        print(f"{phase}: left out, no {role} model is installed", file=sys.stderr)
    return role in roles


def _prepare_ingest(folder: Path) -> Baseline:
    files = folder / "files"
    files.mkdir()
    for sample in SAMPLES.iterdir():
        shutil.copy(sample, files)
        for copy in range(COPIES):
            if sample.suffix == ".pdf":
                (files / f"{copy} {sample.name}").write_bytes(sample.read_bytes() + b"%% copy %d\n" % copy)
            elif sample.suffix == ".md":
                text = sample.read_text("utf-8")
                (files / f"{copy} {sample.name}").write_text(f"{text}\n副本 {copy}。\n", "utf-8")
    whole = folder / "ingest-whole"
    arguments = ("ingest", str(files), "--no-embed")
    seconds = _timed(whole, arguments)
    template = folder / "ingest-before"
    _must(run_json(template, "documents"))
    return Baseline(template, arguments, seconds, _digests(whole), check_ingest)


def _prepare_embed(folder: Path) -> Baseline:
    template = folder / "embed-before"
    _must(run_json(template, "ingest", *map(str, SAMPLES.glob("*.md")), "--no-embed"))
    whole = folder / "embed-whole"
    shutil.copytree(template, whole)
    seconds = _timed(whole, ("embed",))
    found = _must(run_json(whole, "search", QUESTION)).value["results"]
    return Baseline(template, ("embed",), seconds, {"search": _clause_list(found)}, check_embed)


def _prepare_ask(folder: Path, model: str | None) -> Baseline:
    template = folder / "ask-before"
    _must(run_json(template, "ingest", *map(str, SAMPLES.glob("*.md"))))
    whole = folder / "ask-whole"
    shutil.copytree(template, whole)
    arguments = ("ask", QUESTION, *(("--model", model) if model else ()))
    expected = {"answer": _must(run_json(whole, *arguments)).value["answer"], **_digests(template)}
    return Baseline(template, arguments, _timed(whole, arguments), expected, check_ask)


def _timed(data: Path, arguments: tuple[str, ...]) -> float:
    """Run to the end and give the seconds since its first worker appeared: before that there is little to disturb."""
    process = start(command(data, *arguments))
    _await_worker(process)
    began = time.monotonic()
    _, stderr = process.communicate(timeout=LONGEST_COMMAND_SECONDS)
    _must(Finished(process.returncode, None, stderr))
    return time.monotonic() - began


def _await_worker(process: subprocess.Popen[str]) -> None:
    while process.poll() is None and not _workers(process.pid):
        time.sleep(POLL_SECONDS)


def _must(finished: Finished) -> Finished:
    if finished.exit_code != 0:
        raise SystemExit(f"the undisturbed run failed with {finished.exit_code}: {finished.value} {finished.stderr}")
    return finished


def _digests(data: Path) -> dict[str, str]:
    """Each document's id with the number of its clauses and a hash over them."""
    digests = {}
    for document in _must(run_json(data, "documents")).value:
        clauses = _must(run_json(data, "clauses", document["document_id"])).value
        digest = hashlib.sha256(json.dumps(clauses).encode()).hexdigest()
        digests[document["document_id"]] = f"{len(clauses)} {digest}"
    return digests


def _clause_list(results: list[dict[str, object]]) -> str:
    return " ".join(f"{result['document_id']}:{result['clause']}" for result in results)


# ---- one trial


def _run_trial(phase: str, number: int, baseline: Baseline, data: Path, seed: int) -> Trial:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(baseline.template, data)
    chance = random.Random(f"{seed} {phase} {number}")
    process = start(command(data, *baseline.arguments))
    wants_worker = chance.random() < 0.5
    _await_worker(process)
    time.sleep(chance.uniform(0.0, baseline.working_seconds))
    trial = Trial(phase, number, "none: it had ended", baseline.working_seconds)
    workers = _workers(process.pid)
    began = psutil.Process(process.pid).create_time() if process.poll() is None else time.time()
    if wants_worker and workers:
        victim = chance.choice(workers)
        trial.victim = _kind(victim)
        trial.after_seconds = time.time() - began
        victim.kill()
    elif process.poll() is None:
        trial.victim = "main"
        trial.after_seconds = time.time() - began
        process.kill()
    stdout, stderr = _finish(process, trial)
    trial.exit_code = process.returncode
    trial.told = (stderr.strip().splitlines() or [""])[-1][:200]
    _, alive = psutil.wait_procs(workers, timeout=ORPHAN_SECONDS)
    trial.expect(not alive, f"{len(alive)} workers outlived their owner")
    baseline.check(trial, data, stdout, baseline)
    return trial


def _finish(process: subprocess.Popen[str], trial: Trial) -> tuple[str, str]:
    try:
        return process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        trial.expect(False, "hung for 300 s after the kill")
        process.kill()
        return process.communicate()


def _workers(pid: int) -> list[psutil.Process]:
    """The spawned workers; multiprocessing's resource tracker is not one."""
    try:
        children = psutil.Process(pid).children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except psutil.NoSuchProcess:
        return []


def _kind(worker: psutil.Process) -> str:
    """Named by what it has mapped: a model's file, or PDFium, or nothing yet."""
    try:
        names = [Path(region.path).name for region in worker.memory_maps()]
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return "worker"
    models = [name for name in names if name.endswith(".gguf")]
    if models:
        return f"worker {models[0].removesuffix('.gguf')}"
    return "worker reading" if any("pdfium" in name for name in names) else "worker starting"


# ---- what must hold afterwards


def check_ingest(trial: Trial, data: Path, stdout: str, baseline: Baseline) -> None:
    """Every document is wholly there or not at all; what was reported as added is there; a second run completes."""
    documents = run_json(data, "documents")
    trial.expect(documents.exit_code == 0, f"documents ended with {documents.exit_code}")
    entries = documents.value if documents.exit_code == 0 else []
    whole = {name: int(digest.split()[0]) for name, digest in baseline.expected.items()}
    broken = [entry["file"] for entry in entries if entry["clauses"] != whole.get(entry["document_id"])]
    trial.expect(not broken, f"documents in part: {broken}")
    reported = {line.split("  ")[1].strip() for line in stdout.splitlines() if line.startswith(ADDED) and "  " in line}
    missing = reported - {entry["file"] for entry in entries}
    trial.expect(not missing, f"reported as added and lost: {sorted(missing)}")
    trial.kept = f"{len(entries)}/{len(whole)}"
    again = run_json(data, *baseline.arguments)
    trial.expect(again.exit_code == 0, f"the second run ended with {again.exit_code}: {again.stderr[-200:]}")
    # A document that was stored in part would be "unchanged" for the second run, and show here.
    trial.expect(_digests(data) == baseline.expected, "after the second run the library differs")


def check_embed(trial: Trial, data: Path, stdout: str, baseline: Baseline) -> None:
    """What is missing is embedded by a second run, and search finds what it finds in an undisturbed workspace."""
    again = run_json(data, "embed")
    trial.expect(again.exit_code == 0, f"the second embed ended with {again.exit_code}: {again.stderr[-200:]}")
    if again.exit_code == 0:
        trial.kept = f"{again.value['embedded']} to do"
        trial.expect(again.value["remaining"] == 0, f"{again.value['remaining']} vectors still missing")
    found = run_json(data, "search", QUESTION)
    trial.expect(found.exit_code == 0, f"search ended with {found.exit_code}")
    if found.exit_code == 0:
        trial.expect(_clause_list(found.value["results"]) == baseline.expected["search"], "search finds something else")


def check_ask(trial: Trial, data: Path, stdout: str, baseline: Baseline) -> None:
    """The library is as it was, and asking again gives the undisturbed answer."""
    expected = dict(baseline.expected)
    answer = expected.pop("answer")
    trial.expect(_digests(data) == expected, "the library differs")
    again = run_json(data, *baseline.arguments)
    trial.expect(again.exit_code == 0, f"the second ask ended with {again.exit_code}: {again.stderr[-200:]}")
    if again.exit_code == 0:
        trial.expect(again.value["answer"] == answer, "the second answer differs")


def _print_table(lines: list[dict[str, object]]) -> None:
    counted = Counter((str(line["phase"]), str(line["victim"])) for line in lines)
    faulty = Counter((str(line["phase"]), str(line["victim"])) for line in lines if line["faults"])
    print(f"\n{'phase':<8} {'killed':<44} {'trials':>6} {'faults':>6}")
    for key, count in sorted(counted.items()):
        print(f"{key[0]:<8} {key[1]:<44} {count:>6} {faulty[key]:>6}")


if __name__ == "__main__":
    sys.exit(main())
