"""What the machine offers is read from the system, limits of containers included."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.foundation.errors import EnvironmentFault
from app.runtime import hardware
from app.runtime.hardware import (
    Machine,
    cpuinfo_field,
    private_memory,
    probe_machine,
    require_processor,
    thread_candidates,
)

CPUINFO = (
    "processor\t: 0\nmodel name\t: Example CPU 5000\nflags\t\t: fpu sse2 avx avx2\n\nprocessor\t: 1\nflags\t: other\n"
)


def machine(physical: int, usable: int) -> Machine:
    return Machine("cpu", (), physical, usable, 8 << 30, 4 << 30)


def test_cpuinfo_gives_the_first_processors_value() -> None:
    assert cpuinfo_field(CPUINFO, "model name") == "Example CPU 5000"
    assert cpuinfo_field(CPUINFO, "flags").split() == ["fpu", "sse2", "avx", "avx2"]
    assert cpuinfo_field(CPUINFO, "absent") == ""


def test_candidates_are_few_sorted_and_never_more_than_usable() -> None:
    assert thread_candidates(machine(1, 1)) == (1,)
    assert thread_candidates(machine(2, 2)) == (1, 2)
    assert thread_candidates(machine(8, 16)) == (4, 7, 8, 16)


def test_the_probe_stays_within_what_the_process_may_use() -> None:
    found = probe_machine()
    assert 1 <= found.physical_cores <= found.usable_cpus
    assert 0 < found.memory_available <= found.memory_total
    assert found.cpu


def test_avx2_is_asked_for_on_x86_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "is_x86", lambda: True)
    assert not machine(2, 2).has_avx2
    monkeypatch.setattr(hardware, "is_x86", lambda: False)
    assert machine(2, 2).has_avx2


def test_a_processor_without_sse42_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "is_x86", lambda: True)
    monkeypatch.setattr(hardware, "cpu_name", lambda: "Example CPU 5000")
    monkeypatch.setattr(hardware, "cpu_features", lambda: frozenset({"sse2", "ssse3", "sse4_1"}))
    with pytest.raises(EnvironmentFault, match=r"Example CPU 5000.*SSE4\.2"):
        require_processor()


@pytest.mark.parametrize(("is_x86", "features"), [(True, {"sse4_2"}), (True, set()), (False, {"asimd"})])
def test_other_processors_and_unknown_ones_are_not_refused(
    monkeypatch: pytest.MonkeyPatch, is_x86: bool, features: set[str]
) -> None:
    monkeypatch.setattr(hardware, "is_x86", lambda: is_x86)
    monkeypatch.setattr(hardware, "cpu_features", lambda: frozenset(features))
    require_processor()


def test_a_processs_memory_is_its_own_and_none_when_it_is_gone() -> None:
    assert 0 < private_memory(os.getpid()) < probe_machine().memory_total
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert private_memory(process.pid) == 0
