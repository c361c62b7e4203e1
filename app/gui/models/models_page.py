"""The page of models: which does what, what is installed, how fast it is here, and how others come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress
from app.foundation.messages import enumerated, tr
from app.foundation.settings import Settings
from app.gui.models.dialogs import confirmed_removal, show_licence
from app.gui.models.dropping import dropped_model
from app.gui.models.empty_shelf import empty_shelf
from app.gui.models.shelf_view import ShelfView
from app.gui.models.work_strip import WorkStrip
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.new_vectors import offer_new_vectors
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.road.session import Session
from app.runtime.model_entry import ModelEntry
from app.workspace.model_options import EMBEDDING_SETTING
from app.workspace.model_shelf import Shelf
from app.workspace.speeds import SpeedFigure

Result = TypeVar("Result")


class ModelsPage(QWidget):
    """Does one deed at a time: measuring beside verifying would measure the disk."""

    saved = Signal(object)
    """Settings: another model was chosen for a step."""
    models_changed = Signal()
    """Models have come or gone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._desk = desk
        self._asked = 0
        self.shelf: Shelf | None = None
        self.file_button = button(tr("加入模型文件…"), "primary", self.choose_file)
        self.folder_button = button(tr("从文件夹或U盘加入…"), "", self.choose_folder)
        self.problem = Notice("", "", "danger")
        self.work = WorkStrip()
        self.view = ShelfView(empty_shelf(self.choose_file, self.choose_folder, self._copy), desk.theme)
        self.view.chosen.connect(self._choose)
        self.view.measure_asked.connect(self.measure)
        self.view.verify_asked.connect(self.verify)
        self.view.remove_asked.connect(self.remove)
        self.view.licence_asked.connect(lambda licence: show_licence(licence, desk.theme, self))
        self.view.command_asked.connect(self._copy)
        self._lay_out()
        self._add_actions()
        desk.opened.connect(self.refresh)
        if desk.session is not None:
            self.refresh()

    def refresh(self) -> None:
        """Look at the models anew."""
        self._asked += 1
        asked = self._asked

        def work(session: Session, progress: Progress) -> Shelf:
            return session.shelf.look()

        def done(shelf: Shelf) -> None:
            if asked == self._asked:
                self._show(shelf)

        self._desk.run("look at models", work, done, self._tell)

    def measure(self, model_id: str) -> None:
        def done(figure: SpeedFigure) -> None:
            self._desk.say(tr("约每秒 {characters:.0f} 个字。", characters=figure.characters))
            self.refresh()

        text = tr("正在测 {title} 的速度", title=self._title(model_id))
        self._do(text, lambda session, progress: session.speeds.measure(model_id, progress), done)

    def verify(self, model_id: str) -> None:
        title = self._title(model_id)

        def done(is_intact: bool) -> None:
            if is_intact:
                self._desk.say(tr("{title} 完好。", title=title))
            else:
                self.problem.tell(
                    tr("{title} 与目录中的 SHA-256 不符，文件可能已损坏。", title=title),
                    tr("请删除它，再从可靠的来源重新加入。"),
                )
                self.problem.show()
            self.refresh()

        text = tr("正在校验 {title}", title=title)
        self._do(text, lambda session, progress: session.shelf.verify(model_id, progress), done)

    def add(self, path: Path) -> None:
        """A GGUF file, or what a folder holds."""

        def done(brought: tuple[ModelEntry, ...]) -> None:
            titles = enumerated(entry.title for entry in brought)
            self._desk.say(tr("已加入：{titles}", titles=titles))
            self.refresh()

        text = tr("正在加入 {name}", name=path.name)
        self._do(text, lambda session, progress: session.shelf.add(path, progress), done)

    def remove(self, model_id: str) -> None:
        """Ask first: it is lost for good."""
        card = self.view.cards[model_id].card
        if not confirmed_removal(card, self._desk.theme, self):
            return

        def done(_: None) -> None:
            self._desk.say(tr("已删除 {title}。", title=card.entry.title))
            self.refresh()

        text = tr("正在删除 {title}", title=card.entry.title)
        self._do(text, lambda session, progress: session.shelf.remove(model_id), done)

    def choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("加入模型文件"), "", tr("GGUF 模型 (*.gguf)"))
        if path:
            self.add(Path(path))

    def choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("选择放着模型的文件夹或U盘"))
        if path:
            self.add(Path(path))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk.session is not None:
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_model(event) is not None and not self.work.is_busy:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_model(event)
        if path is not None:
            event.acceptProposedAction()
            self.add(path)

    def _do(self, text: str, work: Callable[[Session, Progress], Result], done: Callable[[Result], None]) -> None:
        """One deed in a job of its own, with its progress and a way to stop it."""
        session = self._desk.session
        if session is None or self.work.is_busy:
            return
        self.problem.hide()

        def end(result: Result) -> None:
            self._end()
            done(result)

        def fail(error: BaseException) -> None:
            self._end()
            if isinstance(error, Cancelled):
                self._desk.say(tr("已取消。"))
                self.refresh()
            else:
                self._tell(error)

        job = Job("model", lambda progress: work(session, progress), end, fail, self.work.follow)
        token: CancelToken = self._desk.road.start(job)
        self.work.begin(text, token)
        self._allow(False)

    def _end(self) -> None:
        self.work.end()
        self._allow(True)

    def _allow(self, is_free: bool) -> None:
        for control in (self.file_button, self.folder_button):
            control.setEnabled(is_free)
        self.view.allow(is_free)

    def _choose(self, setting: str, model_id: str) -> None:
        def work(session: Session, progress: Progress) -> Settings:
            chosen = replace(session.settings, **{setting: model_id})  # type: ignore[arg-type]  # it holds text
            session.save_settings(chosen)
            return chosen

        def done(settings: Settings) -> None:
            self.saved.emit(settings)
            self.refresh()
            if setting == EMBEDDING_SETTING:
                offer_new_vectors(self._desk)

        self._desk.run("choose model", work, done, self._tell, quick=True)

    def _show(self, shelf: Shelf) -> None:
        before, self.shelf = self.shelf, shelf
        if before is not None and _installed(before) != _installed(shelf):
            self.models_changed.emit()
        self.view.show_shelf(shelf)
        self._allow(not self.work.is_busy)

    def _tell(self, error: BaseException) -> None:
        self.problem.tell(*error_texts(error))
        self.problem.show()

    def _copy(self, command: str) -> None:
        QGuiApplication.clipboard().setText(command)
        self._desk.say(tr("已复制：{command}", command=command))

    def _title(self, model_id: str) -> str:
        return self.view.cards[model_id].card.entry.title

    def _lay_out(self) -> None:
        head = row(text_label(tr("模型"), "title"), None, self.folder_button, self.file_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.problem)
        layout.addWidget(self.work)
        layout.addWidget(self.view, 1)
        self.problem.hide()
        self.work.hide()

    def _add_actions(self) -> None:
        actions = (
            (tr("加入模型文件"), QKeySequence(""), self.choose_file),
            (tr("从文件夹或U盘加入模型"), QKeySequence(""), self.choose_folder),
            (tr("刷新模型"), QKeySequence("F5"), self.refresh),
        )
        for text, keys, deed in actions:
            action = QAction(text, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(deed)
            self.addAction(action)
        self.file_button.setToolTip(tr("加入模型文件"))
        self.folder_button.setToolTip(tr("从文件夹或U盘加入模型"))


def _installed(shelf: Shelf) -> set[str]:
    return {card.entry.id for card in shelf.cards if card.path is not None}
