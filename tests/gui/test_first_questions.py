"""The empty chat offers questions that the library answers."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.gui.parts.desk import Desk
from app.gui.shell.first_run import EXAMPLES, FirstRun


def test_questions_of_the_samples_are_offered_and_asked(qtbot: QtBot, desk: Desk) -> None:
    page = FirstRun(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_ready(5, 100)
    qtbot.waitUntil(lambda: bool(page.examples.findChildren(QPushButton)))
    offered = page.examples.findChildren(QPushButton)
    assert len(offered) <= EXAMPLES
    with qtbot.waitSignal(desk.question_asked) as asked:
        offered[0].click()
    assert asked.args is not None
    assert asked.args[0] == offered[0].text().replace("&&", "&")
