#!/usr/bin/env python3
"""Build the .deb without torch for 64-bit ARM (Phytium, Kunpeng) on an x86-64 machine. Standard library and pip; root.

    python3 packaging/cross/build.py [--work DIR] [--fast] [--without-security]

Compiled across, natively: Python, SQLite, llama.cpp. Everything else comes as wheels, by their hashes. Emulated by
qemu-user: apt in the target's base, and PyInstaller, which asks the target's own Python and linker. Leaves in DIR/out
what packaging/package.py leaves there. Each step is stamped: broken off, the same command goes on where it was.

PIP_INDEX_URL, PIP_CERT, DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR are honoured. Where the security mirror lists the
architecture and does not hold its files, the build ends; ``--without-security`` takes Debian's release as it was, and
the few libraries of Debian in the package (OpenSSL for Python's ssl above all) lack what was mended since.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import package  # noqa: E402 - the path to it is set above
from package import GIGABYTE, ROOT, git, sha256  # noqa: E402
from pins import FLOOR, MACHINE  # noqa: E402
from steps import Failed, Line, Step, digest, ended  # noqa: E402

BASE = package.HERE
ARCHITECTURE = "arm64"
"""Debian's name of the machine."""
FLAVOUR = "slim"
NEEDED = 8 * GIGABYTE
INTERPRETER = Path("/usr/bin/qemu-aarch64-static")
REGISTERED = Path("/proc/sys/fs/binfmt_misc")
MAGIC = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\xb7\x00"
MASK = b"\xff" * 7 + b"\x00" + b"\xff" * 8 + b"\xfe\xff\xff\xff"
"""Of a little-endian 64-bit ELF program or shared object for the machine (linux/elf.h: EM_AARCH64 is 183)."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / MACHINE, help="gigabytes; kept for the next build"
    )
    parser.add_argument("--fast", action="store_true", help="xz -1: a third larger, a tenth of the time")
    parser.add_argument("--without-security", action="store_true", help="see above; not for a release")
    options = parser.parse_args()
    work = options.work.resolve()
    check_machine(work)
    let_run()
    commit, time = git("rev-parse", "HEAD"), git("log", "-1", "--format=%ct")
    line = Line(work, {"SOURCE_DATE_EPOCH": time})
    seconds = line.take(steps(work, commit, "1" if options.fast else "6", with_security=not options.without_security))
    report(work, commit, seconds)
    return 0


def check_machine(work: Path) -> None:
    """Raises Failed with everything that is missing at once."""
    lacking = []
    if os.geteuid() != 0 or os.uname().machine != "x86_64":
        lacking.append("It has to run as root (chroot, mounts) on an x86-64 Linux.")
    lacking += package.lacking_tools({INTERPRETER: "qemu-user-static"})
    work.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(work).free
    if not (work / "stamps" / "target.json").exists() and free < NEEDED:
        lacking.append(f"{work} has {free / GIGABYTE:.1f} GB free, {NEEDED / GIGABYTE:.1f} GB are needed.")
    if lacking:
        raise Failed("\n".join(lacking))


def registration() -> bytes:
    """What the kernel is told (Documentation/admin-guide/binfmt-misc.rst); by "F" a chroot needs no qemu."""
    escaped = [b"".join(b"\\x%02x" % byte for byte in part) for part in (MAGIC, MASK)]
    return b":".join([b"", b"qemu-aarch64", b"M", b"", *escaped, str(INTERPRETER).encode(), b"F"])


def let_run() -> None:
    """Have the kernel start the target's programs with qemu, where it does not yet. Raises Failed."""
    try:
        if not (REGISTERED / "register").exists():
            subprocess.run(["mount", "-t", "binfmt_misc", "none", REGISTERED], check=True)
        if not (REGISTERED / "qemu-aarch64").exists():
            (REGISTERED / "register").write_bytes(registration())
        told = (REGISTERED / "qemu-aarch64").read_text("utf-8")
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failed(f"The kernel takes no interpreter for {MACHINE} (binfmt_misc): {error}") from None
    if "enabled" not in told.split() or "F" not in told.partition("flags:")[2].split("\n")[0]:
        raise Failed(f"{REGISTERED}/qemu-aarch64 is off, or without the flag F that a chroot needs:\n{told}")


def steps(work: Path, commit: str, level: str, *, with_security: bool = True) -> list[Step]:
    """What is compiled natively, what is fetched, and what comes together in the target's base."""
    build, clean, target = work / "build", work / "clean", work / "target"
    base = digest(BASE / "base.sh", BASE / "mirrors.sh")
    python = digest(base, BASE / "python.sh", BASE / "floor.h")
    release = [] if with_security else ["release"]
    made_clean = [BASE / "base.sh", clean, "clean", ARCHITECTURE]
    if release:
        made_clean = ["env", "DEBIAN_SECURITY_MIRROR=none", *made_clean]
    tools = digest(python, HERE / "toolchain.sh", *release)
    pins = digest(
        HERE / "wheels.sh", HERE / "pins.py", HERE / f"{MACHINE}.lock", ROOT / "requirements.lock",
        ROOT / "packaging" / "packages.lock",
    )  # fmt: skip
    cross = digest(tools, HERE / "python.sh")
    llama = digest(
        tools, HERE / "llama.sh", HERE / f"{MACHINE}.cmake", BASE / "llama_portable.cmake",
        ROOT / "packaging" / "llama.cmake",
        (ROOT / "requirements.lock").read_text("utf-8").partition("llama-cpp-python==")[2].partition("\n")[0],
        os.environ.get("ZHUNSHENG_LLAMA_OPTIONS", ""),
    )  # fmt: skip
    environment = digest(base, cross, llama, pins, HERE / "target.sh")
    collected = digest(environment, commit)
    dist, checkout = f"/root/dist/{FLAVOUR}/zhunsheng", f"/root/checkout-{FLAVOUR}"
    report = f"/root/dist/{FLAVOUR}.glibc.json"
    inside = ["env", f"PYTHONPATH={checkout}", "LD_LIBRARY_PATH=/opt/python/lib", "LC_ALL=C.UTF-8"]
    glibc = [BASE / "enter.sh", target, *inside, package.PYTHON, f"{checkout}/packaging/base/glibc.py", dist]
    glibc += ["--floor", f"2.{FLOOR}", "--report", report]
    # Emulated, too, though slow at it: the icons are drawn by the environment's Qt.
    deb = [BASE / "enter.sh", target, *inside, package.PYTHON, f"{checkout}/packaging/linux/deb.py"]
    deb += [
        "application",
        dist,
        f"/root/out/{FLAVOUR}",
        "--machine",
        MACHINE,
        "--glibc-report",
        report,
        "--level",
        level,
    ]
    lock = f"ZHUNSHENG_LOCK={work}/pins/requirements.lock"
    return [
        Step("base", "Debian 11 base", base, [[BASE / "base.sh", build]], lambda: shutil.rmtree(build)),
        Step("python", "Python for this machine", python, [[BASE / "python.sh", build]]),
        Step("toolchain", "cross compilers", tools, [[HERE / "toolchain.sh", build, *release]]),
        Step("wheels", "wheels", pins, [[HERE / "wheels.sh", ROOT, work]]),
        Step("cross-python", f"Python for {MACHINE}", cross, [[HERE / "python.sh", build]]),
        Step("llama", f"llama.cpp for {MACHINE}", llama, [[HERE / "llama.sh", build, work, ROOT]]),
        Step("clean", f"Debian 11 base for {MACHINE}", digest(base, *release), [made_clean],
             lambda: shutil.rmtree(clean)),
        Step("target", "the target's environment", environment, [[HERE / "target.sh", clean, build, work, target]]),
        Step(f"collect-{FLAVOUR}", "collect", collected, [["env", lock, BASE / "collect.sh", target, ROOT, FLAVOUR]]),
        Step(f"glibc-{FLAVOUR}", "newest GLIBC symbol of each file", collected, [glibc]),
        Step(f"deb-{FLAVOUR}", f".deb (xz -{level})", digest(collected, level),
             [["rm", "-rf", target / "root" / "out"], deb]),
    ]  # fmt: skip


def report(work: Path, commit: str, seconds: dict[str, float]) -> None:
    """Gather what was made, with its sums, and say what it is."""
    out, packed, dist = work / "out", work / "target" / "root" / "out" / FLAVOUR, work / "target" / "root" / "dist"
    out.mkdir(exist_ok=True)
    for path in [*packed.glob("*.deb"), dist / f"{FLAVOUR}.tsv", dist / f"{FLAVOUR}.glibc.json"]:
        shutil.copyfile(path, out / path.name)
    told = {"commit": commit, "seconds": seconds, "processors": os.cpu_count(), "load": os.getloadavg()[2]}
    (out / "build.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    files = sorted(out.glob("*.deb"))
    (out / "SHA256SUMS").write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), "utf-8")
    for path in files:
        print(f"{path.stat().st_size / 10**6:8.1f} MB  {path}")
    print(f"newest symbol: GLIBC_{json.loads((out / f'{FLAVOUR}.glibc.json').read_text('utf-8'))['newest']}")
    print(f"{sum(seconds.values()) / 60:8.1f} minutes in all the steps")


if __name__ == "__main__":
    sys.exit(ended(main))
