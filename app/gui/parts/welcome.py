"""What stands in the empty chat: the next step, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.style.icons import application_icon
from app.gui.style.theme import Theme

ICON_SIZE = 72


class Welcome(QWidget):
    """Opening, empty, ready or in trouble: each with what to do next."""

    add_files_asked = Signal()
    add_folder_asked = Signal()
    retry_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(ICON_SIZE, ICON_SIZE))
        self.title = self._middle(text_label(tr("正在打开工作区…"), "title"))
        self.line = self._middle(text_label("", wraps=True))
        self.files = button(tr("添加文件…"), "primary", self.add_files_asked.emit)
        self.folder = button(tr("添加文件夹…"), "", self.add_folder_asked.emit)
        self.kinds = self._middle(
            text_label(tr("可读 PDF、OFD、Word、网页、表格、图片、Markdown 和纯文本。文件只在本机处理。"), "muted")
        )
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(theme.sizes.pad)
        self._layout.addStretch(2)
        self._layout.addWidget(self._middle(picture))
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.line)
        self._layout.addLayout(row(None, self.files, self.folder, None))
        self._layout.addWidget(self.kinds)
        self._layout.addStretch(3)
        self.problem: Notice | None = None
        self._show_buttons(shown=False)

    def show_empty(self) -> None:
        self._clear_problem()
        self.title.setText(tr("把标准和法规拖到这里"))
        self.line.setText(tr("准绳从您自己的文件里找答案，每句话都指到条款，点一下就看到原页。"))
        self._show_buttons(shown=True)

    def show_ready(self, documents: int, clauses: int) -> None:
        self._clear_problem()
        self.title.setText(tr("问标准，答条款"))
        self.line.setText(tr("文库里有 {documents} 份文件、{clauses} 条条款。", documents=documents, clauses=clauses))
        self._show_buttons(shown=False)

    def show_problem(self, title: str, error: BaseException) -> None:
        """What could not be done, why, and a way to try again."""
        self._clear_problem()
        self.title.setText(title)
        self.line.setText("")
        self._show_buttons(shown=False)
        self.problem = Notice(*error_texts(error), "danger")
        self.problem.add_action(button(tr("重试"), "", self.retry_asked.emit))
        self._layout.insertWidget(self._layout.indexOf(self.line) + 1, self.problem)

    def show_opening(self) -> None:
        self._clear_problem()
        self.title.setText(tr("正在打开工作区…"))

    def _clear_problem(self) -> None:
        if self.problem is not None:
            self.problem.deleteLater()
            self.problem = None

    def _show_buttons(self, *, shown: bool) -> None:
        for widget in (self.files, self.folder, self.kinds):
            widget.setVisible(shown)

    @staticmethod
    def _middle(label: QLabel) -> QLabel:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label
