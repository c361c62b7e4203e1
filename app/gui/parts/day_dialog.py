"""The dialog that asks for a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLineEdit, QSpinBox, QToolButton, QVBoxLayout, QWidget

from app.domain.typed_day import typed_day
from app.foundation.messages import language_in_use, tr
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.icons import application_icon, icon
from app.gui.style.theme import Theme


class DayDialog(QDialog):
    """Gives the day as a date, or None for today, and closes.

    The field and the calendar show the same day, and that one is given: another month or year of the calendar is the
    same day there. While the field holds no day nothing can be given.
    """

    chosen = Signal(object)

    def __init__(self, explanation: str, day: date | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("选择日期"))
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.dialog)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("日期"))
        self.field.setToolTip(tr("年-月-日，如 2024-01-31"))
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("日历"))
        self.calendar.setLocale(QLocale("zh_CN" if language_in_use() == "zh" else "en_GB"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        for name, picture in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            if (arrow := self.calendar.findChild(QToolButton, name)) is not None:
                arrow.setIcon(icon(picture, theme))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.colours.text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, weekend)
        shown = QDate(day.year, day.month, day.day) if day is not None else QDate.currentDate()
        self.calendar.setSelectedDate(shown)
        self.use = button(tr("用这一天"), "primary", self._give)
        self._show_day()
        self.field.textEdited.connect(self._take_typed)
        self.calendar.selectionChanged.connect(self._show_day)
        self.calendar.currentPageChanged.connect(self._turn_page)
        self.calendar.activated.connect(lambda _: self._give())
        for year in self.calendar.findChildren(QSpinBox):
            year.setKeyboardTracking(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.pad)
        layout.addWidget(text_label(explanation, wraps=True))
        layout.addWidget(self.field)
        layout.addWidget(self.calendar)
        today = button(tr("今天"), "", self._give_today)
        cancel = button(tr("取消"), "", self.reject)
        for each in (self.use, today, cancel):  # Enter in the calendar's year takes that year over and no more
            each.setAutoDefault(False)
        self.field.returnPressed.connect(self.use.click)
        layout.addLayout(row(today, None, cancel, self.use))
        self.field.setFocus()
        self.field.selectAll()

    def _show_day(self) -> None:
        text = self.calendar.selectedDate().toString("yyyy-MM-dd")
        if typed_day(self.field.text()) != date.fromisoformat(text):  # what is being typed is left as it is
            self.field.setText(text)
        self.use.setEnabled(True)

    def _take_typed(self, text: str) -> None:
        day = typed_day(text)
        self.use.setEnabled(day is not None)
        if day is not None:
            with QSignalBlocker(self.calendar):  # it turns the page before it takes the day
                self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def _turn_page(self, year: int, month: int) -> None:
        """The same day in that month, or the last one of a month that is shorter."""
        day = self.calendar.selectedDate()
        if (day.year(), day.month()) != (year, month):
            first = QDate(year, month, 1)
            self.calendar.setSelectedDate(QDate(year, month, min(day.day(), first.daysInMonth())))

    def _give(self) -> None:
        day = self.calendar.selectedDate()
        self.accept()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _give_today(self) -> None:
        self.accept()
        self.chosen.emit(None)
