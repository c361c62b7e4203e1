"""The result of text work: what it is of and how it was made, then its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.parts.desk import Desk
from app.gui.parts.report_saving import save_tool
from app.gui.parts.text_rows import TextRows
from app.gui.parts.text_rows_view import TextRowsView
from app.gui.parts.widgets import ElidedLabel, row, text_label
from app.gui.work.finished import Finished, open_target
from app.security.labels import AI_LABEL


class ResultView(QWidget):
    def __init__(self, desk: Desk, name: str, saving: Sequence[QAction]) -> None:
        """``name`` is what a screen reader calls the table; ``saving`` are the actions that save the result."""
        super().__init__()
        self.finished: Finished | None = None
        self.title = ElidedLabel("sectionTitle")
        self.about = text_label("", "muted", wraps=True)
        self.remark = text_label("", "", wraps=True)
        self.ai_label = text_label(AI_LABEL, "aiLabel")
        self.model = TextRows((), self)
        self.view = TextRowsView(self.model, name, desk.theme)
        self.view.opened.connect(lambda target: open_target(desk, target))
        self.save = save_tool(desk.theme, *saving)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.sizes.tight)
        head = row(self.title, self.ai_label, self.save)
        head.setStretchFactor(self.title, 1)
        layout.addLayout(head)
        for part in (self.about, self.remark):
            layout.addWidget(part)
        layout.addSpacing(desk.theme.sizes.tight)
        layout.addWidget(self.view, 1)

    def show_finished(self, finished: Finished) -> None:
        self.finished = finished
        report = finished.report
        self.title.setText(report.title)
        self.about.setText("\n".join(report.about))
        self.remark.setText(finished.remark)
        self.remark.setObjectName("warning" if finished.is_warning else "good")
        self.remark.style().polish(self.remark)
        self.remark.setVisible(bool(finished.remark))
        self.ai_label.setVisible(report.model is not None)
        self.model.show_rows(finished.rows, finished.columns)
        if finished.rows:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.scrollToTop()
