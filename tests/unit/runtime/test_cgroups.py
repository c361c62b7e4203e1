"""A model must fit into what the process's control groups leave, not only into the machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import CancelToken
from app.runtime import hardware, loading
from app.runtime.cgroups import GroupMemory, group_memory, memory_left, whole_cpus

GIB = 1 << 30
Tree = Callable[[str, dict[str, str]], GroupMemory | None]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """What is found with these lines of /proc/self/cgroup and these files under /sys/fs/cgroup."""

    def find(own: str, files: dict[str, str]) -> GroupMemory | None:
        for name, text in files.items():
            path = tmp_path / "mount" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n")
        (tmp_path / "own").write_text(own)
        return group_memory(tmp_path / "mount", tmp_path / "own")

    return find


@pytest.mark.parametrize(
    ("limit", "used", "stat", "left"),
    [
        ("max\n", "500\n", "", None),
        ("", "", "", None),
        ("1000\n", "700\n", "anon 400\n", 300),
        ("1000\n", "700\n", "anon 400\ninactive_file 250\nactive_file 50\n", 550),
    ],
)
def test_a_containers_memory_counts_without_the_files_that_are_only_cached(
    limit: str, used: str, stat: str, left: int | None
) -> None:
    assert memory_left(limit, used, stat) == left


@pytest.mark.parametrize(
    ("text", "cpus"),
    [("max 100000", None), ("400000 100000", 4), ("250000 100000", 2), ("50000 100000", 1), ("", None), ("1 0", None)],
)
def test_a_containers_quota_counts_in_whole_cpus(text: str, cpus: int | None) -> None:
    assert whole_cpus(text) == cpus


def test_the_groups_own_limit_counts_where_the_root_has_none(tree: Tree) -> None:
    own = {"user.slice/run.scope/memory.max": "4000", "user.slice/run.scope/memory.current": "1000"}
    assert tree("0::/user.slice/run.scope\n", own) == GroupMemory(4000, 3000)


def test_the_least_of_the_groups_around_counts(tree: Tree) -> None:
    files = {"a/memory.max": "5000", "a/memory.current": "4500", "a/b/memory.max": "4000", "a/b/memory.current": "100"}
    assert tree("0::/a/b\n", files) == GroupMemory(4000, 500)


def test_the_limit_above_which_a_group_is_swapped_counts(tree: Tree) -> None:
    files = {"a/memory.max": "max", "a/memory.high": "2000", "a/memory.current": "500"}
    assert tree("0::/a\n", files) == GroupMemory(2000, 1500)


def test_version_1_is_read_beside_an_empty_version_2(tree: Tree) -> None:
    files = {
        "memory/job/memory.limit_in_bytes": "4000",
        "memory/job/memory.usage_in_bytes": "3000",
        "memory/job/memory.stat": "inactive_file 7\ntotal_inactive_file 600",
        "memory/memory.limit_in_bytes": "9223372036854771712",
        "memory/memory.usage_in_bytes": "90000",
    }
    assert tree("4:cpuset:/other\n3:cpu,memory:/job\n0::/\n", files) == GroupMemory(4000, 1600)


@pytest.mark.parametrize("path", ["/docker/0123", "/../sibling"])
def test_in_a_container_that_sees_the_hosts_path_its_mount_counts(tree: Tree, path: str) -> None:
    files = {"memory.max": "4000", "memory.current": "1000"}
    assert tree(f"0::{path}\n", files) == GroupMemory(4000, 3000)


def test_without_limits_there_is_none(tree: Tree) -> None:
    assert tree("0::/a\n", {"a/memory.max": "max", "a/memory.current": "1"}) is None
    assert tree("", {}) is None


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
def test_a_model_too_large_for_the_group_is_refused_with_the_numbers_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "large.gguf"
    with model.open("wb") as file:
        file.truncate(3 * GIB)
    monkeypatch.setattr(hardware, "group_memory", lambda: GroupMemory(GIB, GIB // 2))
    with pytest.raises(EnvironmentFault, match=r"large\.gguf.*3\.4.*0\.5"):
        loading.load_model(model, CancelToken(), tokens=4096, use_gpu=False)
    total, available = hardware.total_and_available()
    assert total <= GIB
    assert available <= GIB // 2
