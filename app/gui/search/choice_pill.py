"""Pills of the filter row: several values of a menu, or a stretch of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.foundation.messages import enumerated, tr
from app.gui.parts.day_dialog import DayDialog
from app.gui.parts.labels import menu_text, one_line, tip_text
from app.gui.style.theme import Theme

LONGEST = 14
"""Characters of what is chosen that a pill shows."""


class ChoicePill(QToolButton):
    """Values of a menu, by what they are called; none chosen means any. ``single``: choosing one gives up the other."""

    changed = Signal()

    def __init__(self, title: str, *, single: bool = False, usual: str = "", about: str = "") -> None:
        """``usual`` is what it says while nothing is chosen, ``about`` what its tip explains."""
        super().__init__()
        self.setObjectName("pill")
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._title = title
        self._single = single
        self._usual = usual or tr("不限")
        self._about = about
        self._names: dict[str, str] = {}
        self._short: Mapping[str, str] = {}
        self._chosen: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._tell()

    @property
    def chosen(self) -> tuple[str, ...]:
        """In the order of the menu."""
        return self._chosen

    def offer(self, names: Mapping[str, str], short: Mapping[str, str] | None = None) -> None:
        """``short`` are what the pill itself calls them; the menu tells the names."""
        self._names = dict(names)
        self._short = short or self._names
        self.choose(self._chosen)

    def choose(self, values: Sequence[str]) -> None:
        """Tells nobody. A value that is not offered any more stays chosen until another choice."""
        self._chosen = tuple(value for value in self._names if value in values) or tuple(values)
        self._fill()
        self._tell()

    def _fill(self) -> None:
        self._menu.clear()
        usual = self._menu.addAction(self._usual, lambda: self._turn(None))
        usual.setCheckable(True)
        usual.setChecked(not self._chosen)
        self._menu.addSeparator()
        for value, name in self._names.items():
            action = QAction(menu_text(name), self._menu)
            action.setCheckable(True)
            action.setChecked(value in self._chosen)
            action.triggered.connect(lambda _, value=value: self._turn(value))
            self._menu.addAction(action)

    def _turn(self, value: str | None) -> None:
        if value is None:
            chosen: set[str] = set()
        elif self._single:
            chosen = {value} - set(self._chosen)
        else:
            chosen = set(self._chosen) ^ {value}
        self.choose(tuple(chosen))
        self.changed.emit()

    def _tell(self) -> None:
        _show(self, self._title, enumerated(self._short.get(value, value) for value in self._chosen), self._usual)
        if self._about:
            self.setToolTip(tip_text(f"{self.toolTip()}\n{self._about}"))


class DaysPill(QToolButton):
    """From one ISO day to another, either may be open; or one day alone."""

    changed = Signal()

    def __init__(self, title: str, theme: Theme, owner: QWidget, *, one_day: bool = False) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._title = title
        self._theme = theme
        self._owner = owner
        self.first: str | None = None
        self.last: str | None = None
        menu = QMenu(self)
        self._any = menu.addAction(tr("不限"), lambda: self._take(None, None))
        self._from = menu.addAction(tr("选择日期…") if one_day else tr("不早于…"), lambda: self._ask(is_first=True))
        self._to = menu.addAction(tr("不晚于…"), lambda: self._ask(is_first=False))
        self._to.setVisible(not one_day)
        for action in (self._any, self._from, self._to):
            action.setCheckable(True)
        self.setMenu(menu)
        menu.aboutToShow.connect(self._tick)
        self._one_day = one_day
        self._tell()

    def choose(self, first: str | None, last: str | None = None) -> None:
        """Tells nobody."""
        self.first, self.last = first, last
        self._tell()

    def _tick(self) -> None:
        """What holds; a dialog that was given up has ticked what was pressed."""
        for action, holds in (
            (self._any, not (self.first or self.last)),
            (self._from, self.first),
            (self._to, self.last),
        ):
            action.setChecked(bool(holds))

    def _take(self, first: str | None, last: str | None) -> None:
        self.choose(first, last)
        self.changed.emit()

    def _ask(self, *, is_first: bool) -> None:
        held = self.first if is_first else self.last
        dialog = DayDialog(self._title, date.fromisoformat(held) if held else None, self._theme, self._owner)

        def take(day: date | None) -> None:
            chosen = (day or datetime.now().astimezone().date()).isoformat()
            self._take(chosen if is_first else self.first, self.last if is_first else chosen)

        dialog.chosen.connect(take)
        dialog.open()

    def _tell(self) -> None:
        if self._one_day or not self.last:
            told = self.first or ""
            told = told if self._one_day or not told else tr("{day} 起", day=told)
        else:
            told = tr("{first} 至 {last}", first=self.first or "…", last=self.last)
        _show(self, self._title, told, tr("不限"), longest=30)


def _show(pill: QToolButton, title: str, chosen: str, usual: str, longest: int = LONGEST) -> None:
    text = tr("{title}：{chosen}", title=title, chosen=one_line(chosen, longest) if chosen else usual)
    pill.setText(menu_text(text))
    pill.setChecked(bool(chosen))
    pill.setToolTip(tip_text(tr("{title}：{chosen}", title=title, chosen=chosen or usual)))
    pill.setAccessibleName(text)
