"""What can be done for a file that was not added, or not whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, SignalInstance
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.foundation.messages import tr
from app.gui.library.import_model import FileRow, problem_text
from app.gui.library.importing import Importing


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    act: Callable[[], None]


class FileMending:
    """Offers for a row of the import panel: a password, another try, text recognition, a look at the file."""

    def __init__(self, importing: Importing, password_asked: SignalInstance) -> None:
        self._importing = importing
        self._password_asked = password_asked

    def first_offer(self, file: FileRow) -> Offer | None:
        """The most promising one, None where there is no problem."""
        offers = self._offers(file)
        return offers[0] if file.is_problem and offers else None

    def menu(self, file: FileRow, parent: QWidget) -> QMenu:
        made = QMenu(parent)
        if file.is_problem:
            for offer in self._offers(file):
                made.addAction(offer.name, offer.act)
            made.addSeparator()
        if file.path:
            made.addAction(tr("打开所在文件夹"), lambda: _open_folder(file))
        made.addAction(tr("复制"), lambda: QGuiApplication.clipboard().setText(problem_text([file])))
        return made

    def retry(self, files: Sequence[FileRow], *, recognise: bool = False) -> None:
        """Read files once more."""
        if files:
            self._importing.retry([Path(file.path) for file in files], recognise=recognise)

    def _offers(self, file: FileRow) -> list[Offer]:
        offers = []
        if file.is_locked:
            offers.append(Offer(tr("输入密码…"), lambda: self._password_asked.emit(file.path, file.file)))
        if file.can_recognise:
            offers.append(Offer(tr("用文字识别重读"), lambda: self.retry([file], recognise=True)))
        if file.status == "failed" and not file.is_locked:
            offers.append(Offer(tr("再试"), lambda: self.retry([file])))
        elif file.is_problem:
            offers.append(Offer(tr("打开所在文件夹"), lambda: _open_folder(file)))
        return offers


def _open_folder(file: FileRow) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(file.path).parent)))
