"""What stands in the empty chat: on a first start where things are and what to do, later the next question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.foundation.messages import enumerated, tr
from app.gui.parts.desk import MODELS, Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import ElidedButton, ElidedLabel, Notice, button, centred, row, text_label
from app.gui.style.icons import application_icon, icon

ICON_SIZE = 64
EXAMPLES = 4
"""Questions offered."""
WIDEST_FACTS = 640
"""Logical pixels."""


class FirstRun(QScrollArea):
    """Opening, empty, ready or in trouble: each with what to do next, and nothing else."""

    add_files_asked = Signal()
    add_folder_asked = Signal()
    samples_asked = Signal()
    retry_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.examples = QWidget()
        self._examples = FlowLayout(self.examples, is_centred=True)
        self.setObjectName("surface")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(ICON_SIZE, ICON_SIZE))
        self.title = _middle(text_label(tr("正在打开工作区…"), "title"))
        self.line = _middle(text_label("", wraps=True))
        self.files = button(tr("添加文件…"), "primary", self.add_files_asked.emit)
        self.files.setIcon(icon("file-plus", desk.theme, desk.theme.colours.on_accent))
        self.folder = button(tr("添加文件夹…"), "", self.add_folder_asked.emit)
        self.samples = button(tr("先用样例试试"), "", self.samples_asked.emit)
        self.kinds = _middle(
            text_label(
                tr("可读 PDF、OFD、Word、网页、表格、图片、Markdown 和纯文本。文件只在本机处理。"), "muted", wraps=True
            )
        )
        self.facts = _Facts(desk)
        self.problem: Notice | None = None
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(desk.theme.sizes.wide, desk.theme.sizes.wide, desk.theme.sizes.wide, 0)
        self._layout.setSpacing(desk.theme.sizes.pad)
        self._layout.addStretch(2)
        for widget in (_middle(picture), self.title, self.line):
            self._layout.addWidget(widget)
        self._layout.addLayout(row(None, self.files, self.folder, self.samples, None))
        self._layout.addWidget(self.kinds)
        self._layout.addWidget(self.examples)
        self._layout.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(3)
        inner, body = QWidget(), QWidget()
        inner.setLayout(self._layout)
        body.setObjectName("surfaceBody")
        body.setLayout(centred(inner, desk.theme.sizes.reading_width))
        self.setWidget(body)
        self._show_buttons(shown=False)
        desk.models_changed.connect(self._look_for_models)

    def show_empty(self) -> None:
        """The library holds nothing yet."""
        self._clear_problem()
        self.title.setText(tr("把标准和法规拖到这里"))
        self.line.setText(tr("准绳从您自己的文件里找答案，每句话都指到条款，点一下就看到原页。"))
        self._show_buttons(shown=True)
        self.facts.read()

    def _look_for_models(self) -> None:
        if not self.facts.isHidden():
            self.facts.read()

    def show_ready(self, documents: int, clauses: int) -> None:
        self._clear_problem()
        self.title.setText(tr("问标准，答条款"))
        self.line.setText(tr("文库里有 {documents} 份文件、{clauses} 条条款。", documents=documents, clauses=clauses))
        self._show_buttons(shown=False)
        self._desk.run("examples", lambda session, _: session.first_questions(EXAMPLES), self._offer_examples)

    def _offer_examples(self, questions: Sequence[str]) -> None:
        """Questions that this library can answer."""
        self._examples.clear()
        before: QWidget = self.samples
        for question in questions:
            example = ElidedButton(question, "pill", partial(self._desk.question_asked.emit, question, None, True))
            self._examples.addWidget(example)
            self.setTabOrder(before, example)
            before = example
        self.examples.setVisible(bool(questions))

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
        for widget in (self.files, self.folder, self.samples, self.kinds, self.facts):
            widget.setVisible(shown)
        self.examples.hide()


class _Facts(QFrame):
    """Where the data lie, and which models were found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._folder: Path | None = None
        theme = desk.theme
        self.data = ElidedLabel("")
        self.models = text_label("", wraps=True)
        self.open = button(tr("打开"), "link", self._open_folder)
        self.choose = button(tr("添加模型…"), "link", lambda: desk.go(MODELS))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 10, 10)
        grid.setHorizontalSpacing(theme.sizes.pad)
        grid.setColumnStretch(1, 1)
        self.setMinimumWidth(min(WIDEST_FACTS, theme.sizes.smallest_page - 2 * theme.sizes.wide))
        self.setMaximumWidth(theme.sizes.grown(WIDEST_FACTS))
        for line, (name, value, act) in enumerate(
            ((tr("数据放在"), self.data, self.open), (tr("模型"), self.models, self.choose))
        ):
            grid.addWidget(text_label(name, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
            grid.addWidget(act, line, 2, Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        """As wide as may be: paths and names are long."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def read(self) -> None:
        self._desk.run("place", lambda session, _: (session.paths.root, session.installed_models()), self._tell)

    def _tell(self, found: tuple[Path, tuple[str, ...]]) -> None:
        self._folder, models = found
        self.data.setText(str(self._folder))
        if models:
            self.models.setText(tr("找到 {count} 个：{models}", count=len(models), models=enumerated(models)))
        else:
            self.models.setText(tr("没有找到，可以从文件夹或 U 盘添加；没有也能检索和摘录原文"))
        self._give_room()

    def _give_room(self) -> None:
        """All lines of the names: a layout that centres a widget does not ask how high it is at its width."""
        self.models.setMinimumHeight(max(0, self.models.heightForWidth(self.models.width())))

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _middle(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
