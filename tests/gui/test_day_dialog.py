"""The day that is given is the one that is shown."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCalendarWidget, QSpinBox
from pytestqt.qtbot import QtBot

from app.foundation.messages import use_language
from app.gui.parts.day_dialog import DayDialog
from app.gui.style.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> DayDialog:
    made = DayDialog("按哪一天判断？", date(2024, 1, 31), theme)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def given(qtbot: QtBot, dialog: DayDialog) -> date:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.use.click()
    return chosen.args[0]


def type_year(qtbot: QtBot, dialog: DayDialog, year: int) -> None:
    box = next(each for each in dialog.calendar.findChildren(QSpinBox))
    box.show()
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, str(year))
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_year_that_is_typed_into_the_calendar_is_given_and_enter_closes_nothing(
    qtbot: QtBot, dialog: DayDialog
) -> None:
    type_year(qtbot, dialog, 2019)
    assert dialog.isVisible()
    assert dialog.field.text() == "2019-01-31"
    assert given(qtbot, dialog) == date(2019, 1, 31)


def test_another_month_is_the_same_day_there_or_its_last_one(qtbot: QtBot, dialog: DayDialog) -> None:
    dialog.calendar.showNextMonth()
    assert dialog.field.text() == "2024-02-29"
    dialog.calendar.showPreviousYear()
    assert dialog.field.text() == "2023-02-28"
    assert given(qtbot, dialog) == date(2023, 2, 28)


@pytest.mark.parametrize("typed", ["2018-05-17", "2018.5.17", "2018年5月17日", "20180517"])
def test_a_day_that_is_typed_is_shown_in_the_calendar_and_given_with_enter(
    qtbot: QtBot, dialog: DayDialog, typed: str
) -> None:
    dialog.field.selectAll()
    QGuiApplication.clipboard().setText(typed)  # QTest types ASCII alone
    dialog.field.paste()
    assert dialog.field.text() == typed
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen.args == [date(2018, 5, 17)]
    assert dialog.calendar.selectedDate().toString("yyyy-MM-dd") == "2018-05-17"


@pytest.mark.parametrize("typed", ["2018-02-30", "2018", "明天"])
def test_what_is_no_day_is_not_given(qtbot: QtBot, dialog: DayDialog, typed: str) -> None:
    dialog.field.selectAll()
    QGuiApplication.clipboard().setText(typed)  # QTest types ASCII alone
    dialog.field.paste()
    assert not dialog.use.isEnabled()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.calendar.showNextMonth()
    assert given(qtbot, dialog) == date(2024, 2, 29)


@pytest.mark.parametrize(("language", "month"), [("zh", "一月"), ("en", "January")])
def test_the_calendar_speaks_the_language_of_the_window(qtbot: QtBot, theme: Theme, language: str, month: str) -> None:
    use_language(language)
    made = DayDialog("", None, theme)
    qtbot.addWidget(made)
    calendar = made.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.locale().standaloneMonthName(1) == month
