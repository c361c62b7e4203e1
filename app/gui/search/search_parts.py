"""Everything that stands on the search page, and what it shows in each state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QProgressBar, QSplitter, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.widgets import ElidedLabel, Notice, button, row, text_label, tool
from app.gui.search.context_pane import ContextPane
from app.gui.search.count_line import count_text
from app.gui.search.filter_row import FilterRow
from app.gui.search.result_list import ResultList, copy_result
from app.gui.search.results_model import ResultsModel
from app.gui.search.saved_list import SavedList
from app.gui.search.search_bar import SearchBar
from app.gui.search.searching import Found
from app.gui.search.word_help import TermCard, WordChips

SIDE_WIDTH, RESULTS_WIDTH, CONTEXT_WIDTH = 180, 760, 400
"""Logical pixels to begin with."""

NARROW = 860
"""Logical pixels below which the three do not stand side by side."""

Deeds = Sequence[tuple[str, Callable[[], None]]]


class SearchParts:
    """Laid out on the page; tells nobody anything itself."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self.desk = desk
        self.bar = SearchBar(desk)
        self.filters = FilterRow(desk)
        self.busy = QProgressBar()
        self.busy.setAccessibleName(tr("正在检索"))
        self.busy.setTextVisible(False)
        self.busy.setRange(0, 1)
        self.side = SavedList(desk)
        self.model = ResultsModel(page)
        self.list = ResultList(self.model, desk.theme)
        self.list.copied.connect(lambda item: copy_result(desk, item))
        self.context = ContextPane(desk)
        self.context.hide()
        self.terms = TermCard(desk)
        self.notice: Notice = Notice("", "")
        self.examples = WordChips()
        self.chips = WordChips()
        self.count = text_label("", "muted")
        self._found: Found | None = None
        """What the list shows."""
        self.suggest = button(tr("建议检索词"), "link")
        self.suggest.setToolTip(tr("让本机的模型建议专业用语，挑选后再加入检索"))
        self.save = button(tr("保存检索"), "link")
        self.save.setToolTip(tr("保存检索（Ctrl+D）"))
        self.export = button(tr("导出…"), "link")
        self.export.setToolTip(tr("导出检索结果（Ctrl+E）"))
        self.more = button(tr("再看更多"), "link")
        self.keys = ElidedLabel("small")
        self.keys.setText(tr("回车或双击打开 · 空格看上下文 · Ctrl+回车就此条提问 · Ctrl+C 复制原文和出处"))
        self._grouping = QButtonGroup(page)
        self._is_narrow = False
        self._lay_out(page)

    def show_busy(self, *, is_busy: bool, is_renewed: bool = False) -> None:
        """A quiet bar that runs while a search is under way. ``is_renewed``: what stands there answers another search,
        and pales until the new one has its hits."""
        self.list.set_pale(is_pale=is_busy and is_renewed)
        self.busy.setRange(0, 0 if is_busy else 1)
        self.busy.setProperty("idle", not is_busy)
        self.busy.setVisible(True)
        self._tell_count(is_busy=is_busy and (self._found is None or self._found.is_final))

    def show_found(self, found: Found, *, may_have_more: bool, stays: bool) -> None:
        """``stays``: the list is looked at where it was."""
        self.notice.hide()
        self.examples.hide()
        self._found = found
        place = self.list.verticalScrollBar().value() if stays else 0
        self.model.show_found(found.request.query, found.evidence)
        self.show_busy(is_busy=not found.is_final)
        self.terms.show_terms(found.terms)
        for widget in (self.list, self.keys):
            widget.setVisible(bool(found.evidence))
        self.more.setVisible(may_have_more)
        self.list.scroll_to(place)
        self._enable()

    def tell(self, text: str, hint: str, deeds: Deeds = (), *, is_problem: bool = False) -> None:
        """In place of results."""
        self._found = None
        self.model.show_found("", ())
        self.show_busy(is_busy=False)
        for widget in (self.list, self.keys, self.more, self.examples, self.context):
            widget.hide()
        if is_problem or not deeds:
            self.terms.hide()
        self._replace_notice(text, hint, deeds, "danger" if is_problem else "info")
        self._enable()

    def show_grouped(self, *, by_document: bool) -> None:
        self._grouping.button(int(by_document)).setChecked(True)
        self.model.group(by_document=by_document)

    def fit(self, width: int) -> None:
        """On a narrow page, as beside the reader, the side list makes room and the context lies below the results."""
        is_narrow = width < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.side.setVisible(not is_narrow)
            self._splitter.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)

    def show_context(self) -> None:
        """On a narrow page the results keep the larger half."""
        if not self.context.isVisible():
            self.context.show()
            height = self._splitter.height()
            if self._is_narrow:
                self._splitter.setSizes([0, height * 55 // 100, height * 45 // 100])

    def close_context(self) -> None:
        self.context.hide()
        self.list.setFocus()

    def _tell_count(self, *, is_busy: bool) -> None:
        found = self._found if self._found is not None and self._found.evidence else None
        told = count_text(found) if found is not None else ""
        self.count.setText(tr("正在检索…（Esc 停止）") if is_busy else told)

    def _enable(self) -> None:
        self.export.setEnabled(bool(self.model.found))

    def _replace_notice(self, text: str, hint: str, deeds: Deeds, tone: str) -> None:
        made = Notice(text, hint, tone)
        for name, deed in deeds:
            made.add_action(button(name, "", deed))
        self._middle.replaceWidget(self.notice, made)
        self.notice.hide()
        self.notice.deleteLater()
        self.notice = made

    def _turn_side(self) -> None:
        self.side.setVisible(not self.side.isVisible())

    def _lay_out(self, page: QWidget) -> None:
        theme = self.desk.theme
        sizes = theme.sizes
        for place, name in enumerate((tr("按相关度"), tr("按文件"))):
            segment = button(name, "segment")
            segment.setCheckable(True)
            segment.setChecked(place == 0)
            self._grouping.addButton(segment, place)
        self._grouping.idClicked.connect(lambda place: self.model.group(by_document=bool(place)))
        middle = QFrame()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(sizes.gap, 0, sizes.gap, 0)
        self._middle.setSpacing(sizes.gap)
        groups = self._grouping.buttons()
        head = QWidget()
        flow = FlowLayout(head)
        for part in (*groups, self.suggest, self.save, self.export, self.count):
            flow.addWidget(part)
        self._middle.addWidget(head)
        for widget in (self.chips, self.terms, self.notice, self.examples):
            self._middle.addWidget(widget)
        self._middle.addWidget(self.list, 1)
        foot = row(self.keys, self.more)
        foot.setStretch(0, 1)
        self._middle.addLayout(foot)
        self._middle.addStretch(0)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for part in (self.side, middle, self.context):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([SIDE_WIDTH, RESULTS_WIDTH, CONTEXT_WIDTH])
        layout = QVBoxLayout(page)
        layout.setContentsMargins(sizes.wide, 16, sizes.wide, sizes.gap)
        layout.setSpacing(sizes.gap)
        turn = tool("panel-left", tr("显示或收起保存的检索"), theme, self._turn_side)
        layout.addLayout(row(text_label(tr("检索"), "title"), None, turn))
        layout.addWidget(self.bar)
        layout.addWidget(self.filters)
        layout.addWidget(self.busy)
        layout.addWidget(splitter, 1)
