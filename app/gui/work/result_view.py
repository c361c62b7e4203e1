"""The result of text work: what it is of and how it was made, then its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.copying import copy_text
from app.gui.parts.desk import MODELS, Desk
from app.gui.parts.report_saving import save_tool
from app.gui.parts.text_rows import RowColumn, TextRows
from app.gui.parts.text_rows_view import TextRowsView
from app.gui.parts.widgets import ElidedLabel, button, row, text_label
from app.gui.work.finished import Arrived, Finished, open_target
from app.security.labels import AI_LABEL
from app.security.marks import highest_mark, mark_line


class ResultView(QWidget):
    def __init__(self, desk: Desk, name: str, saving: Sequence[QAction]) -> None:
        """``name`` is what a screen reader calls the table; ``saving`` are the actions that save the result."""
        super().__init__()
        self.finished: Finished | None = None
        self._documents: tuple[str, ...] = ()
        self.title = ElidedLabel("sectionTitle")
        self.about = text_label("", "muted", wraps=True)
        self.remark = text_label("", "", wraps=True)
        self.ai_label = text_label(AI_LABEL, "aiLabel")
        self.model = TextRows((), self)
        self.view = TextRowsView(self.model, name, desk.theme)
        self.view.opened.connect(lambda target: open_target(desk, target))
        self.view.copied.connect(self._copy)
        self._desk = desk
        self.by_model = False
        """Whether a model wrote in the rows: what is copied of them then bears the label."""
        self.mark = text_label("", "securityMark", wraps=True)
        self.mark.hide()
        self.to_models = button(tr("添加对话模型"), "link", lambda: desk.go(MODELS))
        self.to_models.setToolTip(tr("有了对话模型，各章由模型概括并逐句核对"))
        self.save = save_tool(desk.theme, *saving)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.sizes.tight)
        head = row(self.title, self.ai_label, self.to_models, self.save)
        head.setStretchFactor(self.title, 1)
        layout.addLayout(head)
        for part in (self.mark, self.about, self.remark):
            layout.addWidget(part)
        layout.addSpacing(desk.theme.sizes.tight)
        layout.addWidget(self.view, 1)

    def begin(self, columns: Sequence[RowColumn]) -> None:
        """Rows are about to come one by one; nothing can be saved before the last."""
        self.clear(columns)
        self.title.setText(tr("已经做好的部分"))
        self._show_head(is_finished=False, by_model=False)

    def add(self, arrived: Arrived) -> None:
        self.model.add_row(arrived.row)
        self._tell_author(by_model=self.by_model or arrived.by_model)

    def end_short(self) -> None:
        """The rest will not come."""
        self.remark.setText(tr("已停止。下面是停止前做好的部分，不完整，不能存成文件；要全部内容请再做一次。"))
        _set_name(self.remark, "warning")
        self.remark.show()

    def clear(self, columns: Sequence[RowColumn] = ()) -> None:
        self.finished = None
        self.model.show_rows((), columns)

    def show_finished(self, finished: Finished) -> None:
        self.finished = finished
        self.use_sources(source.document_id for source in finished.sources)
        report = finished.report
        self.title.setText(report.title)
        self.about.setText("\n".join(report.about))
        self.remark.setText(finished.remark)
        _set_name(self.remark, "warning" if finished.is_warning else "good")
        self._show_head(is_finished=True, by_model=report.model is not None)
        self.to_models.setVisible(finished.wants_model)
        self.model.show_rows(finished.rows, finished.columns)
        if finished.rows:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.scrollToTop()

    def use_sources(self, documents: Iterable[str]) -> None:
        """The ids of the documents that the rows are of: their highest security mark stands above them."""
        self._documents = tuple(dict.fromkeys(documents))
        mark = self._security_mark()
        self.mark.setText(mark_line(mark) if mark else "")
        self.mark.setVisible(bool(mark))

    def _security_mark(self) -> str | None:
        held = self._desk.metadata
        return highest_mark(held[each].security_mark for each in self._documents if each in held)

    def _copy(self, text: str) -> None:
        mark = self._security_mark()
        copy_text(self._desk, text, way="table", documents=self._documents, mark=mark, by_model=self.by_model)

    def _show_head(self, *, is_finished: bool, by_model: bool) -> None:
        self.about.setVisible(is_finished)
        self.remark.setVisible(is_finished and bool(self.remark.text()))
        self.save.setVisible(is_finished)
        self.to_models.hide()
        self._tell_author(by_model=by_model)

    def _tell_author(self, *, by_model: bool) -> None:
        """On the screen and on what is copied of the rows."""
        self.by_model = by_model
        self.ai_label.setVisible(by_model)


def _set_name(label: QLabel, name: str) -> None:
    """Its look in the style sheet."""
    label.setObjectName(name)
    label.style().polish(label)
