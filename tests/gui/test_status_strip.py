"""The line at the window's foot."""

from __future__ import annotations

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


def test_the_time_left_is_told_from_what_was_done_so_far() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for done in (0, 10):
        pace.note(done)
        now[0] += 4.0
    assert pace.seconds_left(100) is None, "seen for too short a time"
    now[0] = 10.0
    pace.note(20)
    assert pace.seconds_left(100) == 50.0
    now[0] = 500.0
    pace.note(0)  # begun anew after a file was read
    now[0] = 505.0
    pace.note(10)
    assert pace.seconds_left(100) == 50.0


def test_time_is_told_as_one_says_it() -> None:
    told = [time_left(seconds) for seconds in (5, 61, 3599, 3601, 5400)]
    assert told == ["不到 1 分钟", "约 2 分钟", "约 60 分钟", "约 1.5 小时", "约 1.5 小时"]


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
