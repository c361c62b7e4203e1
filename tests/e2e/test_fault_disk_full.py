"""The short form of `python -m tests.faults.disk_full`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.workspace.models import ModelRoles
from tests.faults.disk_full import is_possible, trials


@pytest.mark.skipif(not is_possible(), reason="mounts a small disk, which needs root on Linux")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelRoles, "embedder", ModelRoles.embedder)  # the trials replace it; put back afterwards
    ended = list(trials(tmp_path, [3, 12, 24]))
    assert [trial.faults for trial in ended] == [()] * len(ended), ended
    assert ended[0].said
