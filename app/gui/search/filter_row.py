"""The row of filters: where is searched, and what alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domain.document import DocumentKind, DocumentStatus, Strength
from app.domain.names import status_name
from app.domain.where import EVERYWHERE, Only, Where
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import one_line
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import button
from app.gui.search.choice_pill import LONGEST, ChoicePill, DaysPill
from app.gui.search.names import kind_name, strength_kind, strength_short
from app.library.collection_names import collection_name

FILE_WIDTH = 190
"""Logical pixels."""


class FilterRow(QWidget):
    """``changed`` tells that a person has chosen something else."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._document: str | None = None
        self.collection = ChoicePill(tr("文库"), single=True)
        self.file = QLineEdit()
        self.file.setObjectName("fileFilter")
        self.file.setPlaceholderText(tr("文件：不限"))
        self.file.setAccessibleName(tr("只在这个文件里检索"))
        self.file.setFixedWidth(FILE_WIDTH)
        let_clear(self.file)
        self.kind = ChoicePill(tr("种类"))
        self.kind.offer({kind.value: kind_name(kind) for kind in DocumentKind})
        self.status = ChoicePill(tr("状态"))
        self.status.offer({status.value: status_name(status) for status in DocumentStatus})
        self.strength = ChoicePill(tr("措辞"), about=tr("条款里有这样的措辞：应、应当、必须、不应、不得、禁止是要求"))
        self.strength.offer(
            {strength.value: strength_kind(strength) for strength in Strength},
            {strength.value: strength_short(strength) for strength in Strength},
        )
        self.issued = DaysPill(tr("发布"), theme, self)
        self.effective = DaysPill(tr("实施"), theme, self)
        self.as_of = DaysPill(tr("以此日为准"), theme, self, one_day=True)
        self.older = ChoicePill(
            tr("旧版"), single=True, usual=tr("退后"), about=tr("被代替的文本平常排在现行文本之后。")
        )
        self.older.offer({"yes": tr("不退后")})
        self.clear = button(tr("清除筛选"), "link", self._clear)
        layout = FlowLayout(self, theme.sizes.tight)
        for pill in (self.collection, self.kind, self.status, self.strength, self.issued, self.effective, self.as_of):
            pill.changed.connect(self._note)
            layout.addWidget(pill)
        self.older.changed.connect(self._note)
        for widget in (self.older, self.file, self.clear):
            layout.addWidget(widget)
        self.file.editingFinished.connect(self._take_file)
        self.file.textChanged.connect(lambda text: None if text else self._take_file())
        self.show_where(EVERYWHERE, include_superseded=False)

    def told(self, name: str) -> str:
        """A filter and what is chosen, by its name among those of ``loosened``; "" for none of them."""
        pills = {
            "collection": self.collection,
            "kinds": self.kind,
            "statuses": self.status,
            "strengths": self.strength,
            "issued": self.issued,
            "effective": self.effective,
            "as_of": self.as_of,
        }
        if name == "document":
            return tr("{title}：{chosen}", title=tr("文件"), chosen=one_line(self.file.text(), LONGEST))
        return pills[name].accessibleName() if name in pills else ""

    @property
    def where(self) -> Where:
        collection = self.collection.chosen
        return Where(
            collection[0] if collection else None,
            self._document,
            self.as_of.first,
            Only(
                tuple(map(DocumentKind, self.kind.chosen)),
                tuple(map(DocumentStatus, self.status.chosen)),
                tuple(map(Strength, self.strength.chosen)),
                self.issued.first,
                self.issued.last,
                self.effective.first,
                self.effective.last,
            ),
        )

    @property
    def include_superseded(self) -> bool:
        """A person who asks for statuses wants them in the order of the search."""
        return bool(self.older.chosen or self.status.chosen)

    @property
    def is_filtering(self) -> bool:
        return self.where != EVERYWHERE

    def show_where(self, where: Where, *, include_superseded: bool) -> None:
        """Tells nobody."""
        only = where.only
        self.collection.choose((where.collection,) if where.collection is not None else ())
        self._document = where.document
        self._show_file()
        self.kind.choose([kind.value for kind in only.kinds])
        self.status.choose([status.value for status in only.statuses])
        self.strength.choose([strength.value for strength in only.strengths])
        self.issued.choose(only.issued_from, only.issued_to)
        self.effective.choose(only.effective_from, only.effective_to)
        self.as_of.choose(where.as_of)
        self.older.choose(("yes",) if include_superseded and not only.statuses else ())
        self.clear.setVisible(self.is_filtering or self.include_superseded)

    def offer_library(self) -> None:
        """The collections and files that the library has now."""
        entries = self._desk.entries
        names = sorted({entry.collection for entry in entries})
        self.collection.offer({name: collection_name(name) for name in names})
        completer = QCompleter([entry.file for entry in entries], self.file)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _: self._take_file())
        self.file.setCompleter(completer)
        if self._document:  # restored before the library was listed
            self._show_file()

    def _show_file(self) -> None:
        entry = self._desk.entry(self._document) if self._document else None
        self.file.blockSignals(True)
        self.file.setText(entry.file if entry is not None else "")
        self.file.blockSignals(False)

    def _take_file(self) -> None:
        text = self.file.text().strip()
        found = next((entry.id for entry in self._desk.entries if entry.file == text), None)
        if text and found is None:
            self._desk.say(
                tr("文库里没有叫“{name}”的文件，筛选没有用上它；写几个字后从列表里选。", name=one_line(text, LONGEST))
            )
        if found != self._document:
            self._document = found
            self._note()

    def _clear(self) -> None:
        self.show_where(EVERYWHERE, include_superseded=False)
        self._note()

    def _note(self) -> None:
        self.clear.setVisible(self.is_filtering or self.include_superseded)
        self.changed.emit()
