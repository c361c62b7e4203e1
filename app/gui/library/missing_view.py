"""What the documents refer to and the library does not hold: the list to order from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from app.foundation.cells import inert_cell
from app.foundation.errors import EnvironmentFault
from app.foundation.files import write_whole
from app.foundation.messages import tr
from app.gui.library.entry_text import NOTHING, called, place_of_entry
from app.gui.library.text_table import TextTableModel, text_table
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.place import Place
from app.gui.parts.search_field import search_field
from app.gui.parts.widgets import Notice, button, row, text_label

if TYPE_CHECKING:
    from app.foundation.jobs import Progress
    from app.gui.road.session import Session
    from app.library.missing import Citing, MissingStandard

WIDTHS = (190, 300, 90, 80)


class MissingView(QWidget):
    """Read when it is looked at and when the library has changed meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self._is_old = True
        theme = desk.theme
        heads = (tr("编号"), tr("名称"), tr("规范性引用"), tr("被引次数"))
        self.model: TextTableModel[MissingStandard] = TextTableModel(heads, _texts, self)
        self.table = text_table(self.model, tr("被引用而文库中没有的文件"), WIDTHS, 1, theme)
        self.told = text_label("", "muted", wraps=True)
        self.problem = Notice("", "", "danger")
        self.problem.add_action(button(tr("重试"), "", self.read))
        self.filter = search_field(tr("筛选缺少的文件"), theme)
        self.filter.textChanged.connect(self.model.filter)
        self.copy = button(tr("复制清单"), "", self._copy)
        self.export = button(tr("导出表格…"), "", self._export)
        self.places = QListWidget()
        self.places.setObjectName("citingPlaces")
        self.places.setAccessibleName(tr("引用它的条款"))
        self.places.itemActivated.connect(self._open)
        self.places.itemClicked.connect(self._open)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, theme.sizes.gap, 0, 0)
        self.places_title = text_label("", "strong")
        inside.addWidget(self.places_title)
        inside.addWidget(self.places, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.gap)
        head = row(self.copy, self.export)
        head.insertWidget(0, self.filter, 1)
        layout.addLayout(head)
        layout.addWidget(self.told)
        layout.addWidget(self.problem)
        layout.addWidget(splitter, 1)
        self.problem.hide()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_places(now))
        self.model.modelReset.connect(lambda: self._show_places(self.table.currentIndex()))
        desk.listed.connect(self._note_change)
        self._show([])

    def look(self) -> None:
        """The view comes to the front."""
        if self._is_old:
            self.read()

    def read(self) -> None:
        self._asked += 1
        asked = self._asked
        self._is_old = False
        self.problem.hide()
        self.told.setText(tr("正在查找…"))

        def show(missing: list[MissingStandard]) -> None:
            if asked == self._asked:
                self._show(missing)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self._is_old = True
                self.told.setText("")
                self.problem.tell(*error_texts(error))
                self.problem.show()

        self._desk.run("missing references", lambda session, _: session.missing_references(), show, fail)

    def export_to(self, path: Path) -> None:
        """Write what is shown as a table for purchasing."""
        from app.library.missing import as_csv  # the parser of numbers behind it is not needed to show the window

        items = self.model.items

        def write(session: Session, progress: Progress) -> None:
            try:
                write_whole(path, as_csv(items))
            except OSError as error:
                raise EnvironmentFault(
                    tr("写不了 {file}：{cause}", file=path.name, cause=error.strerror or error),
                    tr("请换一个文件夹再试。"),
                ) from error

        self._desk.run("export missing", write, lambda _: self._desk.say(tr("已写入 {file}", file=path.name)))

    def _note_change(self) -> None:
        self._is_old = True
        if self.isVisible():
            self.read()

    def _show(self, missing: Sequence[MissingStandard]) -> None:
        self.model.show(missing)
        for each in (self.copy, self.export):
            each.setEnabled(bool(missing))
        if missing:
            told = tr("文库里的文件引用了 {count} 项文库中没有的标准和法规，按引用次数排列。", count=len(missing))
            self.table.selectRow(0)
        else:
            told = tr("被引用的文件文库里都有。") if self._desk.entries else tr("文库里还没有文件。")
        self.told.setText(told)

    def _show_places(self, index: QModelIndex) -> None:
        self.places.clear()
        items = self.model.items
        if not index.isValid() or index.row() >= len(items):
            self.places_title.setText("")
            return
        missing = items[index.row()]
        self.places_title.setText(tr("谁引用了 {name}", name=missing.name))
        for citing in missing.cited_by:
            entry = self._desk.entry(citing.document_id)
            name = called(entry) if entry is not None else citing.standard
            item = QListWidgetItem(tr("{name}　{clause}", name=name, clause=citing.clause or ""))
            item.setData(Qt.ItemDataRole.UserRole, citing)
            item.setToolTip(tr("打开引用它的条款"))
            self.places.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        """At the clause, which is looked up by its number."""
        citing: Citing = item.data(Qt.ItemDataRole.UserRole)
        entry = self._desk.entry(citing.document_id)
        if entry is None:
            return

        def find(session: Session, progress: Progress) -> Place:
            clauses = session.clauses(citing.document_id)
            clause = next((each for each in clauses if citing.clause and each.number == citing.clause), None)
            if clause is None:
                return place_of_entry(entry)
            return Place(
                entry.id,
                citing.standard,
                entry.metadata.status,
                clause.id,
                clause.number,
                clause.page,
                clause.boxes,
                quote=clause.text,
            )

        self._desk.run("open citing", find, lambda place: self._desk.open((place,)))

    def _copy(self) -> None:
        lines = ["\t".join(map(inert_cell, _texts(missing)[:2])) for missing in self.model.items]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._desk.say(tr("已复制 {count} 项", count=len(lines)))

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("导出缺少的文件"), tr("缺少的文件.csv"), tr("表格 (*.csv)"))
        if name:
            self.export_to(Path(name))


def _texts(missing: MissingStandard) -> tuple[str, ...]:
    title = missing.title or NOTHING
    number = missing.name if missing.name != missing.title else NOTHING
    return number, title, tr("是") if missing.is_normative else tr("否"), str(missing.references)
