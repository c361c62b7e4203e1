"""The dialog that asks for a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QDialog, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme


class DayDialog(QDialog):
    """Gives the day as a date, or None for today, and closes."""

    chosen = Signal(object)

    def __init__(self, explanation: str, day: date | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("选择日期"))
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.dialog)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("日期"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(lambda _: self._give())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.pad)
        layout.addWidget(text_label(explanation, wraps=True))
        layout.addWidget(self.calendar)
        use = button(tr("用这一天"), "primary", self._give)
        use.setDefault(True)
        layout.addLayout(row(button(tr("今天"), "", self._give_today), None, button(tr("取消"), "", self.reject), use))

    def _give(self) -> None:
        day = self.calendar.selectedDate()
        self.accept()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _give_today(self) -> None:
        self.accept()
        self.chosen.emit(None)
