"""The audit log as a person looks at it: the newest entries, whether it is whole, and a file for the auditor."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts, tip_text
from app.gui.parts.save_dialog import ask_new_file
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import Notice, button, row
from app.gui.road.session import Session
from app.gui.settings.audit_words import kind_name, local_time, role_name
from app.security.audit.entry import Entry
from app.security.audit.heads import Head, read_head
from app.security.audit.verify import Verdict

SHOWN = 2000
"""The newest entries; the export has all of them."""
WIDE, HIGH = 980, 620
ENDING = ".zsaudit"
EVERY = ""


class AuditSheet(QDialog):
    """Reads and verifies when it opens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: list[Entry] = []
        self._is_gone = False
        """Closed while something was still being read."""
        self.finished.connect(lambda _: self._leave())
        self.setWindowTitle(tr("审计日志"))
        sizes = desk.theme.sizes
        self.resize(sizes.grown(WIDE), sizes.grown(HIGH))
        self.state = Notice(tr("正在核对…"), "", "info")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(tr("筛选：用户、编号、散列…"))
        self.finder.setAccessibleName(tr("筛选审计日志"))
        let_clear(self.finder)
        self.finder.textChanged.connect(lambda _: self._filter())
        self.kind = Combo(tr("做了什么"))
        self.kind.chosen.connect(lambda _: self._filter())
        self.verify_button = button(tr("核对"), "", self.read)
        self.against_button = button(tr("与以前导出的对照…"), "", self._ask_against)
        self.export_button = button(tr("导出…"), "primary", self._ask_export)
        self.table = _table()
        head = row(self.finder, self.kind, None, self.verify_button, self.against_button, self.export_button)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        layout.setSpacing(sizes.gap)
        for part in (self.state, self.table):
            layout.addWidget(part)
        layout.insertLayout(1, head)
        layout.setStretch(2, 1)
        self.read()

    def read(self) -> None:
        """The newest entries, and whether all of the log is whole."""
        self._look(())

    def compare_with(self, path: Path) -> None:
        """Verify against a file that was exported before."""
        self._desk.run("read head", lambda _, __: read_head(path), lambda head: self._compare(head), self._tell)

    def export_to(self, path: Path) -> None:
        """All of it as one new file."""

        def work(session: Session, progress: Progress) -> Verdict:
            try:
                return session.audit.export(path)
            except OSError as error:
                raise _unreadable(error) from error

        def done(verdict: Verdict) -> None:
            if self._is_gone:
                return
            self._desk.say(tr("已导出 {name}，共 {count} 条。", name=path.name, count=verdict.entries))
            self.read()

        self._desk.run("export audit log", work, done, self._tell)

    def _leave(self) -> None:
        self._is_gone = True

    def _compare(self, head: Head) -> None:
        if not self._is_gone:
            self._look((head,))

    def _look(self, heads: tuple[Head, ...]) -> None:
        def work(session: Session, progress: Progress) -> tuple[list[Entry], Verdict]:
            try:
                return session.audit.entries(SHOWN, heads)
            except OSError as error:
                raise _unreadable(error) from error

        def done(found: tuple[list[Entry], Verdict]) -> None:
            if self._is_gone:
                return
            self._entries = found[0]
            self._show(found[1], compared=bool(heads))

        self._desk.run("audit log", work, done, self._tell)

    def _show(self, verdict: Verdict, *, compared: bool) -> None:
        if verdict.intact:
            text = tr("完整，共 {count} 条记录。", count=verdict.entries)
            alone = tr("只凭日志自己查不出整体截断：请定期导出，交审计人员保管。")
            told = [tr("与导出时相符。") if compared else alone]
            if verdict.removed:
                told.append(tr("其中最早的 {count} 条已按保留期清理，凭据相符。", count=verdict.removed))
            if verdict.torn:
                told.append(tr("末尾有一行没写完（程序中途被终止），不算记录。"))
            self.state.use_tone("info")
            self.state.tell(text, "\n".join(told))
        else:
            self.state.use_tone("danger")
            text = tr("不完整，从第 {number} 条起不可信：{problem}", number=verdict.first_bad, problem=verdict.problem)
            self.state.tell(text, tr("请把日志文件夹原样保存，交审计人员。"))
        kinds = dict.fromkeys(entry.kind for entry in self._entries)
        self.kind.offer({EVERY: tr("全部"), **{kind: kind_name(kind) for kind in sorted(kinds)}})
        self._fill()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._entries))
        for place, entry in enumerate(self._entries):
            data = json.dumps(dict(entry.data), ensure_ascii=False)
            texts = (
                str(entry.number),
                local_time(entry.at),
                entry.by,
                role_name(entry.role),
                kind_name(entry.kind),
                data,
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(tip_text(text))
                self.table.setItem(place, column, item)
        self._filter()

    def _filter(self) -> None:
        words, kind = self.finder.text().casefold().split(), self.kind.value()
        for place, entry in enumerate(self._entries):
            cells = (self.table.item(place, column) for column in range(self.table.columnCount()))
            text = "\n".join(cell.text() for cell in cells if cell is not None).casefold()
            is_shown = (not kind or entry.kind == kind) and all(word in text for word in words)
            self.table.setRowHidden(place, not is_shown)

    def _ask_against(self) -> None:
        kinds = tr("审计日志 (*{ending});;全部文件 (*)", ending=ENDING)
        name, _ = QFileDialog.getOpenFileName(self, tr("以前导出的审计日志"), "", kinds)
        if name:
            self.compare_with(Path(name))

    def _ask_export(self) -> None:
        kinds = tr("审计日志 (*{ending})", ending=ENDING)
        path = ask_new_file(self, tr("导出审计日志"), tr("准绳审计日志") + ENDING, kinds, ENDING)
        if path is not None:
            self.export_to(path)

    def _tell(self, error: BaseException) -> None:
        if self._is_gone:
            return
        self.state.use_tone("danger")
        self.state.tell(*error_texts(error))


def _table() -> QTableWidget:
    heads = (tr("编号"), tr("时间"), tr("用户"), tr("身份"), tr("做了什么"), tr("细节"))
    made = QTableWidget(0, len(heads))
    made.setAccessibleName(tr("审计记录"))
    made.setHorizontalHeaderLabels(heads)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.verticalHeader().hide()
    header = made.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    return made


def _unreadable(error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        tr("读不了审计日志：{cause}", cause=error.strerror or error), tr("请检查日志文件夹的权限。")
    )
