"""Widgets side by side, with as many lines as they need."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui.parts.flow import FlowLayout


def test_a_height_is_worked_out_once_until_something_changes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    labels = [QLabel("驻车制动") for _ in range(4)]
    for label in labels:
        flow.addWidget(label)
    worked: list[int] = []
    lines = flow._lines
    monkeypatch.setattr(flow, "_lines", lambda width: worked.append(width) or lines(width))
    wide = 2 * labels[0].sizeHint().width() + flow.spacing()
    two_lines = flow.heightForWidth(wide)
    assert flow.heightForWidth(wide) == two_lines
    assert worked == [wide]
    labels[0].setText("驻车制动和行车制动")
    assert flow.heightForWidth(wide) > two_lines
    flow.clear()
    assert flow.heightForWidth(wide) < two_lines
