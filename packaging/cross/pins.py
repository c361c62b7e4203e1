"""Which pins go into the environment for 64-bit ARM: both locks, read as that machine would read them.

    python3 packaging/cross/pins.py CHECKOUT FOLDER      prints the platforms of the wheels, the newest glibc first

Writes into FOLDER, all with their hashes: target.txt, what comes built for the target; native.txt, what compiles
llama.cpp's binding on this machine; source.txt, that binding; pip.txt, the installer; requirements.lock, the lock with
the target's own versions, for the bill of materials. Needs no package but pip.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pip._vendor.packaging.markers import Marker

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "base"))
from split_lock import FROM_SOURCE, INSTALLER, blocks

MACHINE = "aarch64"
OWN_LOCK = f"packaging/cross/{MACHINE}.lock"
FLOOR = 31
"""Minor version of the glibc that the package asks for: that of Debian 11 and Kylin V10."""
PLATFORMS = [f"manylinux_2_{minor}_{MACHINE}" for minor in range(FLOOR, 16, -1)] + [f"manylinux2014_{MACHINE}"]
NOT_BUILT = ("torch",)
"""Without a wheel for the machine in the pinned version; the slim flavour goes without it."""
BUILDS_BINDING = ("cmake", "ninja", "scikit-build-core", "packaging", "pathspec")
TARGET = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": MACHINE,
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": "3.11",
    "python_full_version": "3.11.2",
}


def split_pins(block: str) -> list[str]:
    """The pins of one package, each with its hashes: several where platforms differ."""
    found: list[str] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("#"):
            continue
        if line[:1].isspace() and found:
            found[-1] += line
        elif "==" in line:
            found.append(line)
    return found


def for_target(pin: str) -> bool:
    """Whether the target takes this pin, by its environment marker."""
    marker = pin.splitlines()[0].rstrip("\\ ").partition(" ; ")[2]
    return not marker or Marker(marker).evaluate(TARGET)


def target_pins(lock: dict[str, str], tools: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """By name, what the environment of the target is made of. ``own`` has the last word on versions.

    Raises ValueError for a pin of its own that no lock asks for: it would be a package that nobody wanted.
    """
    if strangers := sorted(own.keys() - lock.keys()):
        raise ValueError(f"{OWN_LOCK} has what requirements.lock does not ask for: {', '.join(strangers)}")
    left_out = {FROM_SOURCE, INSTALLER, *NOT_BUILT}
    found = {}
    for name, block in {**tools, **lock, **own}.items():
        pins = [pin for pin in split_pins(block) if for_target(pin)]
        if pins and name not in left_out:
            found[name] = "".join(pins)
    return found


def with_own(lock: dict[str, str], own: dict[str, str]) -> str:
    """The whole lock, in the target's versions of what differs."""
    return "".join(block for name, one in lock.items() for block in split_pins(own.get(name, one)))


def main(checkout: Path, folder: Path) -> None:
    lock, tools = blocks(checkout / "requirements.lock"), blocks(checkout / "packaging" / "packages.lock")
    own = blocks(checkout / OWN_LOCK)
    parts = {
        "requirements.lock": with_own(lock, own),
        "target.txt": "".join(target_pins(lock, tools, own).values()),
        "native.txt": "".join(lock[name] for name in BUILDS_BINDING),
        "source.txt": lock[FROM_SOURCE],
        "pip.txt": tools[INSTALLER],
    }
    for name, text in parts.items():
        (folder / name).write_text(text, "utf-8")
    print(" ".join(PLATFORMS))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
