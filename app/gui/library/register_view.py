"""The office's own list of what is in force: files in, entries shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.names import status_name
from app.foundation.messages import enumerated, tr
from app.gui.library.entry_text import NOTHING
from app.gui.library.text_table import TextTableModel, text_table
from app.gui.parts.confirm import confirmed
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.search_field import search_field
from app.gui.parts.widgets import Notice, button, row, text_label

if TYPE_CHECKING:
    from app.domain.register import RegisterEntry
    from app.workspace.office_register import RegisterReport

WIDTHS = (190, 280, 80, 100, 100, 180)
MOST_ISSUES = 4
"""Bad lines that are told; the file itself shows the others."""


class RegisterView(QWidget):
    """Its statuses go before those that are worked out from the library, so every change lists the library anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        theme = desk.theme
        heads = (tr("编号"), tr("名称"), tr("状态"), tr("实施日期"), tr("废止日期"), tr("被代替"))
        self.model: TextTableModel[RegisterEntry] = TextTableModel(heads, _texts, self)
        self.table = text_table(self.model, tr("本单位的标准清单"), WIDTHS, 1, theme)
        self.filter = search_field(tr("筛选标准清单"), theme)
        self.filter.textChanged.connect(self.model.filter)
        self.take_in = button(tr("导入清单…"), "primary", lambda: self._choose(replace=False))
        self.replace = button(tr("导入并替换…"), "", lambda: self._choose(replace=True))
        self.replace.setToolTip(tr("先清空原来的清单，再导入"))
        self.clear = button(tr("清空…"), "", self._clear)
        self.told = text_label("", "muted", wraps=True)
        self.notice = Notice("", "")
        self.notice.add_action(button(tr("关闭"), "", self.notice.hide))
        self.notice.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.gap)
        head = row(self.clear, self.replace, self.take_in)
        head.insertWidget(0, self.filter, 1)
        layout.addLayout(head)
        layout.addWidget(self.told)
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        self._show([])

    def look(self) -> None:
        """The view comes to the front."""
        self._asked += 1
        asked = self._asked

        def show(entries: list[RegisterEntry]) -> None:
            if asked == self._asked:
                self._show(entries)

        self._desk.run("register", lambda session, _: session.register.entries(), show, self._show_problem)

    def import_file(self, path: Path, *, replace: bool = False) -> None:
        self.take_in.setEnabled(False)
        self.told.setText(tr("正在读取“{file}”…", file=path.name))

        def done(report: RegisterReport) -> None:
            self.take_in.setEnabled(True)
            self._tell(report)
            self._desk.library_changed.emit()
            self.look()

        def fail(error: BaseException) -> None:
            self.take_in.setEnabled(True)
            self._show_problem(error)
            self.look()

        self._desk.run(
            "register import",
            lambda session, _: session.register.import_file(path, replace=replace),
            done,
            fail,
            writes=True,  # it reads with the worker that adding files uses too
        )

    def confirm(self, count: int) -> bool:
        """Ask the person: what is cleared is lost. Tests replace this."""
        return confirmed(
            self,
            self._desk.theme,
            title=tr("清空标准清单"),
            text=tr("清空标准清单里的 {count} 条记录？", count=count),
            consequence=tr("清空后不能撤销，要用时需重新导入。文库中的文件不受影响，状态会重新推算。"),
            deed=tr("清空"),
            keep=tr("保留"),
        )

    def _clear(self) -> None:
        if not self.confirm(self.model.total):
            return

        def done(count: int) -> None:
            self._desk.say(tr("清单里的 {count} 条记录已清空", count=count))
            self._desk.library_changed.emit()
            self.look()

        self._desk.run(
            "register clear", lambda session, _: session.register.clear(), done, self._show_problem, quick=True
        )

    def _choose(self, *, replace: bool) -> None:
        kinds = tr("清单 ({patterns})", patterns="*.xlsx *.csv")
        name, _ = QFileDialog.getOpenFileName(self, tr("导入标准清单"), "", f"{kinds};;{tr('所有文件 (*)')}")
        if name:
            self.import_file(Path(name), replace=replace)

    def _show(self, entries: Sequence[RegisterEntry]) -> None:
        self.model.show(entries)
        self.clear.setEnabled(bool(entries))
        self.replace.setVisible(bool(entries))
        self.told.setText(
            tr("清单有 {count} 条记录，文件的状态先按它判断。", count=len(entries))
            if entries
            else tr("还没有清单。导入本单位的标准台账（Excel 或 CSV，有编号和状态两列即可），文件的状态就按它判断。")
        )

    def _tell(self, report: RegisterReport) -> None:
        done = report.done
        text = tr(
            "导入完毕：新增 {added}，更新 {changed}，未变 {unchanged}",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
        told = [
            tr("第 {line} 行：{message}", line=issue.line, message=issue.message)
            for issue in report.issues[:MOST_ISSUES]
        ]
        left = len(report.issues) - len(told)
        if left > 0:
            told.append(tr("另有 {count} 行没有导入", count=left))
        self._notify(text, "\n".join(told), "warning" if told else "info")

    def _show_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self._notify(message, hint, "danger")

    def _notify(self, text: str, hint: str, tone: str) -> None:
        self.notice.setProperty("tone", tone)
        self.notice.style().polish(self.notice)
        self.notice.tell(text, hint)
        self.notice.show()


def _texts(entry: RegisterEntry) -> tuple[str, ...]:
    title = entry.title if entry.title != entry.number else ""
    return (
        entry.number,
        title or NOTHING,
        status_name(entry.status),
        entry.effective or entry.issued or NOTHING,
        entry.withdrawn or NOTHING,
        enumerated(entry.replaced_by) or NOTHING,
    )
