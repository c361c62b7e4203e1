"""The line at the window's foot."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from app.foundation.jobs import ProgressEvent
from app.gui.parts.desk import Desk
from app.gui.parts.pace import Pace, time_left
from app.gui.parts.widgets import ElidedButton
from app.gui.search.search_bar import HindranceLine
from app.gui.shell.status_strip import EMBED_STAGE, StatusStrip
from app.workspace.vectors import Hindrance


@pytest.fixture
def strip(qtbot: QtBot) -> StatusStrip:
    made = StatusStrip()
    qtbot.addWidget(made)
    return made


def test_what_is_left_goes_down_though_the_work_begins_anew(strip: StatusStrip) -> None:
    """Each file interrupts the work: it goes on with what is left, and counts from nothing."""
    left = []
    for done, total in ((0, 120), (64, 120), (0, 56), (48, 56)):
        strip.show_embedding(ProgressEvent(EMBED_STAGE, done, total))
        left.append(int("".join(sign for sign in strip.vectors.text() if sign.isdigit())))
    assert left == [120, 56, 56, 8]
    strip.show_embedding(ProgressEvent(EMBED_STAGE, 56, 56))
    assert strip.vectors.text() == ""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def worked(pace: Pace, clock: Clock, batches: Sequence[float], size: int = 10, done: int = 0) -> int:
    """Batches that take so many seconds each."""
    for seconds in batches:
        clock.now += seconds
        done += size
        pace.note(done)
    return done


def test_the_time_left_is_told_from_what_was_done_of_late() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.note(0)
    done = worked(pace, clock, [30.0, 5.0, 5.0, 5.0])
    assert pace.seconds_left(100) is None, "seen for too short a time, the loading of the model apart"
    done = worked(pace, clock, [5.0], done=done)
    assert pace.seconds_left(100) == pytest.approx(50.0)
    clock.now += 500.0
    pace.note(0)  # begun anew after a file was read
    clock.now += 500.0
    pace.note(0)  # and once more before anything was done
    worked(pace, clock, [5.0])
    assert pace.seconds_left(100) == pytest.approx(50.0), "what was waited for counts for nothing"


def test_the_time_left_runs_down_and_is_not_told_longer_by_the_second() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.note(0)
    done = worked(pace, clock, [5.0] * 6)
    told = []
    for seconds in (5.0, 8.0, 3.0, 7.0, 4.0, 6.0, 3.0, 8.0) * 3:  # long texts and short ones
        done = worked(pace, clock, [seconds], done=done)
        left = pace.seconds_left(600 - done)
        assert left is not None
        told.append(left)
    assert told == sorted(told, reverse=True)
    worked(pace, clock, [60.0] * 3, done=done)
    late = pace.seconds_left(600 - done)
    assert late is not None
    assert late > told[-1], "other work has come between: what was foretold is wrong by far"


def test_time_is_told_as_one_says_it() -> None:
    told = [time_left(seconds) for seconds in (5, 61, 599, 601, 3599, 3601, 5400)]
    assert told == ["不到 1 分钟", "约 2 分钟", "约 10 分钟", "约 15 分钟", "约 60 分钟", "约 1.5 小时", "约 1.5 小时"]


def test_the_foot_is_ready_only_when_nothing_is_under_way(strip: StatusStrip) -> None:
    strip.show_library(3, 40)
    assert strip.state.text() == "就绪 · 3 份文件 · 40 条条款"
    strip.show_adding("正在添加 1 / 2")
    strip.show_library(4, 50)
    assert strip.state.text() == "正在添加 1 / 2 · 4 份文件 · 50 条条款"
    strip.show_adding("")
    strip.show_embedding(ProgressEvent(EMBED_STAGE, 0, 9))
    assert (strip.state.text(), strip.vectors.text()) == ("4 份文件 · 50 条条款", "正在准备按意思检索，还差 9 段")
    strip.show_embedded()
    assert strip.state.text().startswith("就绪")


def test_what_is_being_made_is_not_offered_to_be_made(qtbot: QtBot, empty_desk: Desk) -> None:
    line = HindranceLine(empty_desk)
    qtbot.addWidget(line)
    line.tell(Hindrance("已备好 1 / 9 段", is_passing=True))
    assert line.compute.isVisibleTo(line)
    empty_desk.tell_vectors("还差 8 段；约 3 分钟")
    assert not line.compute.isVisibleTo(line)
    assert line.reason.text() == "已备好 1 / 9 段 还差 8 段；约 3 分钟"
    empty_desk.tell_vectors("")
    assert line.compute.isVisibleTo(line)


def test_stages_within_a_batch_are_not_shown(strip: StatusStrip) -> None:
    strip.show_embedding(ProgressEvent("index", 3, 9))
    assert strip.vectors.text() == ""


def test_a_long_question_gives_way_to_a_narrow_page(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = ElidedButton("很长的问题" * 30, "pill", lambda: pressed.append(True))
    qtbot.addWidget(button)
    button.resize(200, 30)
    assert button.minimumWidth() < 200 < button.sizeHint().width()
    assert not button.grab().isNull()
    button.click()
    assert pressed
