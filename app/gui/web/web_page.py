"""The page of the reference web: the picture, and on its second half the library in numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.gui.parts.desk import LIBRARY, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.road.session import Session
from app.gui.web.graph_pane import GraphPane
from app.gui.web.numbers_pane import NumbersPane
from app.workspace.surveys import Survey


class WebPage(QWidget):
    """Reads the library when it is first seen, and again when it has changed while it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._wanted: str | None = None
        self._is_stale = True
        self._token = CancelToken()
        self._asked = 0
        self.graph = GraphPane(desk)
        self.numbers = NumbersPane(desk)
        self.notice = Notice("", "")
        self.retry = button(tr("重试"), "", self.refresh)
        self.to_library = button(tr("去添加文件"), "primary", lambda: desk.go(LIBRARY))
        self.notice.add_action(self.retry)
        self.notice.add_action(self.to_library)
        self.segments = QButtonGroup(self)
        self.stack = QStackedWidget()
        self._lay_out()
        desk.listed.connect(self._note_change)
        desk.opened.connect(self._note_change)
        self._tell_working()

    def show_document(self, document_id: str) -> None:
        """Put a document, or by its name a missing standard, into the middle."""
        self.show_half(0)
        if self._is_stale or not self.graph.web.nodes:
            self._wanted = document_id
            self._refresh_if_seen()
        else:
            self.graph.centre_on(document_id)

    def show_half(self, half: int) -> None:
        """0 the picture, 1 the numbers."""
        self.segments.button(half).setChecked(True)
        self.stack.setCurrentIndex(half)

    def refresh(self) -> None:
        """Read the library's references and numbers."""
        self._token.cancel()
        self._asked += 1
        asked = self._asked
        self._is_stale = False
        if not self.graph.web.nodes:
            self._tell_working()

        def work(session: Session, progress: Progress) -> Survey:
            return session.survey()

        def done(found: Survey) -> None:
            if asked == self._asked:
                self._show(found)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self._tell_problem(error)

        self._token = self._desk.run("survey", work, done, fail)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def _note_change(self) -> None:
        self._is_stale = True
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._is_stale and self.isVisible() and self._desk.session is not None:
            self.refresh()

    def _show(self, found: Survey) -> None:
        self.numbers.show_numbers(found.numbers)
        self.graph.show_web(found.web)
        if not found.web.nodes:
            self._tell(tr("文库里还没有文件。"), tr("添加标准或法规后，这里会画出它们互相引用的关系。"), is_empty=True)
            return
        self.notice.hide()
        self.stack.show()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.graph.centre_on(wanted)

    def _tell_working(self) -> None:
        self._tell(tr("正在整理引用关系…"), "")
        self.retry.hide()

    def _tell_problem(self, error: BaseException) -> None:
        self._is_stale = True
        message, hint = error_texts(error)
        self._tell(tr("没有读出引用关系：{cause}", cause=message), hint)

    def _tell(self, text: str, hint: str, *, is_empty: bool = False) -> None:
        self.notice.tell(text, hint)
        self.to_library.setVisible(is_empty)
        self.retry.setVisible(not is_empty)
        self.notice.show()
        self.stack.hide()

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        halves = (button(tr("引用图"), "segment"), button(tr("文库数字"), "segment"))
        for place, half in enumerate(halves):
            half.setCheckable(True)
            half.setChecked(place == 0)
            self.segments.addButton(half, place)
        self.segments.idClicked.connect(self.stack.setCurrentIndex)
        self.stack.addWidget(self.graph)
        self.stack.addWidget(self.numbers)
        self.stack.currentChanged.connect(lambda half: self.segments.button(half).setChecked(True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.wide, 16, sizes.wide, sizes.gap)
        layout.setSpacing(sizes.pad)
        layout.addLayout(row(text_label(tr("引用网"), "title"), None, *halves, spacing=2))
        layout.addWidget(self.notice, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.stack, 1)
