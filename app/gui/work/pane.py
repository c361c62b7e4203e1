"""One kind of text work: what is wanted, the work itself, its result. Of what kind, each pane tells for itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.foundation.jobs import CancelToken, ProgressEvent
from app.foundation.messages import tr
from app.gui.parts.desk import LIBRARY, MODELS, Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button
from app.gui.work.finished import Arrived, Finished, Wanting, Work
from app.gui.work.progress_strip import ProgressStrip
from app.gui.work.result_view import ResultView

EVERYTHING = "*"
"""In place of a document's id: the whole library."""


class WorkPane(QWidget):
    """Shows one thing at a time: what it is for, work under way, what went wrong, or a result. A result stays until
    there is another."""

    changed = Signal()
    """There is another result, or work has begun or ended."""

    def __init__(self, desk: Desk, name: str, deed: str, purpose: Wanting, saving: Sequence[QAction]) -> None:
        """``deed`` is what the button says, ``purpose`` what the pane is for and how to begin."""
        super().__init__()
        self.desk = desk
        self.name = name
        self.document: str | None = None
        """The id of the document to work on, EVERYTHING, or None."""
        self._purpose = purpose
        self._token = CancelToken()
        self._asked = 0
        self.is_running = False
        self._rows_come = False
        """Whether rows of the work that was begun last are shown."""
        self.run = button(deed, "primary", self.start)
        self.run.setToolTip(tr("{deed}（Ctrl+Enter）", deed=deed))
        self.notice = Notice("", "")
        self.to_library = button(tr("去添加文件"), "primary", lambda: desk.go(LIBRARY))
        self.to_models = button(tr("去“模型”页"), "primary", lambda: desk.go(MODELS))
        self.retry = button(tr("重试"), "", self.start)
        for action in (self.to_library, self.to_models, self.retry):
            self.notice.add_action(action)
        self.strip = ProgressStrip(desk.theme)
        self.strip.stopped.connect(self.stop)
        self.result = ResultView(desk, name, saving)
        self._rest = QWidget()
        """Takes the room below a notice."""

    def lay_out(self, *controls: QWidget, above: QWidget | None = None) -> None:
        """Controls stand before the button, ``above`` on a line of its own. Once, when the pane is made."""
        sizes = self.desk.theme.sizes
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(sizes.gap)
        if above is not None:
            layout.addWidget(above)
        line = QWidget()
        flow = FlowLayout(line, sizes.gap)
        in_line = (*controls, self.run)
        for control in in_line:
            control.ensurePolished()
        high = max(control.sizeHint().height() for control in in_line)
        for control in in_line:
            control.setFixedHeight(high)
            flow.addWidget(control)
        layout.addWidget(line)
        for part in (self.notice, self.strip):
            layout.addWidget(part)
        layout.addWidget(self.result, 1)
        layout.addWidget(self._rest, 1)
        self.rest()

    def work(self) -> Work | Wanting:
        """What is to be done with what is chosen now."""
        raise NotImplementedError

    def take_document(self, document: str | None) -> None:
        """Another document was picked."""
        self.document = document
        if not self.is_running and self.result.isHidden():
            self.rest()

    @property
    def finished(self) -> Finished | None:
        return self.result.finished

    def start(self) -> None:
        """Begin, or tell what is wanting. What is under way for this pane is given up."""
        asked_for = self.work()
        if isinstance(asked_for, Wanting):
            self.tell(asked_for)
            self._show_rows_too()
            return
        self.stop()
        self._asked += 1
        asked = self._asked

        def done(finished: Finished) -> None:
            if asked == self._asked:
                self._end()
                self.show_finished(finished)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self._end()
                self.show_error(error)

        def on_progress(event: ProgressEvent) -> None:
            if asked == self._asked:
                self.strip.show_event(event)

        def tell(arrived: Arrived) -> None:
            self.desk.road.post(lambda: self._take_row(arrived) if asked == self._asked else None)

        self.desk.library_asked.emit()
        self.is_running = True
        self._rows_come = False
        self.result.use_sources(self._chosen_documents())
        self.strip.begin(tr("正在准备…"))
        self._show_only(self.strip)
        self.run.setEnabled(False)
        self._token = self.desk.run(
            "text work",
            lambda session, progress: asked_for(session, progress, tell),
            done,
            fail,
            on_progress=on_progress,
        )
        self.changed.emit()

    def _chosen_documents(self) -> tuple[str, ...]:
        """What rows may be of before the work has named its sources."""
        if self.document is None or self.document == EVERYTHING:
            return tuple(entry.id for entry in self.desk.entries)
        return (self.document,)

    def stop(self) -> None:
        """Give up what is under way: the rows that are there stay, without any what was there before is shown again."""
        if not self.is_running:
            return
        self._token.cancel()
        self._asked += 1
        self._end()
        if self._rows_come:
            self.result.end_short()
            self._show_only(self.result)
        else:
            self.rest()

    def rest(self) -> None:
        """The result, where there is one; else what the pane is for."""
        if self.result.model.rowCount():
            self._show_only(self.result)
        elif not self.desk.entries:
            self.tell(Wanting(tr("文库里还没有文件。"), tr("先添加标准或法规，再来这里。")), self.to_library)
        else:
            self.tell(self._purpose)

    def tell(self, wanting: Wanting, *deeds: QWidget, tone: str = "info") -> None:
        """In place of a result, with buttons for the next step."""
        self.notice.tell(wanting.text, wanting.hint)
        self.notice.use_tone(tone)
        for deed in (self.to_library, self.to_models, self.retry):
            deed.setVisible(deed in deeds)
        self._show_only(self.notice)

    def show_finished(self, finished: Finished) -> None:
        self.result.show_finished(finished)
        if finished.rows:
            self._show_only(self.result)
        else:
            self.result.clear()
            self.tell(Wanting(tr("没有找到可以列出的内容。"), finished.lacking))
        self.changed.emit()

    def _take_row(self, arrived: Arrived) -> None:
        """Below the progress, until the rest is there."""
        if not self._rows_come:
            self._rows_come = True
            self.result.begin(arrived.columns)
            self._rest.hide()
            self.result.show()
        self.result.add(arrived)

    def show_error(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.tell(Wanting(tr("没有做成：{cause}", cause=message), hint), self.retry, tone="danger")
        if self._rows_come:
            self.result.end_short()
        self._show_rows_too()
        self.changed.emit()

    def _show_rows_too(self) -> None:
        """Below a notice, where there are any."""
        if self.result.model.rowCount():
            self._rest.hide()
            self.result.show()

    def _end(self) -> None:
        self.is_running = False
        self.run.setEnabled(True)
        self.changed.emit()

    def _show_only(self, shown: QWidget) -> None:
        for part in (self.notice, self.strip, self.result):
            part.setVisible(part is shown)
        self._rest.setVisible(shown is not self.result)
