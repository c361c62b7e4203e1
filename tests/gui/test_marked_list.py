"""Menus and lists that drop down tick what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from app.gui.compare.compare_page import ComparePage
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import Desk
from app.gui.parts.marked_list import TICK, TickDelegate
from app.gui.search.choice_pill import ChoicePill, DaysPill
from app.gui.style.theme import Theme, apply_theme, dark_theme, light_theme


def is_ticked(listed: QAbstractItemView, index: QModelIndex) -> bool:
    delegate = listed.itemDelegate()
    assert isinstance(delegate, TickDelegate)
    option = QStyleOptionViewItem()
    option.initFrom(listed)
    delegate.initStyleOption(option, index)
    image = option.icon.pixmap(TICK).toImage()
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def ticked(listed: QAbstractItemView) -> list[str]:
    rows = [listed.model().index(row, 0) for row in range(listed.model().rowCount())]
    return [str(index.data()) for index in rows if is_ticked(listed, index)]


def checked(menu: QMenu | None) -> list[str]:
    assert menu is not None
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_a_combo_ticks_its_value_and_the_row_under_the_pointer_is_another_thing(qtbot: QtBot, theme: Theme) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, theme)
    combo = Combo("模型")
    qtbot.addWidget(combo)
    combo.offer({"a": "甲", "b": "乙", "c": "丙"})
    combo.show_value("b")
    combo.show()
    combo.showPopup()
    combo.view().setCurrentIndex(combo.model().index(2, 0))
    assert ticked(combo.view()) == ["乙"]
    combo.hidePopup()
    combo.show_value("c")
    assert ticked(combo.view()) == ["丙"]


def test_the_list_of_documents_ticks_the_one_that_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    page = ComparePage(desk)
    qtbot.addWidget(page)
    newest = next(entry for entry in desk.entries if entry.metadata.number == "Q/ZS 101-2025")
    page.open(newest.id)
    page.newer.fill()
    completer = page.newer.completer()
    assert completer is not None
    completer.setCompletionPrefix("")
    assert len(ticked(completer.popup())) == 1
    assert ticked(completer.popup())[0].startswith("Q/ZS 101-2025")
    qtbot.waitUntil(lambda: bool(page.texts.model.rows))


def test_a_filter_ticks_that_it_lets_everything_through(qtbot: QtBot, theme: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    kinds = ChoicePill("种类", single=True)
    qtbot.addWidget(kinds)
    kinds.offer({"law": "法律", "standard": "标准"})
    assert checked(kinds.menu()) == ["不限"]
    kinds.choose(["law"])
    assert checked(kinds.menu()) == ["法律"]
    days = DaysPill("发布日期", theme, owner)
    qtbot.addWidget(days)
    assert checked(days.menu()) == ["不限"]
    days.choose("2024-01-01", "2025-01-01")
    assert checked(days.menu()) == ["不早于…", "不晚于…"]
