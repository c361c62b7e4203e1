"""What memory and CPUs Linux leaves to this process's control groups: containers, systemd's units, slurm's jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_MOUNT = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")


@dataclass(frozen=True, slots=True)
class _Names:
    """The files of one version. Cached files that the system gives up count as used in both."""

    limits: tuple[str, ...]
    used: str
    given_up: str


_V2 = _Names(("memory.max", "memory.high"), "memory.current", "inactive_file")
"""Above memory.high nothing is ended, but the group is slowed down and swapped."""
_V1 = _Names(("memory.limit_in_bytes",), "memory.usage_in_bytes", "total_inactive_file")


@dataclass(frozen=True, slots=True)
class GroupMemory:
    """Bytes: the least limit, and the least that is left under any."""

    limit: int
    left: int


def group_memory(mount: Path = _MOUNT, own: Path = _OWN) -> GroupMemory | None:
    """Over this process's group and all those around it; None without a limit.

    Version 1 writes a number beyond any machine's memory where there is no limit.
    """
    limits: list[int] = []
    lefts: list[int] = []
    for folder, names in _groups(mount, read_file(own)):
        used, stat = read_file(folder / names.used), read_file(folder / "memory.stat")
        for limit in (read_file(folder / name).strip() for name in names.limits):
            if limit.isdigit():
                limits.append(int(limit))
            if (left := memory_left(limit, used, stat, names.given_up)) is not None:
                lefts.append(left)
    return GroupMemory(min(limits), min(lefts)) if lefts else None


def memory_left(limit: str, used: str, stat: str, given_up: str = _V2.given_up) -> int | None:
    """Bytes under the limit, from what the group's files say; None without one. Below 0 where a limit was lowered.

    Cached files count as used there, though the system gives them up: a container that has read much looks full.
    """
    if not limit.strip().isdigit() or not used.strip().isdigit():
        return None
    cached = next((line.split()[1] for line in stat.splitlines() if line.startswith(f"{given_up} ")), "0")
    return int(limit) - int(used) + int(cached)


def group_cpus() -> int | None:
    """Whole CPUs by the quota of the root group of version 2, which is a container's own; None without one."""
    return whole_cpus(read_file(_MOUNT / "cpu.max"))


def whole_cpus(text: str) -> int | None:
    """Of "QUOTA PERIOD" (cpu.max), at least 1; None without a limit."""
    quota, _, period = text.strip().partition(" ")
    if not quota.isdigit() or not period.isdigit() or int(period) == 0:
        return None
    return max(1, int(quota) // int(period))


def _groups(mount: Path, own: str) -> Iterator[tuple[Path, _Names]]:
    """Folders from the process's own group up to the mount. In a container the path may be the host's, which is not
    there: the mount itself is the container's group then."""
    for line in own.splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers and "memory" not in controllers.split(","):
            continue
        top, names = (mount / "memory", _V1) if controllers else (mount, _V2)
        parts = PurePosixPath(path.lstrip("/")).parts
        if ".." in parts:  # moved out of its namespace: what is above cannot be seen
            parts = ()
        for count in range(len(parts), -1, -1):
            yield top.joinpath(*parts[:count]), names


def read_file(path: Path) -> str:
    """A file of the system, "" where there is none."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
