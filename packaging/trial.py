#!/usr/bin/env python3
"""Install, use, upgrade, roll back and remove what package.py built, in a clean Debian without a network; all timed.

    python3 packaging/trial.py DIR [--flavour slim|full] [--base FOLDER] [--keep]

DIR is the work folder of package.py; needs its application .deb, models .deb and .run in DIR/out, and root. The base is
a clean Debian 11 with a plain desktop's libraries (DIR/clean, made when it is not there); the trial runs in a
copy of it, in a network namespace without an interface, the program as an ordinary user. The upgrade is the same
program under a higher number. Leaves DIR/out/trial-FLAVOUR.json and prints it as a table; 1 when a step fails.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from steps import Failed, ended

HERE = Path(__file__).resolve().parent
BASE = HERE / "base"
USER, NUMBER = "li", "1000"
SAMPLES = "/opt/zhunsheng/_internal/app/samples"
QUESTION, ANSWERED = "推手离地应该多高？", "850"
HIGHER = "0.99.0"
LONGEST_SECONDS = 900
PYTHON = "/opt/env/bin/python"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--flavour", choices=("slim", "full"), default="slim")
    parser.add_argument("--base", type=Path, help="a clean base; DIR/clean by default")
    parser.add_argument("--keep", action="store_true", help="leave the copy of the base in DIR/trial")
    options = parser.parse_args()
    if os.geteuid() != 0:
        raise Failed("It has to run as root (chroot, dpkg): sudo python3 packaging/trial.py …")
    trial = Trial(options.work.resolve(), options.flavour, options.base)
    try:
        trial.prepare()
        trial.deb()
        trial.run_file()
    finally:
        trial.report()
        if not options.keep:
            shutil.rmtree(trial.root, ignore_errors=True)
    return 0


class Trial:
    """One walk through an installation's life. Raises Failed at the first step that goes wrong."""

    def __init__(self, work: Path, flavour: str, base: Path | None) -> None:
        self.work = work
        self.flavour = flavour
        self.out = work / "out"
        self.base = base or work / "clean"
        self.root = work / "trial"
        self.name = "zhunsheng" if flavour == "slim" else "zhunsheng-full"
        self.rows: list[dict[str, Any]] = []

    def prepare(self) -> None:
        """The base, the copy of it with a user, the packages and the higher version of both."""
        for pattern in (f"{self.name}_*.deb", "zhunsheng-models_*.deb", f"{self.name}-*.run"):
            if not list(self.out.glob(pattern)):
                raise Failed(f"There is no {pattern} in {self.out}: packaging/package.py deb --models … makes it.")
        if not (self.base / "made").exists():
            self._call([BASE / "base.sh", self.base, "clean"])
        shutil.rmtree(self.root, ignore_errors=True)
        self._call(["cp", "-a", "--reflink=auto", self.base, self.root])
        self._inside(["useradd", "--create-home", "--uid", NUMBER, USER])
        (self.root / "stick").mkdir()
        for path in (*self.out.glob(f"{self.name}_*.deb"), *self.out.glob("zhunsheng-models_*.deb")):
            self._put(path)
        for path in self.out.glob(f"{self.name}-*.run"):
            self._put(path)
        self._make_higher()

    def deb(self) -> None:
        """The life of the packages under dpkg."""
        application, higher, models = (
            self._deb(f"{self.name}_"),
            f"/stick/higher/{self.name}_{HIGHER}",
            "zhunsheng-models_",
        )
        self._step("install the application", lambda: self._inside(["dpkg", "-i", application]))
        self._step("install the models", lambda: self._inside(["dpkg", "-i", self._deb(models)]))
        self._step("first start (--version)", lambda: self._program("--version"))
        self._step("first doctor", lambda: self._require_models(self._json("doctor")))
        self._step("first ingest, 5 samples with vectors", lambda: self._json("ingest", SAMPLES))
        self._step("first answer", self._answer)
        self._step("second answer", self._answer)
        held = self._documents()
        self._step("upgrade", lambda: self._inside(["dpkg", "-i", self._deb(higher)]))
        self._require(self._installed() == HIGHER, "the upgrade is not installed")
        self._require(self._documents() == held, "documents are missing after the upgrade")
        self._step("update rollback is refused", self._refused_rollback)
        told = self._step(
            "roll back (dpkg -i of the version before)", lambda: self._inside(["dpkg", "-i", application])
        )
        self._require("downgrading" in told, f"dpkg does not say that it goes back: {told}")
        self._require(self._documents() == held, "documents are missing after the roll back")
        self._step("answer after the roll back", self._answer)
        self._step("remove", lambda: self._inside(["dpkg", "--remove", "zhunsheng-models", self.name]))
        left = [str(path.relative_to(self.root)) for path in (self.root / "opt").rglob("*")]
        self._require(not left, f"removing leaves {left[:5]}")
        self._step("purge", lambda: self._inside(["dpkg", "--purge", "zhunsheng-models", self.name], accept=(0, 1)))
        kept = self.root / "home" / USER / ".local" / "share" / "zhunsheng" / "workspace" / "catalogue.sqlite3"
        self._require(kept.stat().st_size > 0, "the user's documents went with the package")
        self._step("install again", lambda: self._inside(["dpkg", "-i", application]))
        self._require(self._documents() == held, "the new installation does not find the documents")
        self._inside(["dpkg", "--purge", self.name])

    def run_file(self) -> None:
        """The life of the self-extracting installer, as an ordinary user, with signed updates."""
        run = f"/stick/{next((self.root / 'stick').glob('*.run')).name}"
        prefix = self.root / "home" / USER / ".local" / "opt" / "zhunsheng"
        self.program = f"/home/{USER}/.local/opt/zhunsheng/current/zhunsheng"
        self._step(".run: check the file", lambda: self._as_user(["sh", run, "--check"]))
        self._step(".run: install for one user", lambda: self._as_user(["sh", run]))
        held = self._documents()
        shutil.copyfile(self.root / "stick" / "release.key", (prefix / "current").resolve() / "release.key")
        self._step(".run: update apply", lambda: self._program("update", "apply", "/stick/higher.zsupdate"))
        self._require(os.readlink(prefix / "current") == f"versions/{HIGHER}", "the update is not the current version")
        self._require(self._documents() == held, "documents are missing after the update")
        self._step(".run: update rollback", lambda: self._program("update", "rollback"))
        self._require(os.readlink(prefix / "current") != f"versions/{HIGHER}", "rollback does not go back")
        self._require(self._documents() == held, "documents are missing after the rollback")
        self._step(".run: uninstall", lambda: self._as_user(["sh", run, "--uninstall"]))
        self._require(not prefix.exists(), "uninstalling leaves its folder")
        kept = self.root / "home" / USER / ".local" / "share" / "zhunsheng" / "workspace" / "catalogue.sqlite3"
        self._require(kept.stat().st_size > 0, "the user's documents went with the program")

    def report(self) -> None:
        if not self.rows:
            return
        width = max(len(row["step"]) for row in self.rows)
        for row in self.rows:
            print(f"{row['step']:{width}}  {row['seconds']:8.1f} s")
        load = os.getloadavg()[1]
        told = {"steps": self.rows, "processors": os.cpu_count(), "load": load, "base": "Debian 11, no network"}
        (self.out / f"trial-{self.flavour}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
        print(f"{os.cpu_count()} processors, load {load:.1f} over five minutes")

    program = "/usr/bin/zhunsheng"

    def _step(self, name: str, act: Callable[[], Any]) -> str:
        print(f"{name} …", file=sys.stderr, flush=True)
        begun = time.monotonic()
        told = act()
        self.rows.append({"step": name, "seconds": round(time.monotonic() - begun, 1)})
        return str(told)

    def _make_higher(self) -> None:
        """The same program under a higher number: .deb and signed update, made inside the build base."""
        build, dist = self.work / "build", f"/root/dist/{self.flavour}/zhunsheng"
        checkout, made = f"/root/checkout-{self.flavour}", build / "root" / "higher"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        enter = [BASE / "enter.sh", build, "env", "SOURCE_DATE_EPOCH=1700000000", f"PYTHONPATH={checkout}", PYTHON]
        deb = [*enter, f"{checkout}/packaging/linux/deb.py", "application", dist, "/root/higher"]
        self._call([*deb, "--as-version", HIGHER, "--flavour", self.flavour, "--compression", "gzip", "--level", "1"])
        release = [*enter, f"{checkout}/packaging/release.py"]
        self._call([*release, "key", "/root/higher/private.key"])
        update = [*release, "update", "/root/higher/private.key", "/root/higher/higher.zsupdate"]
        self._call([*update, "--dist", dist, "--as-version", HIGHER])
        key = self._call([*release, "public", "/root/higher/private.key"])
        (self.root / "stick" / "release.key").write_text(key, "ascii")
        self._put(made / "higher.zsupdate")
        (self.root / "stick" / "higher").mkdir()
        for path in made.glob("*.deb"):
            self._put(path, "higher")
        shutil.rmtree(made)

    def _put(self, path: Path, folder: str = ".") -> None:
        target = self.root / "stick" / folder / path.name
        try:
            os.link(path, target)
        except OSError:
            shutil.copyfile(path, target)

    def _deb(self, start: str) -> str:
        found = sorted((self.root / "stick").glob(f"{start.removeprefix('/stick/')}*.deb"))
        return "/" + str(found[-1].relative_to(self.root))

    def _answer(self) -> None:
        told = self._json("ask", QUESTION)
        self._require(ANSWERED in told["answer"] and told["citations"], f"no answer to {QUESTION}: {told['answer']}")

    def _require_models(self, machine: dict[str, Any]) -> None:
        for role in ("chat", "embedding"):
            self._require(bool(machine["models"][role]), f"doctor finds no {role} model")
        self._require(machine["ocr"], "doctor finds no OCR")

    def _refused_rollback(self) -> None:
        told = self._program("--json", "update", "rollback", accept=(2,))
        self._require(".deb" in told, f"update rollback does not name the way: {told}")

    def _installed(self) -> str:
        return self._inside(["dpkg-query", "--show", "--showformat", "${Version}", self.name])

    def _documents(self) -> list[str]:
        return sorted(document["document_id"] for document in self._json("documents"))

    def _json(self, *arguments: str) -> Any:
        return json.loads(self._program("--json", *arguments))

    def _program(self, *arguments: str, accept: Sequence[int] = (0,)) -> str:
        return self._as_user([self.program, *arguments], accept)

    def _as_user(self, words: Sequence[str], accept: Sequence[int] = (0,)) -> str:
        home = f"/home/{USER}"
        user = ["setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups"]
        user += ["env", "-i", f"--chdir={home}", f"HOME={home}"]
        return self._inside([*user, "LANG=C.UTF-8", "PATH=/usr/bin:/bin", *words], accept)

    def _inside(self, words: Sequence[str], accept: Sequence[int] = (0,)) -> str:
        """In the copy of the clean base, without a network interface."""
        return self._call([BASE / "enter.sh", self.root, *words], accept, ZHUNSHENG_UNPLUGGED="1", LC_ALL="C.UTF-8")

    def _call(self, words: Sequence[str | Path], accept: Sequence[int] = (0,), **environment: str) -> str:
        """What it writes to stdout, and stderr too where a failure is expected. Raises Failed."""
        done = subprocess.run(
            words,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST_SECONDS,
            check=False,
        )
        if done.returncode not in accept:
            raise Failed(
                f"{' '.join(map(str, words))}\nended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"
            )
        return done.stdout + (done.stderr if "dpkg" in words or done.returncode else "")

    @staticmethod
    def _require(right: bool, otherwise: str) -> None:
        if not right:
            raise Failed(otherwise)


if __name__ == "__main__":
    sys.exit(ended(main))
