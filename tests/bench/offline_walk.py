"""The whole walk without a network, and proof that nobody asks for one.

    python -m tests.bench.offline_walk [--no-ask] [--window-seconds S]

Runs ingest, search, ask and the window (offscreen) twice: in a network namespace without an interface (`unshare`),
and under `strace`, which then reports every socket call that is not AF_UNIX, by process. Expected: none, not even a
refused one. Linux; needs unshare and strace.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.command_line import SAMPLES, command, run_json, start

QUESTION = "推手离地应该多高？"

# No --seccomp-bpf: its verdict "trace" ranks below our filter's "errno", and refused calls would go unseen.
TRACED = "socket,socketpair,connect,bind,sendto,sendmsg,io_uring_setup,execve,clone,clone3,fork,vfork"

CALL = re.compile(r"^(?P<pid>\d+)\s+(?:<\.\.\. )?(?P<call>\w+)(?P<rest>.*)$")
STARTED = re.compile(r"= (?P<child>\d+)$")
FAMILY = re.compile(r"\b(?:AF|PF)_[A-Z0-9]+")
NETWORK_CALLS = frozenset({"socket", "socketpair", "connect", "bind", "sendto", "sendmsg", "io_uring_setup"})


@dataclass(slots=True)
class Trace:
    """The socket calls of one command: how many were local, and all others as they were traced."""

    threads: set[str] = field(default_factory=set)
    """Every process and thread that was seen: an empty trace proves nothing."""
    local: int = 0
    others: Counter[str] = field(default_factory=Counter)


def main() -> int:
    parser = argparse.ArgumentParser(description="The whole walk without a network.")
    parser.add_argument("--no-ask", action="store_true", help="leave the model out")
    parser.add_argument("--window-seconds", type=float, default=8.0)
    options = parser.parse_args()
    steps = [("ingest", str(SAMPLES), *(["--no-embed"] if options.no_ask else [])), ("search", QUESTION)]
    if not options.no_ask:
        steps.append(("ask", QUESTION))
    failed = False
    with tempfile.TemporaryDirectory(prefix="offline-") as folder:
        print("in a network namespace without an interface")
        failed |= _walk(steps, Path(folder) / "namespace", options.window_seconds, Path(folder), _in_namespace())
        print("\nunder strace")
        failed |= _walk(steps, Path(folder) / "traced", options.window_seconds, Path(folder), None)
    return 1 if failed else 0


def _in_namespace() -> list[str]:
    """Root makes the namespace itself, anyone else maps himself to root in it first."""
    return ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


def _walk(
    steps: Sequence[tuple[str, ...]], data: Path, window_seconds: float, folder: Path, prefix: list[str] | None
) -> bool:
    """Take every step; without a prefix each runs under strace. Gives whether anything failed."""
    failed = False
    for step in (*steps, ("window",)):
        log = folder / f"{data.name}-{step[0]}.trace"
        runner = prefix or ["strace", "-f", "-qq", "-s", "200", "-e", f"trace={TRACED}", "-o", str(log)]
        began = time.monotonic()
        if step == ("window",):
            outcome, is_right = _run_window(data, window_seconds, runner)
        else:
            finished = run_json(data, *step, prefix=runner)
            outcome, is_right = f"exit {finished.exit_code}", finished.exit_code == 0
            if not is_right:
                print(finished.value, finished.stderr[-1000:])
        line = f"  {step[0]:<8} {outcome:<10} {time.monotonic() - began:6.1f} s"
        failed |= not is_right
        if prefix is None:
            trace = read_trace(log.read_text("utf-8", "replace").splitlines())
            failed |= bool(trace.others) or not trace.threads
            line += f"  threads traced {len(trace.threads):>3}   AF_UNIX calls {trace.local:>3}"
            line += f"   others {sum(trace.others.values())}"
            line += "".join(f"\n      {count} × {call}" for call, count in trace.others.items())
        print(line, flush=True)
    return failed


def _run_window(data: Path, seconds: float, runner: Sequence[str]) -> tuple[str, bool]:
    """Open the window, let it stand, end it. Right when it stood until it was told to go."""
    process = start([*runner, *command(data)], QT_QPA_PLATFORM="offscreen")
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        _, stderr = process.communicate(timeout=30)
        if "Traceback" in stderr:
            print(stderr[-1000:])
        return "stood", "Traceback" not in stderr
    return f"exit {process.returncode}", False


def read_trace(lines: Sequence[str]) -> Trace:
    """Sort strace's lines by family. A thread or child counts to the program that began it."""
    trace = Trace()
    program: dict[str, str] = {}
    for line in lines:
        match = CALL.match(line)
        if match is None:
            continue
        pid, call, rest = match["pid"], match["call"], match["rest"]
        trace.threads.add(pid)
        if call == "execve" and rest.startswith("("):
            program[pid] = _program_name(rest)
        elif call in ("clone", "clone3", "fork", "vfork"):
            if started := STARTED.search(line):
                trace.threads.add(started["child"])
                program.setdefault(started["child"], program.get(pid, "?"))
        elif call in NETWORK_CALLS and rest.startswith("("):
            _count(trace, call, rest, program.get(pid, "?"))
    return trace


def _count(trace: Trace, call: str, rest: str, program: str) -> None:
    families = set(FAMILY.findall(rest))
    if call != "io_uring_setup" and families <= {"AF_UNIX"}:
        trace.local += 1  # sendto and sendmsg without an address write to a socket counted when it was opened
    else:
        trace.others[f"{program}: {call}{rest}"] += 1


def _program_name(arguments: str) -> str:
    """ "python worker", "python" or the program's name, from execve's arguments."""
    path = re.match(r'\("([^"]*)"', arguments)
    name = Path(path[1]).name if path else "?"
    return f"{name} worker" if "spawn_main" in arguments else name


if __name__ == "__main__":
    sys.exit(main())
