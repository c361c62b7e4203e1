"""Documents into the categories that a person writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from app.assistant.text_work.categories import category_lines, parse_categories, read_categories
from app.assistant.text_work.classification import require_choice
from app.foundation.errors import UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import Desk
from app.gui.parts.names import collection_name
from app.gui.parts.widgets import button
from app.gui.road.session import Session
from app.gui.work.classification_result import classification_result
from app.gui.work.finished import Finished, Tell, Wanting, Work
from app.gui.work.pane import EVERYTHING, WorkPane

LINES = 4
"""Categories in sight while they are written."""


class ClassificationPane(WorkPane):
    def __init__(self, desk: Desk, saving: Sequence[QAction]) -> None:
        purpose = Wanting(
            tr("按您自己的类别给文件归类。"),
            tr("每行写一个类别，选一份文件或“整个文库”，再点“归类”。比的是文件的标题、范围和各章标题，依据可以点开。"),
        )
        super().__init__(desk, tr("分类"), tr("归类"), purpose, saving)
        self.categories = QPlainTextEdit()
        self.categories.setObjectName("categories")
        self.categories.setAccessibleName(tr("类别，一行一个"))
        self.categories.setPlaceholderText(
            tr("一行一个类别，可以加说明：\n消防=建筑防火、灭火设施、疏散\n电气=配电、接地、用电安全")
        )
        self.categories.setTabChangesFocus(True)
        margins = 2 * self.categories.document().documentMargin() + self.categories.frameWidth() * 2
        self.categories.setFixedHeight(round(LINES * self.categories.fontMetrics().lineSpacing() + margins) + 8)
        self.file = button(tr("从文件读入类别…"), "link", self._read_file)
        self.file.setToolTip(tr("TOML 或 JSON 文件，每个类别一行"))
        self.collection = Combo(tr("归类哪个文库的文件"))
        self.lay_out(self.file, self.collection, above=self.categories)
        self.collection.hide()

    def take_document(self, document: str | None) -> None:
        """Of the whole library, one collection may be chosen."""
        super().take_document(document)
        held = sorted({entry.collection for entry in self.desk.entries})
        self.collection.offer({"": tr("全部文库"), **{each: collection_name(each) for each in held}})
        self.collection.setVisible(document == EVERYTHING and len(held) > 1)

    def work(self) -> Work | Wanting:
        document = self.document
        if document is None:
            return Wanting(tr("还没有选文件。"), tr("在上面选一份文件，或者选“整个文库”。"))
        try:
            categories = parse_categories(self.categories.toPlainText())
            require_choice(categories)
        except UserError as error:
            self.categories.setFocus()
            return Wanting(error.message, error.hint or tr("一行写一个类别，如：消防=建筑防火、灭火设施。"))

        wanted = self._of_collection() if document == EVERYTHING else [document]

        def made(session: Session, progress: Progress, tell: Tell) -> Finished:
            return classification_result(session.text_work.sort(wanted, categories, progress))

        return made

    def _of_collection(self) -> list[str]:
        chosen = self.collection.value()
        return [entry.id for entry in self.desk.entries if chosen in ("", entry.collection)]

    def choose_file(self) -> Path | None:
        """Ask for a file of categories. Tests and scripts replace this."""
        kinds = tr("类别文件 ({patterns})", patterns="*.toml *.json")
        name, _ = QFileDialog.getOpenFileName(self, tr("从文件读入类别"), "", kinds)
        return Path(name) if name else None

    def _read_file(self) -> None:
        path = self.choose_file()
        if path is None:
            return
        self.desk.run(
            "categories",
            lambda session, _: category_lines(read_categories(path)),
            self.categories.setPlainText,
        )
