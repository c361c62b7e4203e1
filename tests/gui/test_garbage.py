"""Cycles with widgets in them are collected where widgets may die."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.gui.road.garbage import YOUNG_LIMIT, MainThreadGarbage


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[MainThreadGarbage]:
    made = MainThreadGarbage()
    yield made
    made.give_back()


class Cycle(QObject):
    """Refers to itself, as a widget does whose signal is connected to a lambda of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_busy_thread_never_destroys_what_belongs_to_the_window(garbage: MainThreadGarbage) -> None:
    died_on: list[threading.Thread] = []
    weakref.finalize(Cycle(), lambda: died_on.append(threading.current_thread()))
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([number] for number in range(YOUNG_LIMIT * 50)))
    worker.start()
    worker.join()
    assert not died_on
    garbage.collect()
    assert died_on == [threading.main_thread()]


@pytest.mark.parametrize("ran_by_itself", [True, False])
def test_the_collector_is_given_back_as_it_was(qtbot: QtBot, ran_by_itself: bool) -> None:
    if ran_by_itself:
        gc.enable()
    try:
        MainThreadGarbage().give_back()
        assert gc.isenabled() == ran_by_itself
        assert gc.get_freeze_count() == 0
    finally:
        gc.disable()  # as all tests of the window have it
