#!/usr/bin/env python3
"""Build the installers for Linux from this checkout, or build twice and compare. Standard library only; needs root.

    python3 packaging/package.py deb [--flavour slim|full] [--models FILE …] [--vulkan] [--fast] [--release-key FILE]
                                    [--work DIR]
    python3 packaging/package.py compare [--flavour slim|full] [--work DIR]

``deb`` leaves in DIR/out: the .deb of the application, that of the models (when given), the self-extracting .run, what
each component weighs (TSV), the newest GLIBC symbol of every file (JSON), how long each step took (JSON), SHA256SUMS.
It packs what is committed, not what lies in the work tree. All is done in a base of its own (packaging/base), so this
machine's compiler, Python and xz have no part in the result.

Each step is stamped: broken off at any moment, the same command goes on with the step that it was in. ``--fast`` packs
with xz -1. ``compare`` collects and packs the same commit a second time beside the first and lists what differs.

PIP_INDEX_URL, PIP_FIND_LINKS and PIP_CERT are honoured, and DEBIAN_MIRROR, DEBIAN_SECURITY_MIRROR (packaging/base).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from steps import Failed, Line, Step, digest, ended

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging" / "base"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
GIGABYTE = 10**9
NEEDED = {"slim": 10, "full": 16}
"""Gigabytes free for a build from nothing: base, packages, two trees, packages."""
FLOOR = "2.28"
"""glibc of the oldest systems that are supported: Debian 10, UOS 20."""
PYTHON = "/opt/env/bin/python"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind in ("deb", "compare"):
        one = kinds.add_parser(kind)
        one.add_argument("--flavour", choices=NEEDED, default="slim", help="full has torch and sentence-transformers")
        one.add_argument(
            "--work", type=Path, default=ROOT / "build" / "package", help="some gigabytes; kept for the next build"
        )
        one.add_argument("--fast", action="store_true", help="xz -1: a third larger, a tenth of the time")
        one.add_argument(
            "--release-key", type=Path, help="public key (release.py public KEY) that updates are believed by"
        )
        one.add_argument("--vulkan", action="store_true", help="the package of the Vulkan backend, too")
        one.add_argument("--models", type=Path, nargs="+", default=[], help="model files for the models package")
    options = parser.parse_args()
    options.work = options.work.resolve()
    check_machine(options)
    build = Build(options)
    seconds = build.line.take(build.steps())
    build.report(seconds)
    return build.compare() if options.kind == "compare" else 0


def check_machine(options: argparse.Namespace) -> None:
    """Raises Failed with everything that is missing at once."""
    if not sys.platform.startswith("linux"):
        raise Failed("The .deb and the .run are built on Linux; for Windows see packaging/windows.")
    lacking = []
    if os.geteuid() != 0:
        lacking.append("It has to run as root (chroot, mounts): sudo python3 packaging/package.py …")
    lacking += lacking_tools()
    lacking += [
        f"There is no file {path}" for path in [*options.models, options.release_key] if path and not path.is_file()
    ]
    if not lacking:
        options.work.mkdir(parents=True, exist_ok=True)
        needed = NEEDED[options.flavour] * GIGABYTE + 2 * sum(path.stat().st_size for path in options.models)
        if (options.work / "stamps" / f"collect-{options.flavour}.json").exists():
            needed //= 3  # the base and the packages are there
        free = shutil.disk_usage(options.work).free
        if free < needed:
            lacking.append(f"{options.work} has {free / GIGABYTE:.1f} GB free, {needed / GIGABYTE:.1f} GB are needed.")
    if lacking:
        raise Failed("\n".join(lacking))


def lacking_tools(more: Mapping[Path, str] | None = None) -> list[str]:
    """At most one sentence: what to install. ``more``: further files, and the package that brings each."""
    tools = {"debootstrap": "debootstrap", "git": "git", "unshare": "util-linux", "apt-get": "apt", "tar": "tar"}
    places = f"{os.environ.get('PATH')}:/usr/sbin"
    packages = {package for tool, package in tools.items() if not shutil.which(tool, path=places)}
    files = {KEYRING: "debian-archive-keyring", **(more or {})}
    packages |= {package for file, package in files.items() if not file.exists()}
    return [f"Tools are missing: sudo apt-get install {' '.join(sorted(packages))}"] if packages else []


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"This is no git checkout with a commit, and only commits are packed: {done.stderr.strip()}")
    return done.stdout.strip()


class Build:
    """One flavour of one commit, in one work folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.flavour: str = options.flavour
        self.work: Path = options.work
        self.base = self.work / "build"
        self.out = self.work / "out"
        self.out.mkdir(exist_ok=True)
        self.commit = git("rev-parse", "HEAD")
        if git("status", "--porcelain", "--untracked-files=no"):
            print("Changes that are not committed are not in the package.", file=sys.stderr)
        self.time = git("log", "-1", "--format=%ct")
        self.line = Line(self.work, {"SOURCE_DATE_EPOCH": self.time})

    def steps(self) -> list[Step]:
        base = digest(HERE / "base.sh", HERE / "mirrors.sh")
        python = digest(base, HERE / "python.sh", HERE / "floor.h")
        made = [HERE / name for name in ("packages.sh", "install.sh", "split_lock.py", "llama_portable.cmake")]
        locks = [ROOT / "requirements.lock", ROOT / "packaging" / "packages.lock"]
        packages = digest(python, *made, *locks, os.environ.get("ZHUNSHENG_LLAMA_OPTIONS", ""))
        key = self.options.release_key
        collected = digest(packages, self.commit, key or "")
        steps = [
            Step("base", "Debian 11 base", base, [[HERE / "base.sh", self.base]], lambda: shutil.rmtree(self.base)),
            Step(
                "python",
                "Python and SQLite",
                python,
                [[HERE / "python.sh", self.base]],
                lambda: shutil.rmtree(self.base / "opt" / "python", ignore_errors=True),
            ),
            Step("packages", "packages and llama.cpp", packages, [[HERE / "packages.sh", self.base, ROOT]]),
            *self._collected(self.flavour, collected),
        ]
        if self.options.models:
            steps.append(self._models())
        if self.options.vulkan:
            steps += self._vulkan(packages)
        if self.options.kind == "compare":
            steps += self._collected(f"{self.flavour}-again", collected)
        return steps

    def _collected(self, name: str, key: str) -> list[Step]:
        """The tree and the packages around it; ``name`` is the flavour, or a second time the flavour."""
        dist = f"/root/dist/{name}/zhunsheng"
        inside = self.base / "root"
        out = f"/root/out/{name}"
        level = "1" if self.options.fast else "6"
        machine = os.uname().machine
        enter = [
            HERE / "enter.sh",
            self.base,
            "env",
            f"PYTHONPATH=/root/checkout-{name}",
            "LD_LIBRARY_PATH=/opt/python/lib",
        ]
        enter += ["LC_ALL=C.UTF-8", f"SOURCE_DATE_EPOCH={self.time}"]
        scripts = f"/root/checkout-{name}/packaging"
        report = f"/root/dist/{name}.glibc.json"
        believe: list[list[str | Path]] = []
        if self.options.release_key:
            believe = [["cp", self.options.release_key, f"{self.base}{dist}/release.key"]]
        collect = [HERE / "collect.sh", self.base, ROOT, self.flavour, name]
        glibc = [*enter, PYTHON, f"{scripts}/base/glibc.py", dist, "--floor", FLOOR, "--report", report]
        deb = [*enter, PYTHON, f"{scripts}/linux/deb.py", "application", dist, out, "--machine", machine]
        deb += ["--flavour", self.flavour, "--glibc-report", report, "--level", level]
        run = [
            *enter,
            PYTHON,
            f"{scripts}/linux/run_file.py",
            dist,
            out,
            "--machine",
            machine,
            "--flavour",
            self.flavour,
        ]
        steps = [
            Step(f"collect-{name}", f"collect {name}", key, [collect, *believe]),
            Step(f"glibc-{name}", "newest GLIBC symbol of each file", key, [glibc]),
            Step(
                f"deb-{name}",
                f".deb ({name}, xz -{level})",
                digest(key, level),
                [["rm", "-rf", inside / "out" / name], deb],
            ),
        ]
        if name == self.flavour:
            steps.append(Step(f"run-{name}", ".run", key, [run]))
        return steps

    def _vulkan(self, packages: str) -> list[Step]:
        """Built from the source of llama.cpp that the lock names, with the compiler that the packages brought."""
        library = digest(packages, HERE / "vulkan.sh")
        script = f"/root/checkout-{self.flavour}/packaging"
        enter = [HERE / "enter.sh", self.base, "env", f"SOURCE_DATE_EPOCH={self.time}", "LC_ALL=C.UTF-8"]
        enter += ["LD_LIBRARY_PATH=/opt/python/lib", PYTHON]
        dist, report, out = "/root/dist/vulkan", "/root/dist/vulkan.glibc.json", "/root/out/vulkan"
        level = "1" if self.options.fast else "6"
        glibc = [*enter, f"{script}/base/glibc.py", dist, "--floor", FLOOR, "--report", report]
        deb = [*enter, f"{script}/linux/deb.py", "backend", "vulkan", dist, out, "--machine", os.uname().machine]
        deb += ["--glibc-report", report, "--level", level]
        clean = ["rm", "-rf", self.base / "root" / "out" / "vulkan"]
        return [
            Step("vulkan", "Vulkan backend of llama.cpp", library, [[HERE / "vulkan.sh", self.base, ROOT]]),
            Step("deb-vulkan", ".deb of the Vulkan backend", digest(library, self.commit, level), [glibc, clean, deb]),
        ]

    def _models(self) -> Step:
        """The files travel into the base as links: two gigabytes are copied once, into the package. That is part of the
        step, as a base that is made anew has lost what was put in before."""
        models: list[Path] = self.options.models
        inside = self.base / "root" / "models"
        bring = [["rm", "-rf", inside], ["mkdir", "-p", inside]]
        copy = 'cp --link --dereference "$@" || cp --dereference "$@"'  # another filesystem takes no link
        bring.append(["sh", "-c", copy, "cp", *models, inside])
        checkout = f"/root/checkout-{self.flavour}"
        command = [HERE / "enter.sh", self.base, "env", f"SOURCE_DATE_EPOCH={self.time}", "LC_ALL=C.UTF-8"]
        command += [PYTHON, f"{checkout}/packaging/linux/deb.py", "models", "/root/out/models"]
        command += [f"/root/models/{model.name}" for model in models]
        what = [f"{model.name} {model.stat().st_size} {model.stat().st_mtime_ns}" for model in models]
        return Step("models", ".deb of the models", digest(self.commit, *what), [*bring, command])

    def report(self, seconds: dict[str, float]) -> None:
        """Gather what was made, with its sums, and say what it is."""
        inside = self.base / "root"
        beside = [name for name in ("models", "vulkan") if getattr(self.options, name)]
        folders = [inside / "out" / name for name in (self.flavour, *beside)]
        for path in [path for folder in folders for path in sorted(folder.iterdir())]:
            (self.out / path.name).unlink(missing_ok=True)
            try:
                os.link(path, self.out / path.name)
            except OSError:
                shutil.copyfile(path, self.out / path.name)
        sizes, glibc = self.out / f"sizes-{self.flavour}.tsv", self.out / f"glibc-{self.flavour}.json"
        shutil.copyfile(inside / "dist" / f"{self.flavour}.tsv", sizes)
        shutil.copyfile(inside / "dist" / f"{self.flavour}.glibc.json", glibc)
        steps = {"commit": self.commit, "seconds": seconds, "processors": os.cpu_count()}
        (self.out / f"build-{self.flavour}.json").write_text(json.dumps(steps, indent=1) + "\n", "utf-8")
        files = sorted(path for path in self.out.iterdir() if path.suffix in (".deb", ".run"))
        (self.out / "SHA256SUMS").write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), "utf-8")
        for path in files:
            print(f"{path.stat().st_size / 10**6:8.1f} MB  {path}")
        print(f"newest symbol: GLIBC_{json.loads(glibc.read_text('utf-8'))['newest']}")
        print(f"{sum(seconds.values()) / 60:8.1f} minutes in all the steps")

    def compare(self) -> int:
        """Which files of the two trees differ, and whether the packages are the same. 1 when anything differs."""
        inside = self.base / "root"
        first, second = (tree(inside / "dist" / name / "zhunsheng") for name in (self.flavour, f"{self.flavour}-again"))
        differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
        for name in differing:
            which = "differs" if name in first and name in second else "only once"
            print(f"{which}: {name}")
        pair = [next((inside / "out" / name).glob("*.deb")) for name in (self.flavour, f"{self.flavour}-again")]
        sums = [sha256(path) for path in pair]
        print(f"{len(first)} files, {len(differing)} differ; .deb {sums[0]} and {sums[1]}")
        same = not differing and sums[0] == sums[1]
        result = {"files": len(first), "differ": differing, "deb": sums, "same": same}
        (self.out / f"compare-{self.flavour}.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
        return 0 if same else 1


def tree(folder: Path) -> dict[str, str]:
    """What each file of a tree is: its sum or where it links to, and whether it runs."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = f"{sha256(path)} {os.access(path, os.X_OK)}"
    return found


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(ended(main))
