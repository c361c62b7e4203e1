"""What was found, as a spreadsheet or as comma-separated values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.assistant.export.files import WrittenFile
from app.assistant.text_work.search_report import search_report
from app.domain.evidence import Evidence
from app.domain.where import SearchRequest
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.save_dialog import ask_new_file
from app.gui.road.session import Session


def ask_where(parent: QWidget) -> Path | None:
    """The file that a person names; None without one."""
    return ask_new_file(parent, tr("导出检索结果"), tr("检索结果.xlsx"), tr("表格 (*.xlsx);;CSV (*.csv)"))


def export(desk: Desk, request: SearchRequest, found: Sequence[Evidence], path: Path) -> None:
    """Write it under the highest security mark of its sources, and offer to open the folder."""

    def work(session: Session, progress: Progress) -> WrittenFile:
        return session.text_work.save(search_report(request, found), [item.source for item in found], path)

    def show_folder(written: WrittenFile) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(written.path.parent)))

    def done(written: WrittenFile) -> None:
        desk.say(
            tr("已导出到 {name}。", name=written.path.name),
            tr("打开文件夹"),
            lambda: show_folder(written),
        )

    desk.run("export search", work, done)
