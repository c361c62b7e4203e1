"""The parts of the reader in their places; what they do together is not known here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout

from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.reader.find_bar import FindBar
from app.gui.reader.jump_bar import JumpBar
from app.gui.reader.pages_view import PagesView
from app.gui.reader.problem_page import ProblemPage
from app.gui.reader.reader_bar import ReaderBar
from app.gui.reader.reader_head import ReaderHead
from app.gui.reader.references_panel import ReferencesPanel
from app.gui.reader.sidebar import Sidebar
from app.gui.reader.text_view import TextView

SIDE_WIDE = 200


class ReaderFrame(QFrame):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setAccessibleName(tr("阅读"))
        self.desk = desk
        self.bar = ReaderBar(desk.theme)
        self.head = ReaderHead(desk.theme)
        self.find_bar = FindBar(desk.theme)
        self.jump_bar = JumpBar(desk.theme)
        self.side = Sidebar(desk)
        self.pages = PagesView(desk)
        self.text = TextView(desk)
        self.trouble = ProblemPage()
        self.references = ReferencesPanel(desk)
        self.stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        for page in (self.pages, self.text, self.trouble):
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.trouble)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.side)
        self.splitter.addWidget(self.stack)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIDE_WIDE, 3 * SIDE_WIDE])
        self.splitter.setChildrenCollapsible(False)
        self.side.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.bar, self.head, self.find_bar, self.jump_bar):
            layout.addWidget(widget)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.references)
