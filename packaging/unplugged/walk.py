"""The unplugged proof: a clean machine without any network interface, the packages, and a person who uses them.

    python3 packaging/unplugged/walk.py BASE OUT PACKAGE.deb… [--work DIR] [--no-trace]

BASE is a clean system from packaging/base/base.sh ("clean"). The desktop that an office has (window manager, file
manager, screen reader's bus, a Chinese font) is put over it once, with the network; from then on nothing has one: the
packages are installed, and the person of person.py works, in a network namespace without an interface. Every socket
call of the program and its children is counted from strace's log. BASE is never changed: what happens goes into layers
above it.

OUT gets the pictures, walk.json and the logs. Exit 0: every step was done, no call but local ones, nothing left behind
by the package. Linux, root; needs overlayfs, unshare and Debian's mirrors for the first run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.offline_walk import read_trace  # noqa: E402 - the path to it is set above

PERSON = "office"
WINDOWS = ("xvfb", "openbox", "pcmanfm", "imagemagick", "xdotool", "xclip", "libgtk-3-bin", "fonts-wqy-microhei")
BUSES = ("dbus", "dbus-x11", "at-spi2-core", "python3-pyatspi", "strace", "procps")
FREEDESKTOP = ("desktop-file-utils", "shared-mime-info", "hicolor-icon-theme")
DESKTOP = (*WINDOWS, *BUSES, *FREEDESKTOP)
SAMPLES = ROOT / "app" / "samples"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("packages", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, help="where the layers lie; by default beside BASE")
    parser.add_argument("--no-trace", action="store_true", help="without strace, for seconds that it does not stretch")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("the walk mounts layers and makes namespaces: run it as root")
    work = options.work or options.base.with_name(options.base.name + "-walk")
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    desktop = make_desktop(options.base, work)
    report = unplugged(options.base, desktop, work, options.packages, options.out, not options.no_trace)
    (options.out / "walk.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for step in report["steps"]:
        print(f"{step['step']:<32}{step['seconds']:>8.2f} s")
    print("failures:", "; ".join(report["failures"]) or "none")
    return 1 if report["failures"] else 0


def make_desktop(base: Path, work: Path) -> Path:
    """The layer with the desktop's own programs, made once."""
    layer = work / "desktop"
    stamp = work / "desktop.made"
    if stamp.exists() and stamp.read_text() == " ".join(DESKTOP):
        return layer
    shutil.rmtree(layer, ignore_errors=True)
    layer.mkdir(parents=True)
    with mounted([base], layer, work) as machine:
        inside(machine, "apt-get", "update", "-q", plugged=True)
        inside(machine, "apt-get", "install", "-y", "-q", "--no-install-recommends", *DESKTOP, plugged=True)
        inside(machine, "apt-get", "clean", plugged=True)
        inside(machine, "useradd", "-m", "-s", "/bin/bash", PERSON)
    stamp.write_text(" ".join(DESKTOP))
    return layer


def unplugged(
    base: Path, desktop: Path, work: Path, packages: Sequence[Path], out: Path, is_traced: bool
) -> dict[str, Any]:
    """Install, walk, remove; gives the steps with their seconds, the sockets, and what failed."""
    layer = work / "machine"
    shutil.rmtree(layer, ignore_errors=True)
    layer.mkdir()
    steps: list[dict[str, Any]] = []
    failures: list[str] = []
    with mounted([desktop, base], layer, work) as machine:
        interfaces = told(machine, "sh", "-c", "tail -n +3 /proc/net/dev | cut -d: -f1").split()
        lay_person(machine)
        (machine / "packages").mkdir()
        for package in packages:
            copy_or_link(package, machine / "packages" / package.name)
            began = time.monotonic()
            inside(machine, "dpkg", "-i", f"/packages/{package.name}")
            steps.append({"step": f"install {package.name.partition('_')[0]}", "seconds": time.monotonic() - began})
        names = [package.name.partition("_")[0] for package in packages]
        words = [f"/home/{PERSON}/out", *(["--trace"] if is_traced else [])]
        walked = enter(
            machine, "su", "-", PERSON, "-c", "sh /walk/session.sh " + " ".join(words), log=out / "session.log"
        )
        came = machine / "home" / PERSON / "out"
        shutil.copytree(came, out, dirs_exist_ok=True)
        diary = json.loads((came / "diary.json").read_text("utf-8")) if (came / "diary.json").exists() else {}
        steps += diary.get("steps", [])
        if walked != 0:
            failures.append(diary.get("failure") or f"the session ended with {walked}")
        began = time.monotonic()
        inside(machine, "dpkg", "--purge", *reversed(names))
        steps.append({"step": "remove the packages", "seconds": time.monotonic() - began})
        failures += left_behind(machine)
    report: dict[str, Any] = {"steps": steps, "interfaces": interfaces, "failures": failures}
    # A new namespace has a loopback that is down: not even the machine itself can be reached.
    if set(interfaces) - {"lo"}:
        failures.append(f"the machine has interfaces: {interfaces}")
    if is_traced:
        trace = read_trace((out / "sockets.trace").read_text("utf-8", "replace").splitlines())
        report |= {"threads": len(trace.threads), "local_calls": trace.local, "other_calls": dict(trace.others)}
        if trace.others:
            failures.append(f"{sum(trace.others.values())} socket calls that are not local")
        if len(trace.threads) < 10:
            failures.append(f"strace saw {len(trace.threads)} threads: it did not follow the program")
    return report


def lay_person(machine: Path) -> None:
    """The documents of the first day, and the hands."""
    home = machine / "home" / PERSON
    shutil.copytree(SAMPLES, home / "documents")
    (home / "out").mkdir()
    shutil.copytree(HERE, machine / "walk", ignore=shutil.ignore_patterns("__pycache__"))
    inside(machine, "chown", "-R", f"{PERSON}:{PERSON}", f"/home/{PERSON}")
    inside(machine, "dbus-uuidgen", "--ensure=/etc/machine-id")


def left_behind(machine: Path) -> list[str]:
    """What the package should have taken with it, and what it should have left: the person's own data."""
    found = []
    if (machine / "opt" / "zhunsheng").exists():
        found.append("/opt/zhunsheng is left behind")
    found += [
        f"{path.relative_to(machine)} is left behind"
        for place in ("usr/bin", "usr/share/applications", "usr/share/mime/packages", "usr/share/man/man1")
        for path in (machine / place).glob("zhunsheng*")
    ]
    home = machine / "home" / PERSON
    if not list(home.glob(".local/share/zhunsheng/**/*.sqlite*")) and not list(
        home.glob(".local/share/zhunsheng/**/*.db")
    ):
        found.append("the person's library is gone")
    return found


@contextmanager
def mounted(lower: Sequence[Path], upper: Path, work: Path) -> Iterator[Path]:
    """The layers as one folder, writing into the uppermost."""
    machine, scratch = work / "mounted", work / "scratch"
    for folder in (machine, scratch):
        folder.mkdir(parents=True, exist_ok=True)
    layers = f"lowerdir={':'.join(map(str, lower))},upperdir={upper},workdir={scratch}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, machine], check=True)
    try:
        yield machine
    finally:
        subprocess.run(["umount", "--lazy", machine], check=True)


def inside(machine: Path, *command: str, plugged: bool = False) -> None:
    """Run a command in the machine and insist that it succeeds."""
    if enter(machine, *command, plugged=plugged, log=machine.parent / "machine.log") != 0:
        print((machine.parent / "machine.log").read_text("utf-8", "replace")[-3000:], file=sys.stderr)
        raise SystemExit(f"{' '.join(command[:3])} failed in {machine}")


def told(machine: Path, *command: str) -> str:
    log = machine.parent / "told.log"
    enter(machine, *command, log=log)
    return log.read_text("utf-8")


def enter(machine: Path, *command: str, log: Path, plugged: bool = False) -> int:
    """Through the base's own door, without a network unless ``plugged``; what is printed goes to ``log``."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    if not plugged:
        environment["ZHUNSHENG_UNPLUGGED"] = "1"
    with log.open("wb") as output:
        return subprocess.run(
            [ROOT / "packaging" / "base" / "enter.sh", machine, *command],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode


def copy_or_link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
