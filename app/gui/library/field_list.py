"""All fields of one document, corrected in place, and the record of the corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.entry_text import local_day
from app.gui.library.field_row import FieldRow
from app.gui.library.fields import ALWAYS, RARELY, field_label, field_text, step_text
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.library.corrections import Correction
    from app.library.entries import Entry

ASSUMED = ("language", "is_draft")
"""Fields that always hold something, which is worth a line only where it is unusual."""


class FieldList(QWidget):
    """Rare fields are shown where they hold something, or when a person asks for all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry: Entry | None = None
        self._shows_all = False
        self.rows = {field: FieldRow(field, desk.theme) for field in (*ALWAYS, *RARELY)}
        self.more = button("", "link", self._turn_more)
        self.history_button = button("", "link", self._turn_history)
        self.history = text_label("", "small", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.sizes.tight)
        for each in self.rows.values():
            each.corrected.connect(self._correct)
            each.taken_back.connect(self._take_back)
            layout.addWidget(each)
        layout.addLayout(row(self.more, self.history_button, None))
        layout.addWidget(self.history)

    def show_entry(self, entry: Entry) -> None:
        """What is being written stays where it is the same document."""
        is_same = self._entry is not None and self._entry.id == entry.id
        self._entry = entry
        for each in self.rows.values():
            if not (is_same and each.is_editing):
                each.show_entry(entry)
        if not is_same:
            self.history_button.hide()
            self.history.hide()
        self._choose_rows()

    def show_history(self, history: Sequence[Correction]) -> None:
        """The corrections of the document, oldest first."""
        steps = [f"{local_day(step.made)}  {field_label(step.field)}：{step_text(step)}" for step in reversed(history)]
        self.history_button.setText(tr("更正记录（{count}）", count=len(steps)))
        self.history_button.setVisible(bool(steps))
        self.history.setText("\n".join(steps))

    def _correct(self, field: str, text: str) -> None:
        entry = self._entry
        if entry is not None:
            self._change(field, "correct", lambda session: session.corrections.correct(entry.id, field, text))

    def _take_back(self, field: str) -> None:
        entry = self._entry
        if entry is not None:
            self._change(field, "take back", lambda session: session.corrections.take_back(entry.id, field))

    def _change(self, field: str, name: str, change: Callable[[Session], object]) -> None:
        """Not among the long writes: a short commit of its own need not wait for files that are being added."""
        each = self.rows[field]
        each.save.setEnabled(False)

        def done(_: object) -> None:
            each.save.setEnabled(True)
            each.end()
            self._desk.library_changed.emit()

        def fail(error: BaseException) -> None:
            each.save.setEnabled(True)
            if each.is_editing:
                each.show_problem(error)
            else:
                self._desk.say_error(error)

        self._desk.run(name, lambda session, _: change(session), done, fail, quick=True)

    def _turn_more(self) -> None:
        self._shows_all = not self._shows_all
        self._choose_rows()

    def _turn_history(self) -> None:
        self.history.setVisible(self.history.isHidden())

    def _choose_rows(self) -> None:
        entry = self._entry
        if entry is None:
            return
        for field in RARELY:
            is_assumed = field in ASSUMED and field not in entry.corrected and not entry.metadata.is_draft
            holds = bool(field_text(entry.metadata, field)) and not is_assumed
            self.rows[field].setVisible(self._shows_all or holds)
        self.more.setText(tr("只显示有内容的项") if self._shows_all else tr("显示全部项"))
