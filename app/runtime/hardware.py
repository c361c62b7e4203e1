"""What this machine has, as far as running models goes. Nothing here loads a native library."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.runtime.cgroups import group_cpus, group_memory, read_file

_WINDOWS_FEATURES = {"sse4_2": 38, "avx2": 40}
"""PF_SSE4_2_INSTRUCTIONS_AVAILABLE and PF_AVX2_INSTRUCTIONS_AVAILABLE of IsProcessorFeaturePresent."""
BUSY_SAMPLE_SECONDS = 0.5
BUSY_PERCENT = 30.0
"""Of all CPUs together: on two of them one program that computes has 50."""
_CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """``usable_cpus`` is what this process may use: affinity and container limits count. Memory in bytes."""

    cpu: str
    features: tuple[str, ...]
    physical_cores: int
    usable_cpus: int
    memory_total: int
    memory_available: int

    @property
    def has_avx2(self) -> bool:
        """LanceDB's x86 wheels crash without it; other architectures have no use for it."""
        return "avx2" in self.features or not is_x86()

    @property
    def is_sufficient(self) -> bool:
        """numpy's, OpenCV's and Arrow's x86 wheels end the process without SSE4.2; unknown features count as enough."""
        return "sse4_2" in self.features or not self.features or not is_x86()


def probe_machine() -> Machine:
    """Asked of the system, never tried out: an instruction that a CPU lacks would end the process."""
    usable = usable_cpus()
    total, available = total_and_available()
    return Machine(
        cpu=cpu_name(),
        features=tuple(sorted(cpu_features())),
        physical_cores=min(psutil.cpu_count(logical=False) or usable, usable),
        usable_cpus=usable,
        memory_total=total,
        memory_available=available,
    )


def require_processor() -> None:
    """Raises EnvironmentFault on a processor that the program's libraries would end the process on."""
    machine = probe_machine()
    if not machine.is_sufficient:
        raise EnvironmentFault(
            tr("处理器 {name} 没有 SSE4.2 指令集，准绳不能在它上面运行", name=machine.cpu),
            tr("请换一台 2009 年以后的电脑；在虚拟机里，请让它使用主机的处理器型号。"),
        )


def is_x86() -> bool:
    return platform.machine().lower() in ("x86_64", "amd64", "i386", "i686")


def cpu_name() -> str:
    """The maker's name for it, or the architecture where the system does not tell."""
    if sys.platform == "linux":
        return cpuinfo_field(read_file(_CPUINFO), "model name") or platform.machine()
    if sys.platform == "darwin":
        return _sysctl("machdep.cpu.brand_string") or platform.machine()
    return platform.processor() or platform.machine()


def cpu_features() -> frozenset[str]:
    """Instruction sets by the names that Linux uses; on Windows only sse4_2 and avx2."""
    if sys.platform == "linux":
        text = read_file(_CPUINFO)
        return frozenset((cpuinfo_field(text, "flags") or cpuinfo_field(text, "Features")).lower().split())
    if sys.platform == "darwin":
        return frozenset(_sysctl("machdep.cpu.leaf7_features").lower().split())
    if sys.platform == "win32":
        import ctypes

        has = ctypes.windll.kernel32.IsProcessorFeaturePresent
        return frozenset(name for name, number in _WINDOWS_FEATURES.items() if has(number))
    return frozenset()


def cpuinfo_field(text: str, name: str) -> str:
    """The first processor's value of that name in /proc/cpuinfo, "" without one."""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def usable_cpus() -> int:
    """At least 1. Containers and ``taskset`` leave a process fewer than the machine has."""
    if sys.platform == "linux":
        count = len(os.sched_getaffinity(0))
        quota = group_cpus()
        return max(1, min(count, quota) if quota is not None else count)
    return os.cpu_count() or 1


def available_memory() -> int:
    """Bytes that can be taken without swapping, within the limits of the groups that this process is in."""
    return total_and_available()[1]


def total_and_available() -> tuple[int, int]:
    """Bytes that the machine has, and what ``available_memory`` says, both within the limits of the groups."""
    memory = psutil.virtual_memory()
    total, available = int(memory.total), int(memory.available)
    group = group_memory() if sys.platform == "linux" else None
    if group is not None:
        total, available = min(total, group.limit), min(available, group.left)
    return total, max(0, available)


def private_memory(pid: int) -> int:
    """Bytes of a process that ``available_memory`` lacks; 0 where it has ended.

    Linux counts a model file that is mapped into memory as available.
    """
    try:
        info = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return max(0, int(info.rss) - int(getattr(info, "shared", 0)))


def resident_memory(pid: int) -> int:
    """Bytes of a process that are in memory, with the files mapped into it; 0 where it has ended."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def thread_candidates(machine: Machine) -> tuple[int, ...]:
    """Thread counts worth timing: a half, all and one less than all of the real cores, and the virtual ones."""
    cores = machine.physical_cores
    counts = {max(1, cores // 2), max(1, cores - 1), cores, machine.usable_cpus}
    return tuple(sorted(counts))


def is_busy() -> bool:
    """Whether other programs use so much of the CPUs just now that timings would say nothing. Takes half a second."""
    return psutil.cpu_percent(interval=BUSY_SAMPLE_SECONDS) > BUSY_PERCENT


def _sysctl(name: str) -> str:
    try:
        found = subprocess.run(["/usr/sbin/sysctl", "-n", name], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()
