"""The whole workspace in one file on another disk: when it was made last, and the ways there and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.sealed_names import moment
from app.gui.parts.sizes import file_size
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.section import Section

if TYPE_CHECKING:
    from app.workspace.carrying.last_backup import LastBackup


class BackupSection(Section):
    backup_asked = Signal(object)
    """The folder of the last backup, or None."""
    verify_asked = Signal()
    restore_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("备份与恢复"))
        self._desk = desk
        self._asked = 0
        self._folder: Path | None = None
        self._fingerprint = ""
        self.last = text_label(tr("正在查看上次的备份…"), "strong", wraps=True)
        self.back_up = button(tr("立即备份…"), "", self._back_up)
        self.verify = button(tr("核对备份…"), "", self.verify_asked.emit)
        self.restore = button(tr("由备份恢复…"), "", self.restore_asked.emit)
        self.fingerprint = text_label("", "muted", wraps=True)
        self.copy = button(tr("复制指纹"), "link", self._copy)
        self.copy.hide()
        told = tr("备份是一个签名的文件，含全部文件、条款、向量、更正、对话和设置，没有加密；请存到 U 盘或另一块盘。")
        first = row(self.last, self.back_up)
        first.setStretch(0, 1)
        self.add_layout(first)
        self.add_layout(row(text_label(told, "muted", wraps=True)))
        self.add_layout(row(self.verify, self.restore, None))
        last = row(self.fingerprint, self.copy)
        last.setStretch(0, 1)
        self.add_layout(last)
        for text, deed in (
            (tr("立即备份…"), self._back_up),
            (tr("核对备份…"), self.verify_asked.emit),
            (tr("由备份恢复…"), self.restore_asked.emit),
        ):
            self._offer(text, deed)

    def refresh(self) -> None:
        """Read anew when and where it was made last."""
        self._asked += 1
        asked = self._asked

        def work(session: Session, progress: Progress) -> tuple[LastBackup | None, str]:
            return session.carrying.last_backup(), session.carrying.fingerprint

        def done(found: tuple[LastBackup | None, str]) -> None:
            if asked == self._asked:
                self._show(*found)

        def fail(error: BaseException) -> None:
            self.fingerprint.setText(" ".join(error_texts(error)))

        self._desk.run("last backup", work, done, fail)

    def _show(self, last: LastBackup | None, fingerprint: str) -> None:
        self._folder = Path(last.path).parent if last is not None else None
        if last is None:
            self.last.setText(tr("还没有备份过。"))
        else:
            self.last.setText(
                tr(
                    "上次备份：{when}，{size}，{path}",
                    when=moment(last.made),
                    size=file_size(last.size),
                    path=last.path,
                )
            )
        self._fingerprint = fingerprint
        self.fingerprint.setText(tr("这里的签名指纹：{fingerprint}", fingerprint=fingerprint))
        self.copy.show()

    def _back_up(self) -> None:
        self.backup_asked.emit(self._folder)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._fingerprint)
        self._desk.say(tr("已复制签名指纹。"))

    def _offer(self, text: str, deed: Callable[[], None]) -> None:
        """In the command palette."""
        action = QAction(text, self)
        action.triggered.connect(lambda: deed())
        self.addAction(action)
