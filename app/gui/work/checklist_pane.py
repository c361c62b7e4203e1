"""Requirements to be gone through on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.document import Strength
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row
from app.gui.road.session import Session
from app.gui.work.checklist_result import checklist_result
from app.gui.work.finished import Finished, Tell, Wanting, Work
from app.gui.work.pane import EVERYTHING, WorkPane
from app.gui.work.topic_field import TopicField, material_wanting


class ChecklistPane(WorkPane):
    def __init__(self, desk: Desk, saving: Sequence[QAction]) -> None:
        purpose = Wanting(
            tr("把一份文件里的要求逐条列成检查表。"),
            tr(
                "选一份文件，再点“生成检查表”。要求逐字摘自原文，不用模型；点条款编号打开原文，表可以存成文件打印填写。"
            ),
        )
        super().__init__(desk, tr("检查表"), tr("生成检查表"), purpose, saving)
        self.topic = TopicField()
        self.topic.returnPressed.connect(self.start)
        self.strengths = {strength: _choice(strength) for strength in Strength}
        self.strengths[Strength.SHALL].setChecked(True)
        strengths = QWidget()
        strengths.setLayout(row(*self.strengths.values(), spacing=2))
        self.lay_out(self.topic, strengths)

    def work(self) -> Work | Wanting:
        document, topic = self.document, self.topic.text().strip()
        strengths = tuple(strength for strength, choice in self.strengths.items() if choice.isChecked())
        if not strengths:
            return Wanting(tr("“应”“宜”“可”至少选一种。"))
        wanting = material_wanting(document, topic)
        if wanting is not None:
            return wanting

        def made(session: Session, progress: Progress, tell: Tell) -> Finished:
            within = None if document == EVERYTHING else document
            return checklist_result(session.text_work.checklist(within, topic, strengths))

        return made


def _choice(strength: Strength) -> QPushButton:
    name, tip = {
        Strength.SHALL: (tr("应"), tr("列出要求：应、必须、不得")),
        Strength.SHOULD: (tr("宜"), tr("列出推荐：宜、不宜")),
        Strength.MAY: (tr("可"), tr("列出允许：可、不必")),
    }[strength]
    made = button(name, "segment")
    made.setCheckable(True)
    made.setToolTip(tip)
    return made
