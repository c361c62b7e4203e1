"""Signed files that come in: looked at one after another, shown, and taken in once a person agrees."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.carrying.carrier import Carrier, Task
from app.gui.carrying.outcome import Outcome
from app.gui.carrying.updating import Updating
from app.gui.parts.desk import LIBRARY, Desk
from app.gui.parts.labels import error_texts
from app.gui.road.session import Session

if TYPE_CHECKING:  # what judges signatures is imported when a file is looked at
    from app.gui.carrying.library_sheet import LibrarySheet
    from app.installation.updates import Update
    from app.workspace.carrying.about import LibraryFile
    from app.workspace.carrying.unpacking import TakenIn


@dataclass(frozen=True)
class LookedAt:
    """``own_model`` is what vectors are made with here; "" without one."""

    found: LibraryFile
    own_model: str


class TakingIn(QObject):
    """What comes while another is shown or taken in waits its turn."""

    private_brought = Signal(bool)
    """Conversations and searches may have come with a backup, and, if true, settings."""

    def __init__(self, desk: Desk, carrier: Carrier, updating: Updating, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._carrier = carrier
        self._updating = updating
        self._window = window
        self._waiting: deque[Path] = deque()
        self._is_looking = False
        self.sheet: LibrarySheet | None = None
        carrier.ended.connect(self._look_soon)
        updating.decided.connect(self._look_soon)

    def take(self, paths: Sequence[Path]) -> None:
        if not self._is_at_work:
            self._carrier.strip.clear()
        elif self._carrier.is_busy:
            self._desk.say(tr("做完手上的事，再看 {file}。", file=paths[0].name))
        self._waiting.extend(paths)
        self._look()

    @property
    def _is_at_work(self) -> bool:
        is_shown = self.sheet is not None or self._updating.sheet is not None
        return self._carrier.is_busy or self._is_looking or is_shown

    def _look_soon(self) -> None:
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if self._is_at_work or not self._waiting or self._desk.session is None:
            return
        path = self._waiting.popleft()
        self._is_looking = True

        def done(found: LookedAt | Update) -> None:
            self._is_looking = False
            if isinstance(found, LookedAt):
                self._show(path, found)
            else:
                self._updating.show(path, found)

        def fail(error: BaseException) -> None:
            self._is_looking = False
            message, hint = error_texts(error)
            text = message if path.name in message else tr("没有打开 {file}：{cause}", file=path.name, cause=message)
            self._carrier.strip.tell(Outcome(text, hint, "danger"))
            self._look_soon()

        self._desk.run("look at file", lambda session, _: _look_at(session, path), done, fail)

    def _show(self, path: Path, looked: LookedAt) -> None:
        from app.gui.carrying.library_sheet import LibrarySheet

        sheet = LibrarySheet(path.name, looked.found, looked.own_model, self._desk.theme, self._window)
        self.sheet = sheet
        sheet.agreed.connect(lambda: self._take_in(path, looked))
        sheet.finished.connect(lambda _: self._forget_sheet())
        sheet.open()

    def _forget_sheet(self) -> None:
        self.sheet = None
        self._look_soon()

    def _take_in(self, path: Path, looked: LookedAt) -> None:
        found = looked.found

        def work(session: Session, progress: Progress) -> TakenIn:
            if not found.is_trusted:
                session.carrying.trust(found)  # of the signature that was shown, whatever lies there now
            taken = session.carrying.take_in(path, progress)
            if taken.settings_taken:
                session.use_settings_of_file()
            return taken

        def done(taken: TakenIn) -> Outcome:
            self._desk.library_changed.emit()
            if found.kind.value == "backup":
                self.private_brought.emit(taken.settings_taken)
            return self._told(path, looked, taken)

        if found.kind.value == "backup":
            title, failed = tr("正在由 {file} 恢复", file=path.name), tr("没有恢复完 {file}", file=path.name)
            stopped, again = tr("已停止由 {file} 恢复。", file=path.name), tr("接着恢复")
        else:
            title, failed = tr("正在导入 {file}", file=path.name), tr("没有导入完 {file}", file=path.name)
            stopped, again = tr("已停止导入 {file}。", file=path.name), tr("接着导入")
        hint = tr("已经进来的文件留下；接着做只补上缺的。")
        task = Task("take in", title, work, done, failed, stopped, hint, again, brings_documents=True)
        self._carrier.start(task)

    def _told(self, path: Path, looked: LookedAt, taken: TakenIn) -> Outcome:
        parts = [tr("新增 {added} 份，已有 {held} 份。", added=taken.added, held=taken.unchanged)]
        if taken.updated:
            parts.append(tr("按新规则更新 {count} 份。", count=taken.updated))
        if taken.conversations:
            parts.append(tr("恢复了 {count} 个对话。", count=taken.conversations))
        if taken.register_entries:
            parts.append(tr("标准清单新增 {count} 条。", count=taken.register_entries))
        about = looked.found.about
        hints = []
        if taken.added and looked.own_model and looked.own_model in about.vector_models:
            hints.append(tr("向量一起来了，没有重新计算。"))
        if taken.settings_taken:
            hints.append(tr("设置也恢复了；语言和外观重新打开准绳后换过来。"))
        lost = taken.without_original
        if lost:
            files = tr("、").join(lost[:5])
            hints.append(tr("{count} 份文件的原件副本缺失，引用打不开原页：{files}", count=len(lost), files=files))
        text = tr("{file}：{told}", file=path.name, told=" ".join(parts))
        deed = (tr("到文件库"), lambda: self._desk.go(LIBRARY))
        return Outcome(text, " ".join(hints), "warning" if lost else "info", (deed,))


def _look_at(session: Session, path: Path) -> LookedAt | Update:
    """By what it says that it is, whatever it is called."""
    from app.installation.updates import KIND, installed_updater
    from app.security.sealed_reading import opened

    with opened(path) as file:
        kind = file.seal.manifest.kind
    if kind == KIND:
        return installed_updater().look_at(path)
    found = session.carrying.look_at(path)
    embedder = session.models.embedder
    return LookedAt(found, embedder.model_id if embedder is not None else "")
