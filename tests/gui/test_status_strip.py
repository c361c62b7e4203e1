"""The line at the window's foot."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.foundation.jobs import ProgressEvent
from app.gui.parts.widgets import ElidedButton
from app.gui.shell.status_strip import EMBED_STAGE, StatusStrip


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
