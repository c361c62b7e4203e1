"""Faults that nothing has caught."""

from __future__ import annotations

import logging
import sys

import pytest

from app.gui.shell.unexpected import unexpected_faults_told


def test_a_fault_is_told_once_and_logged_without_its_message(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    told: list[bool] = []
    before = sys.excepthook
    with caplog.at_level(logging.ERROR), unexpected_faults_told(lambda: told.append(True)):
        for _ in range(2):
            try:
                raise ValueError("最高车速不超过 25 km/h")
            except ValueError as error:
                sys.excepthook(ValueError, error, error.__traceback__)
    assert told == [True]
    assert sys.excepthook is before
    assert caplog.text.count("unexpected ValueError") == 2
    assert "test_a_fault_is_told_once" in caplog.text
    assert "车速" not in caplog.text
