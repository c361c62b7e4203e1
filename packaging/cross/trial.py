#!/usr/bin/env python3
"""Install the .deb of another architecture in a clean base and use it there, emulated by qemu-user; all timed. Root.

    python3 packaging/cross/trial.py DIR [--cpu NAME] [--model FILE] [--keep]      DIR: the work folder of build.py

The steps of packaging/smoke.py, as an ordinary user without a network, in a copy of DIR/clean. ``--cpu`` is one of
``qemu-aarch64 -cpu help``; cortex-a57 knows plain armv8-a and nothing newer, neoverse-n1 is near a Kunpeng 920.
``--model`` lays a model that makes vectors beside the program, which then makes a few. Emulated seconds say nothing
about a real processor's, and the kernel's part of the offline rule cannot be loaded under qemu-user.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from build import BASE, let_run  # noqa: E402 - the path to it is set above
from smoke import Trial  # noqa: E402
from steps import Failed, ended  # noqa: E402

USER, NUMBER = "li", "1000"
NOTE = "# T 1-2026 试样\n\n## 1 范围\n\n本文件适用于试样。\n\n## 2 高度\n\n试样的高度不应大于 10 mm。\n"
"""Two clauses: each vector takes an emulator most of a minute."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--cpu", default="max", help="what qemu takes itself for; by default it knows everything")
    parser.add_argument("--model", type=Path, help="a GGUF that makes vectors")
    parser.add_argument("--keep", action="store_true", help="leave the copy of the base in DIR/trial, for another go")
    options = parser.parse_args()
    if os.geteuid() != 0:
        raise Failed("It has to run as root (chroot, dpkg): sudo python3 packaging/cross/trial.py …")
    let_run()
    root = options.work.resolve() / "trial"
    rows: list[dict[str, str | float]] = []
    try:
        if not (root / "installed").exists():
            rows.append(installed(options.work.resolve(), root))
        trial = Emulated(root, options.cpu, options.model)
        for name, step in trial.steps():
            begun = time.monotonic()
            told = step()
            rows.append({"step": name, "told": told, "seconds": round(time.monotonic() - begun, 1)})
            print(f"{rows[-1]['seconds']:8.1f} s  {told}", flush=True)
    finally:
        made = {"cpu": options.cpu, "load": os.getloadavg()[2], "processors": os.cpu_count(), "steps": rows}
        (options.work / "out" / f"trial-{options.cpu}.json").write_text(
            json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        if not options.keep:
            shutil.rmtree(root, ignore_errors=True)
    return 0


def installed(work: Path, root: Path) -> dict[str, str | float]:
    """A copy of the clean base with a user and the package. Raises Failed."""
    (deb,) = (work / "out").glob("zhunsheng_*_arm64.deb")
    shutil.rmtree(root, ignore_errors=True)
    called(["cp", "-a", "--reflink=auto", work / "clean", root])
    called([BASE / "enter.sh", root, "useradd", "--create-home", "--uid", NUMBER, USER])
    shutil.copyfile(deb, root / deb.name)
    begun = time.monotonic()
    called([BASE / "enter.sh", root, "dpkg", "--install", f"/{deb.name}"])
    (root / deb.name).unlink()
    (root / "installed").touch()
    row = {"step": "install", "told": "dpkg installs it", "seconds": round(time.monotonic() - begun, 1)}
    print(f"{row['seconds']:8.1f} s  {row['told']}", flush=True)
    return row


def called(words: list[str | Path]) -> str:
    done = subprocess.run(
        words, capture_output=True, text=True, errors="replace", check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    if done.returncode:
        raise Failed(
            f"{' '.join(map(str, words))}\nended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"
        )
    return done.stdout


class Emulated(Trial):
    """The program as it is installed in the base, in a place and under names of its own."""

    window_seconds = 900
    command_seconds = 1800

    def __init__(self, root: Path, cpu: str, model: Path | None) -> None:
        self.root = root
        self.model = model
        home = root / "home" / USER
        self.program = root / "opt" / "zhunsheng" / "zhunsheng"
        self.data = home / f"workspace-{cpu}"
        shutil.rmtree(self.data, ignore_errors=True)
        inside = {
            "HOME": self._named(home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "QEMU_CPU": cpu,
        }
        user = ["setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups"]
        user += ["env", "-i", f"--chdir={inside['HOME']}", *(f"{name}={value}" for name, value in inside.items())]
        self.prefix = [str(BASE / "enter.sh"), str(root), *user]
        self.environment = {**os.environ, "ZHUNSHENG_UNPLUGGED": "1", "QEMU_CPU": cpu}

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "version", self._version
        yield "doctor", self._doctor
        yield "ingest", self._ingest
        yield "search", self._search
        yield "window", self._window
        if self.model:
            yield "vectors", self._vectors

    def _vectors(self) -> str:
        """llama.cpp has computed when each passage of a short document has its vector."""
        models = self.program.parent / "models"
        shutil.copyfile(self.model, models / self.model.name)
        self.data = self.data.with_name(f"{self.data.name}-vectors")
        shutil.rmtree(self.data, ignore_errors=True)
        note = self.data.with_name("note.md")
        note.write_text(NOTE, "utf-8")
        self._json("ingest", "--no-embed", self._named(note))
        made = self._json("embed")
        self._require(made["embedded"] and not made["remaining"], f"not all vectors are there: {made}")
        return f"{made['embedded']} vectors by llama.cpp"

    def _named(self, path: Path) -> str:
        return f"/{path.relative_to(self.root)}"

    def _ask_to_end(self, process: subprocess.Popen[bytes]) -> None:
        """The program itself, first of its namespace: whoever waits for it outside would end without it."""
        for child in called(["pgrep", "--parent", str(process.pid)]).split():
            os.kill(int(child), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(ended(main))
