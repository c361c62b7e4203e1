"""The short form of `python -m tests.faults.models`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.models import WAYS, trials

KNOWN = 14
"""Its context length of -2147483648 made llama.cpp take 8 GB and half a minute."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds the worker's memory")
def test_spoilt_models_end_in_a_reply_or_an_error_for_people(tmp_path: Path) -> None:
    ended = list(trials(tmp_path, [*range(6), KNOWN], seed=1))
    assert [trial.faults for trial in ended] == [()] * len(ended), ended
    assert {trial.way for trial in ended} <= set(WAYS)
