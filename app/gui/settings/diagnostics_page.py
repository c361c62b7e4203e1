"""The page of diagnostics: what this machine can do, what is missing, and a report to hand on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.foundation.errors import EnvironmentFault
from app.foundation.files import write_whole
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import MODELS, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.report import Fact, Facts, all_facts, findings, report_text, wanting_vectors
from app.gui.settings.section import Section
from app.gui.settings.vectors_notice import VectorsNotice
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme
from app.workspace.health import Health
from app.workspace.soundness import Soundness
from app.workspace.upkeep import LibraryHealth

WIDEST = 860
NAME_WIDTH = 150
MARK = 16


class DiagnosticsPage(QWidget):
    """Looks by itself when it is first seen, when documents that were read again are listed, and when asked."""

    reread_asked = Signal(object, bool)
    """The ids of documents to be read again, False: not by text recognition."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._asked = 0
        self.text = ""
        """The report, "" until there is one."""
        self._is_rereading = False
        self._waits_for_vectors = False
        self.refresh_button = button(tr("重新检查"), "", self.refresh)
        self.copy_button = button(tr("复制报告"), "primary", self.copy)
        self.save_button = button(tr("保存报告…"), "", self.save)
        self.check_button = button(tr("核对文库"), "", self.check_library)
        self.state = Notice("", "")
        self.damage = QVBoxLayout()
        self.damage.setSpacing(8)
        self.missing = QVBoxLayout()
        self.missing.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(22)
        self._lay_out()
        self._add_actions()
        self._enable()
        desk.opened.connect(self._look_if_seen)
        desk.listed.connect(self._look_again)
        desk.vectors_told.connect(self._look_after_vectors)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_if_seen()

    def _look_if_seen(self) -> None:
        """Not at every start: graphics cards are asked by a process of their own."""
        if self.isVisible() and not self.text and self._desk.session is not None:
            self.refresh()

    def _look_again(self) -> None:
        """While documents are read again, until none is left that older rules have read."""
        if self._is_rereading:

            def done(left: tuple[str, ...]) -> None:
                if not left and self._is_rereading:
                    self._is_rereading = False
                    self.refresh()

            self._desk.run("outdated", lambda session, _: session.upkeep.outdated(), done)

    def _look_after_vectors(self) -> None:
        """What was wanting may be there now."""
        if self.text and self._waits_for_vectors and not self._desk.vectors_under_way:
            self.text = ""
            self._look_if_seen()
            self._enable()

    def refresh(self) -> None:
        """Ask machine and workspace anew, in a job."""
        self._asked += 1
        asked = self._asked
        self._say(tr("正在检查这台机器…"), tr("要几秒钟：显卡由单独的进程询问。"), "info")
        self.refresh_button.setEnabled(False)

        def work(session: Session, progress: Progress) -> tuple[Health, LibraryHealth, str]:
            health, library = session.upkeep.machine(), session.upkeep.library()
            return health, library, report_text(health, library, (session.paths.root,))

        def done(found: tuple[Health, LibraryHealth, str]) -> None:
            if asked == self._asked:
                self._show(*found)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                message, hint = error_texts(error)
                self._say(tr("检查没有完成：{cause}", cause=message), hint, "danger")
                self.refresh_button.setEnabled(True)

        self._desk.run("diagnose", work, done, fail)

    def check_library(self) -> None:
        """Compare everything that is kept with what was written, in a job that can take minutes."""
        self.check_button.setEnabled(False)
        self._desk.say(tr("正在核对文库…"))

        def work(session: Session, progress: Progress) -> Soundness:
            return session.upkeep.soundness(progress)

        def done(found: Soundness) -> None:
            self.check_button.setEnabled(True)
            _clear(self.damage)
            for problem in found.problems:
                self.damage.addWidget(Notice(problem, "", "danger"))
            if found.is_sound:
                self._desk.say(tr("核对了 {n} 份文件，目录、原件和索引都与写入时相同。", n=found.documents))
            else:
                self._desk.say(tr("核对文库发现 {n} 处问题，见诊断页。", n=len(found.problems)))

        def fail(error: BaseException) -> None:
            self.check_button.setEnabled(True)
            self._desk.say(tr("核对没有完成：{cause}", cause=error_texts(error)[0]))

        self._desk.run("check library", work, done, fail)

    def copy(self) -> None:
        """The report into the clipboard."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text)
            self._desk.say(tr("诊断报告已复制。其中没有文件内容和文件名。"))

    def save(self) -> None:
        """The report into a file that the person names."""
        if not self.text:
            return
        path, _ = QFileDialog.getSaveFileName(self, tr("保存报告"), tr("准绳诊断报告.txt"), tr("文本 (*.txt)"))
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        text = self.text

        def work(session: Session, progress: Progress) -> None:
            try:
                write_whole(path, text.encode())
            except OSError as error:
                raise EnvironmentFault(
                    tr("不能写 {file}：{cause}", file=path.name, cause=error.strerror or error),
                    tr("请换一个文件夹再试。"),
                ) from error

        self._desk.run("save report", work, lambda _: self._desk.say(tr("已保存 {file}。", file=path.name)))

    def _show(self, health: Health, library: LibraryHealth, text: str) -> None:
        self.text = text
        _clear(self.missing)
        _clear(self.body)
        found = findings(health, library)
        if found:
            self._say(tr("有 {count} 处需要注意", count=len(found)), "", "warning")
        else:
            self._say(tr("一切就绪，没有缺什么。"), "", "info")
        before: QWidget = self.area
        wanting = wanting_vectors(library)
        self._waits_for_vectors = bool(wanting)
        for item in found:
            notice = VectorsNotice(item, self._desk) if item in wanting else Notice(item, "", "warning")
            self.missing.addWidget(notice)
            if isinstance(notice, VectorsNotice):
                link: QPushButton | None = notice.prepare
            elif (link := self._remedy(item, library)) is not None:
                notice.add_action(link)
            if link is not None:
                QWidget.setTabOrder(before, link)
                before = link
        for group in all_facts(health, library):
            self.body.addWidget(_section(group, self._desk.theme))
        self._enable()

    def _remedy(self, finding: str, library: LibraryHealth) -> QPushButton | None:
        """What the window can do about it; the finding names the command that does the same."""
        if "models fetch" in finding:
            return button(tr("到“模型”页"), "link", lambda: self._desk.go(MODELS))
        if "ingest --reread" in finding and library.outdated:
            remedy = button(tr("重新读取"), "link", lambda: self._reread(library.outdated, remedy))
            return remedy
        return None

    def _reread(self, document_ids: tuple[str, ...], remedy: QPushButton) -> None:
        """Its progress is shown beneath the pages; the documents stay as they are until each is read."""
        remedy.setEnabled(False)
        self._is_rereading = True
        self.reread_asked.emit(list(document_ids), False)

    def _say(self, text: str, hint: str, tone: str) -> None:
        self.state.setProperty("tone", tone)
        self.state.style().polish(self.state)
        self.state.tell(text, hint)

    def _enable(self) -> None:
        self.refresh_button.setEnabled(self._desk.session is not None)
        self.check_button.setEnabled(self._desk.session is not None)
        for control in (self.copy_button, self.save_button):
            control.setEnabled(bool(self.text))

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("surfaceBody")
        inner.setMaximumWidth(self._desk.theme.sizes.grown(WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 20, 28)
        column.setSpacing(14)
        column.addWidget(self.state)
        column.addLayout(self.damage)
        column.addLayout(self.missing)
        column.addLayout(self.body)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName(tr("诊断结果"))
        self.area.setObjectName("surface")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        head = row(
            text_label(tr("诊断"), "title"),
            None,
            self.check_button,
            self.refresh_button,
            self.save_button,
            self.copy_button,
        )
        head.setContentsMargins(0, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 8, 0)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)

    def _add_actions(self) -> None:
        actions = (
            (tr("重新检查本机"), QKeySequence("F5"), self.refresh, self.refresh_button, tr("重新检查（F5）")),
            (
                tr("复制诊断报告"),
                QKeySequence("Ctrl+Shift+C"),
                self.copy,
                self.copy_button,
                tr("复制报告（Ctrl+Shift+C）"),
            ),
            (
                tr("核对文库"),
                QKeySequence(),
                self.check_library,
                self.check_button,
                tr("把目录、原件和索引与写入时比较，文库大时要几分钟"),
            ),
            (tr("保存诊断报告"), QKeySequence("Ctrl+S"), self.save, self.save_button, tr("保存报告（Ctrl+S）")),
        )
        for text, keys, deed, control, tip in actions:
            action = QAction(text, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(deed)
            control.setToolTip(tip)
            self.addAction(action)


def _section(group: Facts, theme: Theme) -> Section:
    section = Section(group.title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, theme.sizes.grown(NAME_WIDTH))
    grid.setColumnStretch(2, 1)
    for place, fact in enumerate(group.facts):
        value = text_label(fact.value, wraps=True)
        line = value.fontMetrics().height()
        name, mark = text_label(fact.name, "muted"), _mark(fact, theme)
        name.setMinimumHeight(line)
        mark.setMinimumHeight(line)
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(mark, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, place, 2)
    section.add_layout(grid)
    return section


def _mark(fact: Fact, theme: Theme) -> QLabel:
    """A tick or a warning, told to screen readers in words."""
    label = QLabel()
    label.setFixedWidth(MARK)
    if fact.good is not None:
        colour = theme.colours.good if fact.good else theme.colours.warning
        label.setPixmap(pixmap("circle-check" if fact.good else "triangle-alert", MARK, colour))
        label.setAccessibleName(tr("正常") if fact.good else tr("需要注意"))
    return label


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
