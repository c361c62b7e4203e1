"""What a question is asked against, in plain sight: which documents, as of which day, by which model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.domain.where import EVERYWHERE, Where
from app.foundation.messages import tr
from app.gui.parts.day_dialog import DayDialog
from app.gui.parts.desk import Desk
from app.gui.parts.labels import cut_name, menu_text, one_line, tip_text
from app.gui.parts.names import collection_name
from app.gui.parts.widgets import pill

LONGEST_NAME = 22
"""Characters of a name on a button."""


class ContextBar(QObject):
    """Three buttons with menus; whoever lays them out takes them from ``buttons``."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._where = EVERYWHERE
        self._models: tuple[str, ...] = ()
        self._model: str | None = None
        self.place = pill("layers", desk.theme)
        self.day = pill("calendar", desk.theme)
        self.engine = pill("cpu", desk.theme)
        self.buttons = (self.place, self.day, self.engine)
        self.dialog: DayDialog | None = None
        for button, fill in (
            (self.place, self._fill_places),
            (self.day, self._fill_days),
            (self.engine, self._fill_models),
        ):
            _menu_of(button, fill)
        desk.opened.connect(self._read_models)
        desk.models_changed.connect(self._read_models)
        desk.listed.connect(self._check_place)
        self._tell()

    @property
    def where(self) -> Where:
        return self._where

    @property
    def model(self) -> str | None:
        """The id of the chat model that was chosen, None for the one of the settings."""
        return self._model

    def use_where(self, where: Where) -> None:
        self._where = where
        self._tell()
        self.changed.emit()

    def use_model(self, model: str | None) -> None:
        self._model = model
        self._tell()
        self.changed.emit()

    def _read_models(self) -> None:
        self._desk.run("models", lambda session, _: session.chat_models(), self._know_models)

    def _know_models(self, models: Sequence[str]) -> None:
        self._models = tuple(models)
        if self._model not in self._models:
            self._model = None
        self._tell()

    def _check_place(self) -> None:
        """A collection or document that is gone must not narrow the next question to nothing."""
        where, entries = self._where, self._desk.entries
        if where.document is not None and self._desk.entry(where.document) is None:
            where = replace(where, document=None)
        if where.collection is not None and all(entry.collection != where.collection for entry in entries):
            where = replace(where, collection=None)
        if where != self._where:
            self.use_where(where)
        else:
            self._tell()

    def _tell(self) -> None:
        where = self._where
        entry = self._desk.entry(where.document) if where.document is not None else None
        if entry is not None:
            place = cut_name(entry.source.standard, LONGEST_NAME)
        elif where.collection is not None:
            place = one_line(collection_name(where.collection), LONGEST_NAME)
        else:
            place = tr("全部文库")
        _name(self.place, place, tr("在哪些文件里找：{place}", place=entry.source.standard if entry else place))
        day = where.as_of or tr("今天")
        _name(self.day, day, tr("按这一天有效的文本回答：{day}", day=day))
        model = self._model or tr("自动选模型")
        _name(self.engine, one_line(model, LONGEST_NAME), tr("回答用的模型：{model}", model=model))
        self.engine.setEnabled(bool(self._models))
        for button, narrowed in (
            (self.place, not where.is_everywhere),
            (self.day, where.as_of),
            (self.engine, self._model),
        ):
            button.setChecked(bool(narrowed))

    def _fill_places(self, menu: QMenu) -> None:
        where = self._where
        group = QActionGroup(menu)
        _choice(menu, group, tr("全部文库"), where.is_everywhere, lambda: self.use_where(Where(as_of=where.as_of)))
        for collection in sorted({entry.collection for entry in self._desk.entries}):
            chosen = Where(collection=collection, as_of=where.as_of)
            is_chosen = where.collection == collection and where.document is None
            _choice(menu, group, collection_name(collection), is_chosen, partial(self.use_where, chosen))
        entry = self._desk.entry(where.document) if where.document is not None else None
        if entry is not None:
            menu.addSeparator()
            only = tr("只查：{standard}", standard=entry.source.standard)
            _choice(menu, group, only, is_chosen=True, on_chosen=lambda: None)

    def _fill_days(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        is_today = self._where.as_of is None
        _choice(menu, group, tr("今天"), is_today, lambda: self._use_day(None))
        _choice(menu, group, tr("指定日期…"), not is_today, self._ask_day)

    def _fill_models(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        _choice(menu, group, tr("自动选模型"), self._model is None, lambda: self.use_model(None))
        for model in self._models:
            _choice(menu, group, model, self._model == model, partial(self.use_model, model))

    def _ask_day(self) -> None:
        explanation = tr("按所选日期有效的文本回答，例如查事故发生当天的规定。")
        chosen = date.fromisoformat(self._where.as_of) if self._where.as_of else None
        self.dialog = DayDialog(explanation, chosen, self._desk.theme, self.place.window())
        self.dialog.chosen.connect(self._use_day)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _use_day(self, day: date | None) -> None:
        if day == datetime.now().astimezone().date():
            day = None  # it goes on being today past midnight
        self.use_where(replace(self._where, as_of=day.isoformat() if day is not None else None))

    def _forget_dialog(self) -> None:
        self.dialog = None


def _menu_of(button: QToolButton, fill: Callable[[QMenu], None]) -> None:
    """A menu that is made anew each time it opens: what it lists may have changed."""
    menu = QMenu(button)

    def refill() -> None:
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(refill)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def _choice(menu: QMenu, group: QActionGroup, text: str, is_chosen: bool, on_chosen: Callable[[], None]) -> None:
    action = QAction(menu_text(text), menu)
    action.setCheckable(True)
    action.setChecked(is_chosen)
    action.triggered.connect(lambda _: on_chosen())
    group.addAction(action)
    menu.addAction(action)


def _name(button: QToolButton, text: str, told: str) -> None:
    button.setText(menu_text(text))
    button.setToolTip(tip_text(told))
    button.setAccessibleName(told)
