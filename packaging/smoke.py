"""Build the .deb without models from this checkout's own environment, quickly, and try the program in it unplugged.

    .venv/bin/python packaging/smoke.py [--work DIR] [--keep]

The short form of packaging/package.py for CI: no base, so what it builds runs on this machine and not on older ones;
build.spec, the layout of the package and the frozen program are the same. PyInstaller comes from packages.lock, by its
hashes, into a folder of the user's cache; the environment is not changed. Needs dpkg-deb; neither root nor, once
PyInstaller is there, a network. The program runs in a network namespace without an interface where the system has one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(HERE / "linux"), str(HERE / "base")]

from bootstrap.places import cache_folder  # noqa: E402 - the path to it is set above
from checks import complaints  # noqa: E402
from deb import epoch  # noqa: E402
from split_lock import INSTALLER, blocks  # noqa: E402
from steps import Failed, clock, ended  # noqa: E402

LOCK = HERE / "packages.lock"
QUERY, FOUND = "推手 高度", "5.1.3"
"""A search of the samples and the clause that has to come first."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="an empty folder; by default one that is removed afterwards")
    parser.add_argument("--keep", action="store_true", help="leave the work folder")
    options = parser.parse_args()
    if not shutil.which("dpkg-deb"):
        raise Failed("dpkg-deb is not here: the .deb can be neither built nor tried (Debian or Ubuntu; package dpkg)")
    work = options.work or Path(tempfile.mkdtemp(prefix="zhunsheng-smoke-"))
    try:
        smoke(work.resolve())
    finally:
        if not options.keep and not options.work:
            shutil.rmtree(work, ignore_errors=True)
    return 0


def smoke(work: Path) -> None:
    """Build, look at the package, try the program. Raises Failed."""
    start = time.monotonic()

    def told(what: str) -> None:
        print(f"{clock(time.monotonic() - start):>6}  {what}", flush=True)

    tools = build_tools()
    told("PyInstaller is there")
    dist = collect(work, tools)
    told(f"collected, {megabytes(dist)} MB")
    deb = pack(work, dist)
    told(f"{deb.name}, {deb.stat().st_size // 10**6} MB")
    wrong = complaints(deb, epoch())
    if wrong:
        raise Failed("\n".join(f"{deb.name}: {line}" for line in wrong))
    told("the package is in order")
    root = work / "root"
    run(["dpkg-deb", "--extract", deb, root])
    for line in Trial(root, work).all():
        told(line)


def build_tools() -> Path:
    """A folder with PyInstaller and what it needs, made once for each state of the lock."""
    folder = cache_folder() / "package-tools" / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:20]
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            listing, partial = Path(scratch) / "tools.txt", Path(scratch) / "tools"
            wanted = (text for name, text in blocks(LOCK).items() if name != INSTALLER)
            listing.write_text("".join(wanted), "utf-8")
            pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes"]
            run([*pip, "-r", listing, "--target", partial])
            partial.replace(folder)
    return folder


def collect(work: Path, tools: Path) -> Path:
    """The slim flavour as one folder. Modules are those of the environment that runs this."""
    dist = work / "dist"
    environment = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(tools)]),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(epoch()),
        "ZHUNSHENG_FLAVOUR": "slim",
        "ZHUNSHENG_ROOT": str(ROOT),
        "PYINSTALLER_CONFIG_DIR": str(work / "pyinstaller"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    words += ["--workpath", work / "build", "--distpath", dist, HERE / "build.spec"]
    run(words, **environment)
    run([sys.executable, HERE / "base" / "finish.py", dist / "zhunsheng", ROOT])
    return dist / "zhunsheng"


def pack(work: Path, dist: Path) -> Path:
    out = work / "out"
    words = [
        sys.executable,
        HERE / "linux" / "deb.py",
        "application",
        dist,
        out,
        "--compression",
        "gzip",
        "--level",
        "1",
    ]
    run(words, SOURCE_DATE_EPOCH=str(epoch()))
    (deb,) = out.glob("*.deb")
    return deb


def run(words: Sequence[str | Path], **environment: str) -> None:
    """To its end. Raises Failed with the end of its output."""
    told = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "encoding": "utf-8",
        "errors": "replace",
    }
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}, check=False, **told)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, words[:4]))} … ended with {done.returncode}:\n{done.stdout[-3000:]}")


def megabytes(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) // 10**6


def unplugged() -> list[str]:
    """What runs a command without any network interface; nothing where this system does not allow it."""
    words = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return []
    return words


class Trial:
    """The installed program, with a home of its own, no models and nothing of this checkout's environment."""

    window_seconds = 120
    command_seconds = 300

    def __init__(self, root: Path, work: Path) -> None:
        self.program = root / "opt" / "zhunsheng" / "zhunsheng"
        self.data = work / "home" / "workspace"
        self.data.parent.mkdir(parents=True)
        self.prefix = unplugged()
        self.environment = {
            "HOME": str(work / "home"),
            "PATH": "/usr/bin:/bin",
            "LANG": "zh_CN.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "ZHUNSHENG_MODELS": str(work / "no models"),
        }

    def all(self) -> list[str]:
        """Every step; a line each. Raises Failed."""
        lines = ["without a network" if self.prefix else "WITH a network: this system allows no namespace to a user"]
        for step in (self._version, self._doctor, self._ingest, self._search, self._window):
            begun = time.monotonic()
            lines.append(f"{step()} ({time.monotonic() - begun:.1f} s)")
        return lines

    def _version(self) -> str:
        told = self._run("--version").strip()
        wanted = json.loads(self._run("--json", "doctor"))["version"]
        self._require(wanted in told, f"--version says {told}, doctor {wanted}")
        return told

    def _doctor(self) -> str:
        machine = self._json("doctor")
        self._require(machine["ocr"] and machine["font"], f"doctor misses parts of the package: {machine}")
        self._require(
            not any(machine["models"].values()), f"there are models where none should be: {machine['models']}"
        )
        return f"doctor: offline by {machine['offline']}"

    def _ingest(self) -> str:
        samples = self.program.parent / "_internal" / "app" / "samples"
        added = self._json("ingest", self._named(samples))
        held = self._json("documents")
        count = len(list(samples.iterdir()))
        self._require(len(held) == count, f"of {count} samples {len(held)} were added: {added}")
        return f"{count} samples read"

    def _search(self) -> str:
        hits = self._json("search", QUERY)
        first = hits["results"][0]["clause"] if hits["results"] else None
        self._require(first == FOUND, f"{QUERY} finds {first} first and not {FOUND}")
        return "search finds the clause"

    def _window(self) -> str:
        """Until its log says that it is ready; then a polite kill has to end it with 0."""
        words = [*self.prefix, self._named(self.program), "--data", self._named(self.data)]
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.Popen(
                words, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )
            try:
                deadline = time.monotonic() + self.window_seconds
                while process.poll() is None and time.monotonic() < deadline and not self._is_ready():
                    time.sleep(0.2)
                ready = process.poll() is None and self._is_ready()
            finally:
                if process.poll() is None:
                    self._ask_to_end(process)
                try:
                    code = process.wait(self.window_seconds / 2)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    code = process.wait()
            output.seek(0)
            self._require(ready and code == 0, f"the window: ready {ready}, exit {code}\n{output.read()[-3000:]}")
        return "the window opens and closes"

    def _named(self, path: Path) -> str:
        """How the program knows this file."""
        return str(path)

    def _ask_to_end(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGTERM)

    def _is_ready(self) -> bool:
        logs = self.data.glob("logs/*")
        return any("window painted" in path.read_text("utf-8", "replace") for path in logs if path.is_file())

    def _json(self, *arguments: str) -> Any:
        return json.loads(self._run("--data", self._named(self.data), "--json", *arguments))

    def _run(self, *arguments: str) -> str:
        words = [*self.prefix, self._named(self.program), *arguments]
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, timeout=self.command_seconds, check=False
        )
        self._require(
            done.returncode == 0, f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-3000:]}"
        )
        return done.stdout

    @staticmethod
    def _require(right: bool, otherwise: str) -> None:
        if not right:
            raise Failed(otherwise)


if __name__ == "__main__":
    sys.exit(ended(main))
