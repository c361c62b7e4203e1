"""The command line as the measuring scripts here drive it: `python -m app --data DIR …` in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "app" / "samples"
LONGEST_COMMAND_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended: ``value`` is its JSON, None where it printed none."""

    exit_code: int
    value: Any
    stderr: str


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "app", "--data", str(data), *arguments]


def start(words: Sequence[str], **environment: str) -> subprocess.Popen[str]:
    """A command in a session of its own, so that a signal to us does not reach it."""
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_json(data: Path, *arguments: str, prefix: Sequence[str] = ()) -> Finished:
    """Run a command with --json to its end; ``prefix`` is what runs it (strace, unshare)."""
    process = start([*prefix, *command(data, *arguments, "--json")])
    try:
        stdout, stderr = process.communicate(timeout=LONGEST_COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
    try:
        value = json.loads(stdout)
    except json.JSONDecodeError:
        value = None
    return Finished(process.returncode, value, stderr)


def installed_roles(data: Path) -> set[str]:
    """The roles ("chat", "embedding" …) that a model on this machine can fill."""
    listed = run_json(data, "models", "list")
    return {model["role"] for model in listed.value or () if model["installed"]}
