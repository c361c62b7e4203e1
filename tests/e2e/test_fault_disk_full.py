"""The short form of `python -m tests.faults.disk_full`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.disk_full import is_possible, trials


@pytest.mark.skipif(not is_possible(), reason="mounts a small disk, which needs root on Linux")
@pytest.mark.usefixtures("monkeypatch")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    ended = list(trials(tmp_path, [3, 12, 24]))
    assert [trial.faults for trial in ended] == [()] * len(ended), ended
    assert ended[0].said
