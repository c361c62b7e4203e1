"""The short form of `python -m tests.faults.power`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.workspace.models import ModelRoles
from tests.faults.disk_log import is_possible
from tests.faults.power import trials


@pytest.mark.skipif(not is_possible(), reason="needs strace")
def test_a_library_survives_power_cuts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelRoles, "embedder", ModelRoles.embedder)  # the trials replace it; put back afterwards
    for trial in trials(tmp_path, range(6), seed=2):
        assert trial.faults == [], trial
