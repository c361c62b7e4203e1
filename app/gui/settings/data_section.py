"""Where the data lies and how much room it takes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QLabel

from app.foundation.errors import ZhunshengError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.confirm import confirmed
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.section import Section
from app.security.roles import Right
from app.workspace.upkeep import DataSizes


class DataSection(Section):
    erase_asked = Signal()
    """Everything is to be deleted once the window has closed; the person has confirmed it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("数据位置"))
        self._desk = desk
        self._asked = 0
        self.place = text_label("", "", wraps=True)
        self.place.setAccessibleName(tr("数据所在的文件夹"))
        self.open_button = button(tr("打开文件夹"), "", self.open_folder)
        self.note = text_label(tr("正在计算大小…"), "muted", wraps=True)
        self.erase_button = button(tr("抹去全部数据…"), "danger", self.erase)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self.sizes: dict[str, QLabel] = {}
        names = {
            "originals": (tr("文件"), tr("添加时留下的副本，引用据此打开原页")),
            "catalogue": (tr("条款与记录"), tr("条款文字、向量、订正和全部对话")),
            "conversations": (tr("其中对话"), tr("问题和回答的文字")),
            "index": (tr("检索索引"), tr("向量备齐后建成，可以随时重建；向量在条款与记录里")),
            "logs": (tr("日志"), tr("不含文件内容")),
            "total": (tr("合计"), ""),
        }
        for place, (name, (title, told)) in enumerate(names.items()):
            self.sizes[name] = text_label("…")
            self._grid.addWidget(text_label(title), place, 0)
            self._grid.addWidget(self.sizes[name], place, 1)
            self._grid.addWidget(text_label(told, "muted", wraps=True), place, 2)
        top = row(self.place, self.open_button)
        top.setStretch(0, 1)
        self.add_layout(top)
        self.add_layout(self._grid)
        last = row(self.note, self.erase_button)
        last.setStretch(0, 1)
        self.add_layout(last)

    def refresh(self) -> None:
        """Count anew."""
        session = self._desk.session
        if session is None:
            return
        self.place.setText(str(session.paths.root))
        self._asked += 1
        asked = self._asked

        def work(session: Session, progress: Progress) -> DataSizes:
            return session.upkeep.sizes()

        def done(sizes: DataSizes) -> None:
            if asked == self._asked:
                self._show(sizes)

        def fail(error: BaseException) -> None:
            self.note.setText(" ".join(error_texts(error)))

        self._desk.run("sizes", work, done, fail)

    def open_folder(self) -> None:
        folder = Path(self.place.text())
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._desk.say(tr("系统没有打开文件夹的程序。数据在 {folder}", folder=folder))

    def erase(self) -> None:
        session = self._desk.session
        if session is None:
            return
        try:
            session.audit.roles.require(Right.GUARD)
        except ZhunshengError as error:
            self._desk.say_error(error)
            return
        if self.confirmed():
            self.erase_asked.emit()

    def confirmed(self) -> bool:
        """Tests replace this."""
        return confirmed(
            self,
            self._desk.theme,
            title=tr("抹去全部数据"),
            text=tr("抹去这个工作区的全部数据（{size}）？", size=self.sizes["total"].text()),
            consequence=tr(
                "文库里的文件副本、条款、全部对话、设置、签名密钥和日志都会删除，无法找回，准绳随后关闭。"
                "审计日志留着。添加时的原文件、模型和已经存到别处的备份不受影响。"
            ),
            deed=tr("全部抹去"),
            keep=tr("保留"),
        )

    def _show(self, sizes: DataSizes) -> None:
        for name, label in self.sizes.items():
            label.setText(file_size(getattr(sizes, name)))
        self.note.setText(tr("卸载准绳不会删除这些数据；要删除，用右边的按钮。备份在下面。"))
