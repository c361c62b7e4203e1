"""Which pins of both locks come built for 64-bit ARM, and what is therefore missing for a package for it.

    python packaging/arm64.py [OUT.md]     asks the indexes that pip is set up with; downloads nothing

For each pin: the wheel for CPython 3.11 with the lowest floor (the glibc of its manylinux tag), or that only a source
distribution is there, or nothing. Fetching names and files is pip's own work, through its finder of packages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker, default_environment
from packaging.utils import canonicalize_name, parse_wheel_filename

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lock import LOCK, PIN, TOOLS_LOCK, blocks

PYTHON = (3, 11)
NEWEST_GLIBC = 45
FLOOR = 28
"""Minor version of the oldest glibc that is supported (packaging/package.py)."""
MACHINE = "aarch64"
MANYLINUX = re.compile(rf"manylinux_2_(\d+)_{MACHINE}|manylinux(2014)_{MACHINE}")
PLATFORMS = [f"manylinux_2_{minor}_{MACHINE}" for minor in range(NEWEST_GLIBC, 16, -1)]
PLATFORMS += [f"manylinux2014_{MACHINE}", f"linux_{MACHINE}"]


@dataclass(frozen=True, slots=True)
class Pin:
    """``glibc``: minor version of the lowest floor among its wheels for the machine; 0 for any, None without one."""

    name: str
    version: str
    lock: str
    glibc: int | None
    has_source: bool

    @property
    def found(self) -> str:
        if self.glibc is None:
            return "only the source distribution" if self.has_source else "nothing"
        return f"glibc 2.{self.glibc}" if self.glibc else "any machine"

    @property
    def is_missing(self) -> bool:
        return self.glibc is None or self.glibc > FLOOR


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?")
    options = parser.parse_args()
    finder = package_finder()
    found = []
    for lock, name, version in pins():
        found.append(judged(lock, name, version, [one.link.filename for one in finder.find_all_candidates(name)]))
        print(f"{name}=={version}: {found[-1].found}", flush=True)
    if options.out:
        options.out.write_text(table(found), "utf-8")
    return 0


def pins() -> Iterator[tuple[str, str, str]]:
    """Lock, name and version of what Linux on this machine takes with this Python."""
    where = default_environment() | {"platform_machine": MACHINE, "sys_platform": "linux", "platform_system": "Linux"}
    where |= {"os_name": "posix", "python_version": "3.11", "python_full_version": "3.11.2", "extra": ""}
    for lock in (LOCK, TOOLS_LOCK):
        for block in blocks(lock.read_text("utf-8")):
            head = block.splitlines()[0].rstrip("\\ ")
            pin, marker = PIN.match(head), head.partition(" ; ")[2]
            assert pin is not None
            if not marker or Marker(marker).evaluate(dict(where)):
                yield lock.name, canonicalize_name(pin["name"]), pin["version"]


def judged(lock: str, name: str, version: str, files: list[str]) -> Pin:
    """By the names of the files that an index offers for the project and that fit the machine."""
    floors, has_source = [], False
    for file in files:
        if not file.endswith(".whl"):
            has_source |= bool(re.search(rf"-{re.escape(version)}\.(tar\.gz|zip)$", file))
            continue
        _, made, _, tags = parse_wheel_filename(file)
        if str(made) == version:
            floors += [floor for tag in tags if (floor := glibc_of(tag.platform)) is not None]
    return Pin(name, version, lock, min(floors, default=None), has_source)


def glibc_of(platform: str) -> int | None:
    """Minor version that a wheel's platform tag asks for; 0 for one that asks for nothing."""
    if platform in ("any", f"linux_{MACHINE}"):
        return 0
    named = MANYLINUX.fullmatch(platform)
    return (int(named[1]) if named[1] else 17) if named else None


def table(found: list[Pin]) -> str:
    missing = [pin for pin in found if pin.is_missing]
    lines = [
        f"{len(found)} pins; {len(missing)} of them without a wheel for {MACHINE} that runs on glibc 2.{FLOOR}:\n\n"
    ]
    lines += ["| package | version | lock | wheel for the oldest glibc |\n", "| --- | --- | --- | --- |\n"]
    rows = [f"| {pin.name} | {pin.version} | {pin.lock} | {pin.found} |\n" for pin in [*missing, *found]]
    heads = ["\nAll of them:\n\n", *lines[1:]]
    return "".join([*lines, *rows[: len(missing)], *heads, *rows[len(missing) :]])


def package_finder() -> Any:
    """pip's own, set up as pip is on this machine and choosing as if for the other one."""
    from pip._internal.commands import create_command
    from pip._internal.models.target_python import TargetPython

    command: Any = create_command("index")
    options, _ = command.parse_args(["versions", "any"])
    target = TargetPython(PLATFORMS, PYTHON, ["cp311", "abi3", "none"], "cp")
    stack = command.main_context()
    stack.__enter__()  # for as long as the program runs: the session belongs to it
    return command._build_package_finder(
        options=options, session=command._build_session(options), target_python=target, ignore_requires_python=False
    )


if __name__ == "__main__":
    sys.exit(main())
